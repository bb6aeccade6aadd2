"""The rules files that come with Balai: they load, and say where each rule comes from."""

import re

import pytest

from balai.rules.procedure import PRESETS, Section, preset, preset_text


def sections(value):
    for name in type(value).model_fields:
        part = getattr(value, name)
        if isinstance(part, Section):
            yield part
            yield from sections(part)
        elif isinstance(part, dict):
            yield from (one for one in part.values() if isinstance(one, Section))


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_loads_and_each_section_names_its_paragraph(name):
    found = [section for section in sections(preset(name)) if type(section).__name__ != "MeetingRules"]
    assert len(found) >= 8
    assert all(section.rule for section in found)


@pytest.mark.parametrize("name", PRESETS)
def test_each_value_in_a_preset_stands_beside_its_source(name):
    """Either the line has a comment, or the section's paragraph is the source."""
    for section in re.split(r"^\[", preset_text(name), flags=re.MULTILINE)[1:]:
        lines = [line for line in section.splitlines()[1:] if "=" in line.partition("#")[0]]
        commented = [line for line in lines if "#" in line]
        assert len(commented) >= 1 or any(line.startswith("rule") for line in lines), section


@pytest.mark.parametrize("name", PRESETS)
def test_what_no_source_says_is_said_to_be_unconfirmed(name):
    if name != "council":  # its model rules are their own source
        assert "no source confirmed" in preset_text(name)


def test_there_is_no_other_preset():
    with pytest.raises(KeyError, match="there are: estonia, latvia"):
        preset_text("atlantis")


def test_rules_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        preset("estonia").quorum.of_members = "none"


def test_estonia_is_as_its_law_says():
    estonia = preset("estonia")
    assert (estonia.quorum.of_members, estonia.quorum.emergency_beside_chair) == ("half", 2)
    assert (estonia.majority.kind, estonia.majority.tie) == ("present", "chair")
    assert not estonia.substitution.second_vote
    assert estonia.agenda.urgent_at_start
    assert estonia.meeting_kinds.consultative is not None
    assert not estonia.meeting_kinds.consultative.decisions


def test_latvia_is_as_its_law_says():
    latvia, secretaries = preset("latvia"), preset("latvia_state_secretaries")
    assert latvia.positions.close_minutes_before == 60
    assert latvia.quorum.of_members == "more_than_half"
    assert latvia.task is not None
    assert latvia.task.default_months == 2
    assert secretaries.majority.kind == "unanimity"


def test_in_indonesia_one_decides():
    indonesia = preset("indonesia")
    assert (indonesia.majority.kind, indonesia.quorum.of_members) == ("one_decider", "none")
    assert indonesia.minutes is not None
    assert indonesia.minutes.due_working_days == 3
