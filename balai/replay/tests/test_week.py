"""A whole week on an agenda, by the same actions as the pages."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from balai.agenda.models import AgendaItem, Meeting, MeetingState, Stage
from balai.importing.problems import AgendaFileError
from balai.importing.tests.files import SAMPLES, changed, sample, write
from balai.ledger.models import Entry
from balai.meetings.models import Voting
from balai.people.models import Membership, Role
from balai.replay.week import Result, replay
from balai.rules.stance import Stance

pytestmark = pytest.mark.django_db


def play(path: Path, *, members: int = 5, seed: int = 1, contested: float | None = None) -> Result:
    return replay(path, members=members, seed=seed, contested=contested, progress=lambda _what, _done, _of: None)


def without_votes(name: str, **values: Any) -> dict[str, Any]:
    said = sample(name)
    for item in said["items"]:
        item["votes"] = None
    said["meeting"] |= values
    return said


def simulated(result: Result) -> tuple[int, ...]:
    """Everything but the measured seconds."""
    return (
        result.items,
        result.without_debate,
        result.discussed,
        result.undecidable,
        result.positions,
        result.forecast_minutes,
        result.meeting_minutes,
        result.all_debated_minutes,
        result.chair_acts,
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_item_of_every_sample_is_settled_and_the_meeting_closed(path: Path):
    result = play(path)
    items = AgendaItem.objects.all()
    assert result.items == items.count() == result.without_debate + result.discussed + result.undecidable
    assert not any(item.pending for item in items)
    assert Meeting.objects.get().state == MeetingState.CLOSED
    assert result.positions == result.items * 5
    assert 0 < result.meeting_minutes <= result.all_debated_minutes + 2


@pytest.mark.parametrize("country", ["EE", "LV", "ID", "JE"])
@pytest.mark.parametrize("kind", ["formal", "consultative", "electronic", "council"])
@pytest.mark.parametrize("contested", [0.0, 1.0])
def test_every_kind_of_meeting_is_held_under_every_rules(country: str, kind: str, contested: float, tmp_path: Path):
    said = changed(without_votes("other-script", kind=kind), ("body", "country"), country)
    result = play(write(tmp_path, said), contested=contested)
    assert Meeting.objects.get().state == MeetingState.CLOSED
    assert result.without_debate == (0 if contested else 3)
    assert result.without_debate + result.discussed + result.undecidable == 3


def test_twenty_items_without_an_objection_take_the_chair_three_acts_and_two_minutes(tmp_path: Path):
    said = without_votes("long-night")
    said["items"] = said["items"][:20]
    result = play(write(tmp_path, said), members=14, contested=0)
    assert (result.without_debate, result.chair_acts) == (20, 3)
    assert (result.forecast_minutes, result.meeting_minutes) == (2, 2)
    assert result.all_debated_minutes > 60
    acts = list(Entry.objects.order_by("index").values_list("act", flat=True))
    assert acts.count("meetings.opened") == acts.count("meetings.block.adopted") == acts.count("meetings.closed") == 1


def tried(path: Path, **how: Any) -> tuple[int, ...]:
    """Play and keep nothing, as in a throw-away database."""
    with transaction.atomic():
        result = play(path, **how)
        transaction.set_rollback(True)
    return simulated(result)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_week_another_seed_another_one(tmp_path: Path):
    path = write(tmp_path, without_votes("long-night"))
    first = tried(path, contested=0.3, seed=1)
    assert tried(path, contested=0.3, seed=1) == first
    assert tried(path, contested=0.3, seed=2) != first


def test_what_somebody_objects_to_is_voted_on_and_the_vote_decides(tmp_path: Path):
    said = changed(without_votes("town-council"), ("body", "country"), "EE")
    play(write(tmp_path, said), members=9, contested=1.0, seed=3)
    objected = AgendaItem.objects.filter(positions__stance=Stance.OBJECTION, positions__current=True).distinct()
    votings = Voting.objects.select_related("item")
    assert {voting.item_id for voting in votings} == {item.pk for item in objected} != set()
    assert all(voting.for_count + voting.against_count == 9 for voting in votings)
    assert all(voting.carried == (voting.item.stage == Stage.ADOPTED) for voting in votings)


def test_an_item_that_its_source_counts_a_vote_against_is_not_passed_in_the_block():
    play(SAMPLES[0].with_name("town-council.json"), contested=0)
    debated = AgendaItem.objects.filter(taken_up_at__isnull=False)
    assert [item.number for item in debated] == ["1.1"]


def test_there_are_as_many_members_as_asked_for_the_chair_among_them():
    play(SAMPLES[0], members=7)
    assert Membership.objects.filter(role__in=[Role.CHAIR, Role.MEMBER]).count() == 7


def test_a_wrong_file_is_refused_before_anything_is_made(tmp_path: Path):
    with pytest.raises(AgendaFileError):
        play(write(tmp_path, changed(sample(), ("items",), [])))
    assert not Membership.objects.exists()
