"""Defences against what comes over the web."""

import builtins
from typing import Any

from balai.drill.switches import Off, defence, instead, put, swap, with_settings


@defence("form-token", "A form carries a token that no other site knows.")
def form_token(off: Off) -> None:
    from django.middleware.csrf import CsrfViewMiddleware

    swap(CsrfViewMiddleware, "_check_token", off, instead(None))


@defence("form-origin", "A form comes from a page of this site.")
def form_origin(off: Off) -> None:
    from django.middleware.csrf import CsrfViewMiddleware

    swap(CsrfViewMiddleware, "_origin_verified", off, instead(True))
    swap(CsrfViewMiddleware, "_check_referer", off, instead(None))


@defence("known-hosts", "The site answers to its own names only.")
def known_hosts(off: Off) -> None:
    from django.http import request

    swap(request, "validate_host", off, instead(True))


@defence("content-policy", "Pages say what a browser may load, and that nobody may frame them.")
def content_policy(off: Off) -> None:
    from csp.middleware import CSPMiddleware

    swap(CSPMiddleware, "process_response", off, lambda original, self, request, response: response)


@defence("escaping", "What people write is shown as text, whatever it is.")
def escaping(off: Off) -> None:
    from django.template import base, defaulttags
    from django.utils.safestring import SafeString

    from balai.web.templatetags import balai as tags

    swap(tags, "conditional_escape", off, lambda original, text: SafeString(text))
    swap(base, "render_value_in_context", off, lambda original, value, context: str(value))
    put(defaulttags, "render_value_in_context", base.render_value_in_context)


@defence("ways-back", "A form leads back to a page of this site.")
def ways_back(off: Off) -> None:
    from balai.people import next_page

    swap(next_page, "url_has_allowed_host_and_scheme", off, instead(True))


@defence("files-by-list", "Only the files that belong to the pages are served, each by its own address.")
def files_by_list(off: Off) -> None:
    from urllib.parse import unquote

    from django.conf import settings
    from django.http import HttpResponse
    from whitenoise.middleware import WhiteNoiseMiddleware

    def by_path(original: Any, self: Any, request: Any) -> Any:
        wanted = settings.STATIC_ROOT / unquote(request.path_info).removeprefix("/static/")
        if request.path_info.startswith("/static/") and wanted.is_file():
            return HttpResponse(wanted.read_bytes())
        return original(self, request)

    swap(WhiteNoiseMiddleware, "__call__", off, by_path)


@defence("length-of-texts", "A text has a longest length, and a form a largest size.")
def length_of_texts(off: Off) -> None:
    from django.core.validators import MaxLengthValidator
    from django.http import request

    from balai.agenda.actions import mark_position

    with_settings(request, off, DATA_UPLOAD_MAX_MEMORY_SIZE=None)
    swap(MaxLengthValidator, "compare", off, instead(False))
    put(mark_position, "len", lambda text: 0 if off() else builtins.len(text))


@defence("broken-forms-are-refused", "A form that cannot be read is refused, and nothing breaks.")
def broken_forms_are_refused(off: Off) -> None:
    from django.http import request
    from django.http.multipartparser import MultiPartParserError

    def stumble(original: Any, self: Any, *args: Any) -> Any:
        try:
            return original(self, *args)
        except MultiPartParserError as error:
            raise RuntimeError("a form that cannot be read") from error

    swap(request.HttpRequest, "_load_post_and_files", off, stumble)


@defence("method-as-sent", "Only a form that was sent changes anything: not a link, whatever it says.")
def method_as_sent(off: Off) -> None:
    from django.middleware.csrf import CsrfViewMiddleware

    def overridden(original: Any, self: Any, request: Any) -> Any:
        if wanted := request.GET.get("_method") or request.headers.get("X-HTTP-Method-Override"):
            request.method, request.POST = wanted, request.GET
            request._dont_enforce_csrf_checks = True
        return original(self, request)

    swap(CsrfViewMiddleware, "process_request", off, overridden)


@defence("errors-say-nothing", "An error page shows nothing of the inside.")
def errors_say_nothing(off: Off) -> None:
    from django.core.handlers import exception

    with_settings(exception, off, DEBUG=True)
