"""What pydantic found, in the words of docs/IMPORT.md."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from balai.importing.json_places import Path as JsonPath
from balai.importing.json_places import lines, shown
from balai.importing.problems import Problem

REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of this schema",
    "string_type": "must be a text",
    "string_unicode": "must be a text; it holds half a character",
    "string_too_short": "must not be empty",
    "string_too_long": "has more than {max_length} characters",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "too_short": "must hold at least {min_length} item",
    "too_long": "has more than {max_length} items",
    "model_type": "must be an object",
    "literal_error": "must be one of {expected}",
}


def problems_of(path: Path, text: str, errors: list[ErrorDetails]) -> tuple[Problem, ...]:
    """Each error with its line: its own, or that of the object where something is missing."""
    places = [_place(error) for error in errors]
    where = lines(text, {place[:end] for place in places for end in range(len(place) + 1)})
    found = [
        Problem(path.name, _line(place, where), shown(place), _reason(error))
        for place, error in zip(places, errors, strict=True)
    ]
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _place(error: ErrorDetails) -> JsonPath:
    return tuple(error["loc"])


def _line(place: JsonPath, where: Mapping[JsonPath, int]) -> int | None:
    return next((where[place[:end]] for end in range(len(place), -1, -1) if place[:end] in where), None)


def _reason(error: ErrorDetails) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
    known = REASONS.get(error["type"])
    return known.format(**context) if known else error["msg"]
