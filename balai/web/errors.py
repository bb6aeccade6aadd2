"""Error pages, in the reader's language."""

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from balai.security_log import Event
from balai.verdict import forbidden as refused
from balai.web.limits import NoFile, too_large
from balai.web.problems import problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Each kind of what cannot be read has its own sentence."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, NoFile):
        return problem(request, 415, _("No files here"), _("No file can be sent here: papers are written as text."))
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return problem(request, 400, _("This request cannot be read"), _("This form has more fields than any of ours."))
    if isinstance(exception, DisallowedHost):
        request.event_instead = Event.FOREIGN_HOST  # type: ignore[attr-defined]
    sentence = _("What was sent is not what this page expects. Go back, load the page again and try once more.")
    return problem(request, 400, _("This request cannot be read"), sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    verdict = refused(_("You may not see or do this."))
    return render(request, "web/refused.html", {"verdict": verdict, "status": 403, "back": "/"}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what does not exist and for what this reader may not know of."""
    return render(request, "web/error.html", {"heading": _("There is nothing here for you"), "code": 404}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Static: it must work when nothing else does."""
    return render(request, "web/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    request.event_instead = Event.FORGED_FORM  # type: ignore[attr-defined]
    verdict = refused(
        _("This form has expired or came from another page. Go back, load the page again and send it once more.")
    )
    return render(request, "web/refused.html", {"verdict": verdict, "status": 403, "back": "/"}, status=403)
