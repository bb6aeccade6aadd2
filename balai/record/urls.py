"""Addresses of the record. Those without a closing slash are C2SP's (c2sp.org/tlog-tiles)."""

from django.urls import path

from balai.record import views

urlpatterns = [
    path("record/", views.front, name="record"),
    path("record/key", views.key, name="record-key"),
    path("record/checkpoint", views.checkpoint, name="record-checkpoint"),
    path("record/tile/<path:place>", views.tile, name="record-tile"),
    path("record/proof/<int:index>", views.inclusion, name="record-proof"),
    path("record/consistency/<int:old>/<int:new>", views.consistency, name="record-consistency"),
    path("record/status/", views.status, name="record-status"),
    path("decisions/<uuid:pk>/proof/", views.decision_proof, name="decision-proof"),
]
