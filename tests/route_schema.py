"""An OpenAPI description of every address, from the URLs, the views' forms and the access table of addresses.

For schemathesis alone: what may stand in an address, which fields a form has, and for each what is right and what could
be sent instead.
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import get_converters

from tests.access.making import Making
from tests.access.routes import ROUTES
from tests.access.states import STATES

Schema = dict[str, Any]
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ANYTHING = {"type": "string", "maxLength": 60}
BY_KIND: dict[str, Schema] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0, "maximum": 10**20},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$"},
    "str": {"type": "string", "pattern": "^[^/?#]{1,80}$"},
    "path": {"type": "string", "pattern": "^[^?#]{1,80}$"},
}


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def examples_of(m: Making, name: str) -> tuple[list[list[str]], dict[str, object]]:
    """What stands in an address that is there, by its place, one for each state of the thing; and a form for it."""
    if (asked := ROUTES.get(name)) is None:
        return [], {}
    things = [m.things[asked.kind][state] for state in STATES[asked.kind]]
    places = zip(*(asked.args(m, thing) for thing in things), strict=True)
    return [sorted({str(one) for one in place}) for place in places], asked.form(m, things[0])


def describe(m: Making) -> Schema:
    """Every address with every method that a browser sends."""
    paths: Schema = {}
    for route, pattern in patterns():
        asked_as = ROUTES.get(pattern.name or "")
        known, sent = examples_of(m, pattern.name or "")
        path = "/" + PARAMETER.sub(lambda found: "{" + found["name"] + "}", route)
        names = [(found["name"], found["kind"] or "str") for found in PARAMETER.finditer(route)]
        parameters = [
            _parameter(name, kind, known[place] if place < len(known) else [])
            for place, (name, kind) in enumerate(names)
        ]
        body = {"properties": _fields(pattern.callback, sent), "type": "object", "additionalProperties": ANYTHING}
        form = {"content": {"application/x-www-form-urlencoded": {"schema": body}}}
        answers = {"responses": {"default": {"description": "-"}}}
        asked = {"operationId": pattern.name, "parameters": [*parameters, *_query(pattern.callback)], **answers}
        acted = {"operationId": f"{pattern.name}-post", "parameters": parameters, "requestBody": form, **answers}
        paths[path] = {"get": asked, "post": acted, "x-method": asked_as.method if asked_as else "get"}
    return {"openapi": "3.0.3", "info": {"title": "Balai", "version": "1"}, "paths": paths}


def _parameter(name: str, kind: str, known: list[str]) -> Schema:
    """What stands in an address: most often what is there, else anything that the address lets through."""
    assert kind in get_converters()
    anything = BY_KIND[kind]
    right = [int(one) if kind == "int" else one for one in known]
    schema = {"anyOf": [{"enum": right}, anything]} if right else anything
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _fields(view: Callable[..., Any], sent: dict[str, object]) -> Schema:
    names = {name for form in _forms(view) for name in form.base_fields} | _read(view, "POST") | set(sent)
    return {name: _either(sent[name]) if name in sent else ANYTHING for name in sorted(names)}


def _either(right: object) -> Schema:
    return {"anyOf": [{"enum": [str(right)]}, ANYTHING, {"type": "array", "items": ANYTHING, "maxItems": 3}]}


def _query(view: Callable[..., Any]) -> list[Schema]:
    names = _read(view, "GET") | {"next"}
    return [{"name": name, "in": "query", "schema": ANYTHING} for name in sorted(names)]


def _module(view: Callable[..., Any]) -> Any:
    return inspect.getmodule(getattr(view, "view_class", None) or inspect.unwrap(view))


def _forms(view: Callable[..., Any]) -> list[Any]:
    """The forms that the view's module uses: more fields than the view reads do no harm."""
    found = [one for one in vars(_module(view)).values() if inspect.isclass(one) and issubclass(one, forms.BaseForm)]
    return [one for one in found if getattr(one, "base_fields", None)]


def _read(view: Callable[..., Any], where: str) -> set[str]:
    """Names that the view's module reads from `request.GET` or `request.POST`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(_module(view))))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == where
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
