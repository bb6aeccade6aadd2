"""Addresses of the minutes."""

from django.urls import path

from balai.minutes import views

urlpatterns = [
    path("meetings/<uuid:pk>/minutes/", views.minutes, name="minutes"),
    path("meetings/<uuid:pk>/minutes/write/", views.write, name="write-minutes"),
    path("meetings/<uuid:pk>/minutes/circulate/", views.circulate, name="circulate-minutes"),
    path("meetings/<uuid:pk>/minutes/object/", views.object_to, name="object-to-minutes"),
    path("meetings/<uuid:pk>/minutes/dissents/", views.my_dissents, name="my-dissents"),
    path("meetings/<uuid:pk>/minutes/dissents/attach/", views.dissent_in_meeting, name="dissent-in-meeting"),
    path("meetings/<uuid:pk>/minutes/confirm/", views.confirm, name="confirm-minutes"),
    path("minutes/objections/<uuid:pk>/answer/", views.answer, name="answer-objection"),
    path("items/<uuid:pk>/dissent/", views.dissent, name="attach-dissent"),
]
