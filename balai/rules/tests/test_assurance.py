"""How sure, and since when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.assurance import ORDER, Assurance, Shortfall, at_least, is_fresh, shortfall

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
levels = st.sampled_from(ORDER)


def test_a_passkey_is_more_than_a_password_and_less_than_one_that_cannot_be_copied():
    assert ORDER.index(Assurance.PASSWORD) < ORDER.index(Assurance.PASSKEY) < ORDER.index(Assurance.DEVICE_PASSKEY)


@given(levels, levels)
def test_a_level_is_enough_for_itself_and_for_all_below(level, wanted):
    assert at_least(level, wanted) == (ORDER.index(level) >= ORDER.index(wanted))
    assert not at_least(None, wanted)


@pytest.mark.parametrize(("ago", "fresh"), [(0, True), (15, True), (15.1, False), (-1, False)])
def test_a_proof_is_fresh_for_its_minutes_and_never_before_it_was_made(ago, fresh):
    assert is_fresh(NOW - timedelta(minutes=ago), NOW, 15) is fresh


def test_who_never_showed_who_they_are_is_not_fresh():
    assert not is_fresh(None, NOW, 15)


@given(levels, st.integers(0, 100), levels, st.integers(1, 60))
def test_nothing_is_lacking_exactly_where_level_and_time_are_enough(level, ago, wanted, minutes):
    lacking = shortfall(level, NOW - timedelta(minutes=ago), NOW, wanted=wanted, minutes=minutes)
    if not at_least(level, wanted):
        assert lacking == Shortfall.LEVEL
    elif ago > minutes:
        assert lacking == Shortfall.TIME
    else:
        assert lacking is None


def test_nothing_is_asked_where_the_rules_ask_nothing():
    assert shortfall(None, None, NOW, wanted="none", minutes=None) is None
