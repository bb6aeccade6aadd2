"""Meetings out of turn: who calls them, with how much notice, by table and by property."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.extraordinary import positions_close, why_not_call
from balai.rules.problems import RulesError
from balai.rules.procedure import Rules, load, preset_text
from balai.rules.tests.making import any_preset, raw, rules

NOW = datetime(2026, 1, 8, 10, tzinfo=UTC)
# fmt: off
TABLE: tuple[tuple[str, str, int, bool, str], ...] = (  # preset, who calls, minutes of notice, emergency, refused
    ("latvia",    "chair",     180, False, ""),
    ("latvia",    "chair",     179, False, "hours of notice at least: 3"),
    ("latvia",    "secretary", 600, False, "Only the chair calls"),
    ("latvia",    "",          600, False, "Only the chair calls"),
    ("latvia",    "chair",     180, True,  "no quorum of an emergency"),
    ("estonia",   "chair",     0,   False, ""),
    ("estonia",   "chair",     0,   True,  ""),
    ("estonia",   "chair",     -1,  False, "hours of notice at least: 0"),
    ("council",   "secretary", 1440,False, ""),
    ("council",   "secretary", 1439,False, "hours of notice at least: 24"),
    ("council",   "",          9999,False, "does not call an extraordinary meeting"),
    ("indonesia", "chair",     0,   False, ""),
    ("latvia_state_secretaries", "chair", 999, False, "know no extraordinary meeting"),
)
# fmt: on


@pytest.mark.parametrize(("preset", "caller", "minutes", "emergency", "refused"), TABLE)
def test_who_calls_an_extraordinary_meeting_and_when(preset, caller, minutes, emergency, refused):
    law, starts = rules(preset=preset), NOW + timedelta(minutes=minutes)
    reason = why_not_call(law, NOW, starts, callers=frozenset({caller} - {""}), emergency=emergency)
    assert bool(reason) == bool(refused)
    if reason:
        assert refused in str(reason)


def test_the_quorum_of_an_emergency_needs_to_be_known():
    document = raw("latvia")
    document["extraordinary"]["emergency"] = True
    with pytest.raises(ValueError, match="emergency_beside_chair"):
        Rules.model_validate(document)
    with pytest.raises(RulesError):
        load(preset_text("latvia").replace("notice_hours = 3", "notice_hours = 3\nemergency = true"), "latvia.toml")


moments = st.integers(min_value=-5000, max_value=5000)


@given(any_preset, moments, moments)
def test_positions_never_close_in_the_past_of_a_meeting_that_may_be_called(preset, usual, notice):
    law, starts = rules(preset=preset), NOW + timedelta(minutes=notice)
    everybody = frozenset({"chair", "secretary"})
    if why_not_call(law, NOW, starts, callers=everybody, emergency=False) is None:
        closes = positions_close(NOW + timedelta(minutes=usual), NOW, starts)
        assert closes >= NOW
