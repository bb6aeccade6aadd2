"""Addresses that belong to no room."""

from django.conf import settings
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from balai.web.appearance import appearance
from balai.web.csp_reports import csp_report
from balai.web.security_txt import security_txt

urlpatterns = [
    path("appearance/", appearance, name="appearance"),
    path(settings.CSP_REPORTS.lstrip("/"), csp_report, name="csp-report"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("offline/", require_safe(TemplateView.as_view(template_name="web/offline.html")), name="offline"),
]
