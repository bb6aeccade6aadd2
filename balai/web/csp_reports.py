"""What browsers report of the Content Security Policy: a line of the security log, without what the page held."""

import json
import logging
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from balai.security_log import Event, note

LARGEST = 16 * 1024  # bytes; browsers send less than one
DIRECTIVE = re.compile(r"[a-z-]{3,40}")
WORDS = {"inline", "eval", "wasm-eval", "self", "trusted-types-sink", "trusted-types-policy", "data", "blob"}


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Browsers send it by themselves, without the token of a form; whatever they send, nothing is kept of it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        return HttpResponse(status=204)
    try:
        report = json.loads(request.body)["csp-report"]
        directive = str(report.get("effective-directive") or report.get("violated-directive"))
        blocked, page = str(report.get("blocked-uri", "")), str(report.get("document-uri", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponse(status=204)
    if DIRECTIVE.fullmatch(directive):
        note(
            Event.POLICY_BROKEN,
            "refused",
            level=logging.WARNING,
            directive=directive,
            blocked=_what(blocked),
            page=_route(page),
        )
    return HttpResponse(status=204)


def _what(address: str) -> str:
    """A word of the specification, or whether it was ours: which other site is nothing for this log."""
    if address in WORDS:
        return address
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ""
    return "own" if host in settings.ALLOWED_HOSTS else "foreign"


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except (Resolver404, ValueError):
        return ""
