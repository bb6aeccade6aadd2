"""Addresses for everybody."""

from django.urls import path

from balai.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("public/", views.front, name="public-front"),
    path("public/meetings/<uuid:pk>/", views.meeting, name="public-meeting"),
    path("public/meetings/<uuid:pk>/screen/", views.screen, name="public-screen"),
    path("public/meetings/<uuid:pk>/minutes/", views.minutes, name="public-minutes"),
    path("public/decisions/", views.decisions, name="public-decisions"),
    path("public/votings/<uuid:pk>/box/", views.ballot_box, name="public-ballot-box"),
    path("public/decisions/<uuid:pk>/", views.decision, name="public-decision"),
    path("public/decisions/<uuid:pk>/proof/", views.decision_proof, name="public-decision-proof"),
    path("public/programme/", views.forward_programme, name="public-programme"),
    path("public/programme/<slug:slug>/", views.forward_programme, name="public-programme-of"),
]
