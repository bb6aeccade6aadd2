"""Reading an agenda file: the schema `balai-agenda/1`, described in docs/IMPORT.md. Pure Python."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from balai.importing.json_places import Path as JsonPath
from balai.importing.json_places import lines, shown
from balai.importing.problems import AgendaFileError, Problem, refuse

SCHEMA = "balai-agenda/1"
LARGEST = 20 * 1024 * 1024  # bytes
DEEPEST = 20
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # control characters other than tab and line break

Text = Annotated[str, StringConstraints(max_length=20_000)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Part(BaseModel):
    """All keys present, no others, no guessing of types."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Votes(Part):
    for_: Count | None = Field(alias="for")
    against: Count | None
    abstain: Count | None


class Item(Part):
    """One matter, as its source printed it. `number` is not always unique or in order; `title` may be unknown."""

    number: Number
    title: Text | None
    kind: Annotated[str, StringConstraints(max_length=300)] | None
    submitter: Text | None
    outcome: Text | None
    votes: Votes | None
    public: bool


class BodyPart(Part):
    name: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    level: Literal["national", "regional", "municipal"]


class MeetingPart(Part):
    """`end` before `start` is after midnight."""

    date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    kind: Literal["formal", "consultative", "electronic", "council"]
    start: Clock | None
    end: Clock | None


class AgendaFile(Part):
    schema_: Literal["balai-agenda/1"] = Field(alias="schema")
    body: BodyPart
    meeting: MeetingPart
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    items: Annotated[list[Item], Field(min_length=1, max_length=5000)]
    complete: bool
    source: Annotated[str, StringConstraints(max_length=2000)]
    retrieved_via: Annotated[str, StringConstraints(max_length=2000)]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.meeting.date)


def read_agenda(path: Path) -> AgendaFile:
    """Read a file.

    Raises:
        AgendaFileError: with every problem found: file, line, JSON path, reason.
    """
    text = _text(path)
    data = _json(path, text)
    _check_schema(path, data)
    try:
        agenda = AgendaFile.model_validate(data)
    except ValidationError as error:
        where = lines(text)
        raise AgendaFileError(tuple(_problem(path, one, where) for one in error.errors())) from None
    try:
        _ = agenda.day
    except ValueError:
        line = lines(text)[("meeting", "date")]
        reason = f"there is no day {agenda.meeting.date}"
        raise refuse(path, reason, line=line, where="$.meeting.date") from None
    return agenda


def clean(text: str) -> str:
    """The text without control characters; a database cannot keep them all, and none of them is meant to be read."""
    return NOT_TEXT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse(path, "is not a file")
        if size > LARGEST:
            raise refuse(path, f"has {size:,} bytes; an agenda has at most {LARGEST:,}")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refuse(path, f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise refuse(path, f"is not UTF-8 (byte {error.start})") from None


def _json(path: Path, text: str) -> Any:
    if not text.strip():
        raise refuse(path, "is empty")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_not_json)
    except json.JSONDecodeError as error:
        raise refuse(path, f"is not JSON: {error.msg} (column {error.colno})", line=error.lineno) from None
    except RecursionError:
        raise refuse(path, "is nested too deeply") from None
    except ValueError as error:
        raise refuse(path, f"is not JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return dict(pairs)


def _not_json(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a JSON value")


def _check_schema(path: Path, data: Any) -> None:
    if not isinstance(data, dict):
        raise refuse(path, "an agenda is a JSON object", where="$")
    schema = data.get("schema")
    if schema != SCHEMA:
        said = repr(schema)[:60] if "schema" in data else "missing"
        raise refuse(path, f"the schema is {said}; this version reads {SCHEMA!r}", where="$.schema")


REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of this schema",
    "string_type": "must be a text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "list_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def _problem(path: Path, error: ErrorDetails, where: dict[JsonPath, int]) -> Problem:
    place: JsonPath = tuple(error["loc"])
    known = next((place[:end] for end in range(len(place), -1, -1) if place[:end] in where), ())
    return Problem(path.name, where.get(known), shown(place), _reason(error))


def _reason(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        return f"must be one of {context['expected']}"
    if error["type"] == "string_pattern_mismatch":
        return f"is {str(error['input'])[:60]!r}; it must match {context['pattern']}"
    return REASONS.get(error["type"], error["msg"][:1].lower() + error["msg"][1:])
