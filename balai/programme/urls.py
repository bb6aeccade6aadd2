"""Addresses of the programme room."""

from django.urls import path

from balai.programme import views

urlpatterns = [
    path("programme/", views.programme_page, name="programme"),
    path("programme/of/<slug:slug>/", views.programme_page, name="programme-of"),
    path("programme/goals/<uuid:pk>/", views.goal, name="goal"),
    path("programme/goals/<uuid:pk>/report/", views.report, name="report-indicator"),
    path("programme/goals/<uuid:pk>/plot.svg", views.goal_plot, name="goal-plot"),
    path("programme/tasks/<uuid:pk>/finish/", views.finish, name="finish-task"),
]
