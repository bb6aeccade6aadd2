"""Addresses of inviting to single items."""

from django.urls import path

from balai.agenda.guests import views

urlpatterns = [
    path("items/<uuid:pk>/invited/", views.guests, name="item-guests"),
    path("invitations/<uuid:pk>/back/", views.take_back, name="take-back-invitation"),
]
