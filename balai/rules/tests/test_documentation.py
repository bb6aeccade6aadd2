"""docs/RULES.md explains every key and every value; docs/FORECAST.md states the constants in use."""

import re
from pathlib import Path
from typing import get_args

import pytest

from balai.rules import forecast
from balai.rules.procedure import PRESETS, MajorityOfKind, MeetingRules, Rules, Section

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "RULES.md").read_text(encoding="utf-8")
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


def models(annotation):
    for part in (annotation, *get_args(annotation)):
        if isinstance(part, type) and issubclass(part, Section):
            yield part


def described():
    """Each section of the rules with its heading on the page."""
    yield "At the top", Rules
    for name, field in Rules.model_fields.items():
        for model in models(field.annotation):
            yield (f"`[{name}.formal]`" if model is MeetingRules else f"`[{name}]`"), model


def keys():
    for heading, model in described():
        text = next(section for section in SECTIONS if section.startswith(heading))
        model = next(models(MeetingRules.model_fields["formal"].annotation)) if model is MeetingRules else model
        for key, field in model.model_fields.items():
            if not list(models(field.annotation)):
                yield pytest.param(key, field, text, id=f"{heading} {key}")


def row(key, text):
    found = re.search(rf"^\| `{key}` \| (.*?) \|", text, re.MULTILINE)
    assert found, f"no row for {key}"
    return found[1]


@pytest.mark.parametrize(("key", "field", "text"), tuple(keys()))
def test_each_key_stands_in_the_table_of_its_section(key, field, text):
    assert ("optional" in row(key, text)) == (not field.is_required())


@pytest.mark.parametrize(("key", "field", "text"), tuple(keys()))
def test_each_value_of_a_choice_is_explained(key, field, text):
    elsewhere = "as `" in row(key, text) or "see below" in row(key, text)
    for value in words_of(field.annotation):
        assert f'`"{value}"`' in (PAGE if elsewhere else text), value


def words_of(annotation):
    """The words of a choice, however deep it lies in the annotation."""
    if isinstance(annotation, str):
        return {annotation}
    return {word for part in get_args(annotation) for word in words_of(part)}


def test_no_row_explains_a_key_that_does_not_exist():
    known = {*Rules.model_fields, *MajorityOfKind.model_fields}
    for _, model in described():
        known |= set(model.model_fields)
    known |= {name for model in models(MeetingRules.model_fields["formal"].annotation) for name in model.model_fields}
    assert set(re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE)) <= known


def test_each_preset_is_named():
    assert all(f"`{name}.toml`" in PAGE for name in PRESETS)


def test_the_forecast_is_documented_with_its_constants():
    page = (DOCS / "FORECAST.md").read_text(encoding="utf-8")
    for minutes in (forecast.BLOCK_MINUTES, forecast.POSTPONING_MINUTES, forecast.DEBATED_MINUTES):
        assert f"**{minutes:g} minute" in page
    for variation in (forecast.MEETING_VARIATION, forecast.ITEM_VARIATION):
        assert re.search(rf"\b{variation}\b", page)
