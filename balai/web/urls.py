"""Addresses that belong to no room."""

from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from balai.web.appearance import appearance

urlpatterns = [
    path("appearance/", appearance, name="appearance"),
    path("offline/", require_safe(TemplateView.as_view(template_name="web/offline.html")), name="offline"),
]
