"""Whole meetings, drawn at random: the same ones in every run of the suite, others by `HYPOTHESIS_PROFILE=thorough`."""

from collections import Counter

import pytest
from hypothesis import settings

from tests.machine.law import LAWS
from tests.machine.whole import SUBJECTS, make_world, run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rules", LAWS)
@pytest.mark.parametrize("subject", ["everything", "votes"])
def test_a_few_meetings(subject, rules):
    run(make_world(rules), rules, subject, meetings=3, steps=20)


@pytest.mark.slow
@pytest.mark.parametrize("rules", LAWS)
def test_many_meetings(rules):
    """On each subject; together they come to every step of the machine, and each is accepted and refused."""
    cast = make_world(rules)
    seen: Counter[str] = Counter()
    thorough = settings.default is not None and settings.default.max_examples >= 1_000
    for subject in SUBJECTS:
        many = 300 if thorough else 12
        seen += run(cast, rules, subject, meetings=many, steps=30, by_chance=thorough)
    never = [entry for entry in ACCEPTED if not seen[entry]]
    assert not never, f"no meeting came to {never}"


ACCEPTED = (
    "agenda.item.edited",
    "agenda.published",
    "agenda.confirmed",
    "agenda.reopened",
    "agenda.position.marked",
    "agenda.member.recused",
    "meetings.attendance.noted",
    "meetings.opened",
    "meetings.block.adopted",
    "meetings.item.taken_up",
    "meetings.item.decided",
    "meetings.item.postponed",
    "meetings.voting.opened",
    "meetings.vote.cast",
    "meetings.voting.closed",
    "meetings.voting.broken_off",
    "meetings.floor.given",
    "meetings.closed",
    "minutes.circulated",
    "minutes.confirmed",
)
