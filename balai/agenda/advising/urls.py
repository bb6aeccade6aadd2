"""Addresses of preparing and confirming."""

from django.urls import path

from balai.agenda.advising import views

urlpatterns = [
    path("items/<uuid:pk>/prepared/", views.prepare, name="prepare-position"),
    path("items/<uuid:pk>/prepared/withdraw/", views.withdraw, name="withdraw-prepared"),
    path("items/<uuid:pk>/prepared/confirm/", views.confirm, name="confirm-prepared"),
    path("meetings/<uuid:pk>/prepared/confirm/", views.confirm_all, name="confirm-all-prepared"),
    path("items/<uuid:pk>/briefing/", views.brief, name="write-briefing"),
]
