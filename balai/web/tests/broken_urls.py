"""The addresses of the site, and one page more that fails."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from balai import urls
from balai.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
SECRET = "the inside of the machine"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(SECRET)


urlpatterns = [*urls.urlpatterns, path("broken/", broken, name="broken")]
