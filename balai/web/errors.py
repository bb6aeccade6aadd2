"""Error pages, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from balai.verdict import forbidden as refused


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/error.html", {"heading": _("This request cannot be read"), "code": 400}, status=400)


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
    verdict = refused(
        _("This form has expired or came from another page. Go back, load the page again and send it once more.")
    )
    return render(request, "web/refused.html", {"verdict": verdict, "status": 403, "back": "/"}, status=403)
