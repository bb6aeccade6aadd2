"""Whole meetings, drawn at random: the same ones in every run of the suite, others by `HYPOTHESIS_PROFILE=thorough`."""

import pytest
from hypothesis import settings

from tests.machine.law import LAWS
from tests.machine.whole import make_world, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("rules", LAWS)
@pytest.mark.parametrize("subject", ["everything", "votes", "motions", "pauses", "undoing"])
def test_a_few_meetings(subject, rules):
    thorough = settings.get_current_profile_name() == "thorough"
    run(make_world(rules), rules, subject, meetings=300 if thorough else 3, steps=20, by_chance=thorough)
