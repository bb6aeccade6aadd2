"""The demonstration's content, as written in balai/demo/data (its README has the schema)."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Table = dict[str, Any]


@cache
def table(name: str) -> Table:
    return tomllib.loads(files("balai.demo").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def items() -> tuple[Table, ...]:
    """All items of all meetings, in the order of their files."""
    folder = files("balai.demo").joinpath("data", "items")
    found: list[Table] = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            found += tomllib.loads(file.read_text(encoding="utf-8"))["items"]
    return tuple(found)
