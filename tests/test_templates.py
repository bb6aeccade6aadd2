"""Every template can be read, and every template, address and file that it names is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Node
from django.template.base import Template
from django.template.defaulttags import URLNode
from django.template.engine import Engine
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode

from tests.access.visited import names

ROOT = Path(__file__).resolve().parent.parent / "balai"
TEMPLATES = sorted(
    str(path.relative_to(folder)) for folder in ROOT.rglob("templates") for path in folder.rglob("*.html")
)


def constant(expression: object) -> str | None:
    """The text that a tag names, where it is written out and not a variable."""
    said = getattr(expression, "var", expression)
    return said if isinstance(said, str) else None


def get_template(name: str) -> Template:
    return Engine.get_default().get_template(name)


def nodes(template: Template) -> Iterator[Node]:
    for kind in (IncludeNode, ExtendsNode, URLNode, StaticNode):
        yield from template.nodelist.get_nodes_by_type(kind)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_names_is_there(name):
    known = names() | {"gallery"}
    for node in nodes(get_template(name)):
        match node:
            case IncludeNode():
                template = constant(node.template)
                assert template is None or get_template(template)
            case ExtendsNode():
                template = constant(node.parent_name)
                assert template is None or get_template(template)
            case URLNode():
                assert constant(node.view_name) in known | {None}
            case StaticNode():
                path = constant(node.path)
                assert path is None or finders.find(path), path
