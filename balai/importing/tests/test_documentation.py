"""docs/IMPORT.md and docs/REPLAY.md say what there is."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from balai.importing.agenda_file import AgendaFile, BodyPart, Item, MeetingPart, read_agenda
from balai.importing.commands import agenda_command
from balai.importing.report import Report

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "IMPORT.md").read_text(encoding="utf-8")


def test_the_example_is_an_agenda(tmp_path: Path):
    example = re.search(r'^    \{"schema".*?\n\n', PAGE, re.M | re.S)
    assert example is not None
    path = tmp_path / "example.json"
    path.write_text(example[0], encoding="utf-8")
    assert read_agenda(path).body.name == "Vabariigi Valitsus"


@pytest.mark.parametrize("part", [AgendaFile, BodyPart, MeetingPart, Item])
def test_every_key_is_explained(part: type[BaseModel]):
    for name, field in part.model_fields.items():
        assert re.search(rf"^\|[^|]*\b{field.alias or name}\b", PAGE, re.M), name


def test_every_option_is_explained():
    options = [parameter for parameter in agenda_command.params if isinstance(parameter, click.Option)]
    assert len(options) == 6
    assert all(f"| `{option.opts[0]}" in PAGE for option in options)


def test_every_key_of_the_report_is_named():
    report = PAGE.split("## The report")[1].split("##")[0]
    assert all(f"`{field.name}`" in report for field in fields(Report))
