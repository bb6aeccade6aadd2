"""An agenda file: the schema `balai-agenda/1`, described in docs/IMPORT.md. Pure Python."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from balai.importing.json_text import read_json, read_text
from balai.importing.plain_text import one_line
from balai.importing.problems import AgendaFileError, refuse
from balai.importing.reasons import problems_of

SCHEMAS = ("balai-agenda/1",)
YEARS = range(1800, 2200)


def _form(pattern: str, what: str) -> AfterValidator:
    """A text of this form; `what` says it in words."""
    return AfterValidator(_checked(re.compile(pattern, re.ASCII).fullmatch, what))


def _checked(good: Callable[[str], object], what: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not good(text):
            raise PydanticCustomError("form", "is {given}; it must be {what}", {"given": _quoted(text), "what": what})
        return text

    return check


def _quoted(text: str) -> str:
    return json.dumps(text if len(text) <= 40 else text[:40] + "...", ensure_ascii=not text.isprintable())


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


Text = Annotated[str, StringConstraints(max_length=20_000)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Clock = Annotated[str, _form(r"([01]\d|2[0-3]):[0-5]\d", "a time HH:MM")]
Day = Annotated[
    str,
    _form(r"\d{4}-\d\d-\d\d", "a date YYYY-MM-DD"),
    AfterValidator(_checked(_is_day, f"a day that there is, from {YEARS[0]} to {YEARS[-1]}")),
]
Name = Annotated[
    str, StringConstraints(max_length=500), AfterValidator(_checked(one_line, "a name with something to read"))
]
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
    name: Name
    country: Annotated[str, _form(r"[A-Z]{2}", "a country of ISO 3166: two capital letters")]
    level: Literal["national", "regional", "municipal"]


class MeetingPart(Part):
    """`end` before `start` is after midnight."""

    date: Day
    kind: Literal["formal", "consultative", "electronic", "council"]
    start: Clock | None
    end: Clock | None


class AgendaFile(Part):
    schema_: Literal["balai-agenda/1"] = Field(alias="schema")
    body: BodyPart
    meeting: MeetingPart
    language: Annotated[str, _form(r"[a-z]{2}", "a language of ISO 639-1: two small letters")]
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
    text = read_text(path)
    data = read_json(path, text)
    _check_schema(path, data)
    try:
        return AgendaFile.model_validate(data)
    except ValidationError as error:
        raise AgendaFileError(problems_of(path, text, error.errors(include_url=False))) from None


def _check_schema(path: Path, data: Any) -> None:
    """First of all: what another version means by its keys is not for this one to say."""
    if not isinstance(data, dict):
        raise refuse(path, "must be an object", where="$")
    known = " and ".join(json.dumps(schema) for schema in SCHEMAS)
    if "schema" not in data:
        raise refuse(path, f"is missing; this version reads {known}", where="$.schema")
    if data["schema"] not in SCHEMAS:
        raise refuse(path, f"is {json.dumps(data['schema'])[:60]}; this version reads {known}", where="$.schema")
