"""How sure, and since when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.assurance import (
    ORDER,
    Assurance,
    Shortfall,
    at_least,
    is_fresh,
    level_of_claims,
    read_levels,
    shortfall,
)

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


@pytest.mark.parametrize(
    ("amr", "level"),
    [
        ([], "password"),
        (["pwd"], "password"),
        (["otp"], "password"),  # a code alone is no second factor
        (["pwd", "otp"], "two_factors"),
        (["mfa"], "two_factors"),
        (["hwk"], "password"),  # nobody unlocked it
        (["hwk", "pin"], "device_passkey"),
        (["sc", "pin"], "device_passkey"),
        (["swk", "fpt"], "passkey"),
        (["nonsense"], "password"),
    ],
)
def test_what_a_provider_names_is_rated_and_what_it_does_not_say_does_not_count(amr, level):
    assert level_of_claims("", amr, {}) == level


def test_the_installation_rates_acr_values_above_all_else():
    levels = read_levels("urn:high=device_passkey, https://refeds.example/mfa?x=1=two_factors")
    assert level_of_claims("urn:high", [], levels) == Assurance.DEVICE_PASSKEY
    assert level_of_claims("https://refeds.example/mfa?x=1", ["hwk", "pin"], levels) == Assurance.TWO_FACTORS
    assert level_of_claims("urn:low", ["pwd"], levels) == Assurance.PASSWORD


@pytest.mark.parametrize("text", ["high", "=passkey", "high=", "high=strong", "a=passkey,b"])
def test_a_rating_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="write acr=level"):
        read_levels(text)
