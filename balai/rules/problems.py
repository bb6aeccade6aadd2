"""What is wrong with a rules file: file, key and reason, in words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong; `key` is dotted ('quorum.of_members'), or 'line 12' where the file is no TOML."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"


class RulesError(ValueError):
    """A rules file that cannot be used."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def syntax_problem(error: tomllib.TOMLDecodeError, file: str) -> Problem:
    """The parser names the line in its message only."""
    said = str(error)
    place = re.search(r"\s*\(at line (\d+), column (\d+)\)", said)
    if place is None:
        return Problem(file, "end of file", f"this is not TOML: {said}")
    reason = said[: place.start()]
    return Problem(file, f"line {place[1]}", f"this is not TOML: {reason} (column {place[2]})")


def in_words(error: ErrorDetails, root: type[BaseModel], file: str) -> Problem:
    """A validation error as a person can act on it."""
    path = error["loc"]
    key = ".".join(str(part) for part in path)
    match error["type"]:
        case "extra_forbidden":
            reason = "there is no such key" + _did_you_mean(str(path[-1]), _keys_of(_model_at(root, path[:-1])))
        case "missing":
            reason = "this key is missing"
        case "literal_error":
            reason = _not_one_of(error["input"], error["ctx"]["expected"])
        case "value_error":
            reason = str(error["ctx"]["error"])
        case _:
            reason = f"{error['msg']}, but this is {_shown(error['input'])}"
    return Problem(file, key, reason)


def _not_one_of(given: object, expected: str) -> str:
    values = re.findall(r"'([^']*)'", expected)
    allowed = ", ".join(f'"{value}"' for value in values)
    guess = _did_you_mean(given, values) if isinstance(given, str) else ""
    return f"{_shown(given)} is not one of {allowed}{guess}"


def _shown(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case Mapping():
            return "a table"
        case _:
            return str(value)


def _did_you_mean(given: str, known: list[str]) -> str:
    close = get_close_matches(given, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _keys_of(model: type[BaseModel] | None) -> list[str]:
    return list(model.model_fields) if model else []


def _model_at(root: type[BaseModel], path: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that describes the table at this path."""
    model: type[BaseModel] | None = root
    for part in path:
        field = model.model_fields.get(str(part)) if model else None
        if field is not None:
            model = _model_in(field.annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model within 'Model', 'Model | None' or 'dict[str, Model]'."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
