"""The addresses of the site, and pages more that fail."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from balai import urls
from balai.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
SECRET = "the inside of the machine"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


def talkative(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse("Traceback (most recent call last): it went wrong.", status=422)


def silent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("no", status=403)


def without_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<html lang="en"><script src="/static/balai/app.js"></script></html>')


urlpatterns = [
    *urls.urlpatterns,
    path("broken/", broken, name="broken"),
    path("broken/talkative/<int:number>/", talkative, name="broken-talkative"),
    path("broken/silent/", silent, name="broken-silent"),
    path("broken/page/", without_nonce, name="broken-page"),
]
