"""A week played through all its acts: each of them stands in the record, in order, by whom, and by which rule."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from balai import clock
from balai.agenda.actions.add_paper import renew_paper
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.actions.personal import look
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import AgendaItem, Position
from balai.decisions.models import Outcome
from balai.ledger import tree
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.take_up import take_up
from balai.people.actions.end_substitution import end_substitution
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.report_indicator import report_indicator
from balai.programme.actions.tie_item import tie_item
from balai.rules import merkle
from balai.rules.stance import Choice, Stance
from tests.factories import items_of, mark
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def take_back(world: World) -> None:
    on = items_of(world.published)[1]
    given = Position.objects.current().get(item=on)
    take_back_position(on, seat=world.cast.seats["pia"], by=world.cast.pia, seen_position=given.pk)


def item(world: World, place: int) -> AgendaItem:
    return items_of(world.published)[place]


def vote(world: World, name: str) -> None:
    cast_vote(world.voting, seat=world.cast.seats[name], choice=Choice.FOR, by=world.cast.people[name])


# What the world has not done yet, in order: each is one act.
WEEK: dict[str, Callable[[World], object]] = {
    "an objection": lambda w: mark(w.cast, "pia", item(w, 1), Stance.OBJECTION, opinion="Not like this."),
    "taken back": take_back,
    "a recusal": lambda w: recuse(item(w, 2), seat=w.cast.seats["tomas"], reason="Kin", by=w.cast.tomas),
    "a recusal ended": lambda w: end_recusal(item(w, 2), seat=w.cast.seats["tomas"], by=w.cast.tomas),
    "the floor": lambda w: ask_for_floor(item(w, 1), by=w.cast.nils),
    "all the rest": lambda w: mark_rest(w.published, seat=w.cast.seats["kai"], by=w.cast.kai),
    "a new paper": lambda w: renew_paper(w.paper, text={"en": "Another text."}, by=w.cast.sara),
    "withdrawn": lambda w: withdraw_item(item(w, 0), because="Not ready", by=w.cast.sara),
    "the agenda confirmed": lambda w: confirm_agenda(w.published, by=w.cast.kai),
    "an item opened": lambda w: ask_to_open(items_of(w.running)[0], seat=w.cast.seats["pia"], by=w.cast.pia),
    "a vote": lambda w: vote(w, "kai"),
    "another vote": lambda w: vote(w, "marin"),
    "counted": lambda w: close_voting(w.voting, by=w.cast.kai),
    "tied to a goal": lambda w: tie_item(items_of(w.done)[0], goal=w.goal, by=w.cast.sara),
    "reported": lambda w: report_indicator(w.goal, on=localdate(), value=Decimal(5), by=w.cast.marin),
    "a task done": lambda w: finish_task(w.task, by=w.cast.marin, report="Done."),
    "no substitute any more": lambda w: end_substitution(w.substitution, by=w.cast.sara),
    "closed": lambda w: close_meeting(w.done, by=w.cast.kai),
}


def rest_of_the_week(world: World) -> None:
    for act in WEEK.values():
        act(world)


def test_every_act_of_a_week_leaves_its_entry(world):
    for name, act in WEEK.items():
        before = tree.size()
        act(world)
        new = Entry.objects.filter(index__gte=before).exclude(act="decisions.taken")  # a decision has one of its own
        assert new.count() == 1, name
    assert tree.root() == merkle.root([merkle.leaf_hash(one.leaf.encode()) for one in Entry.objects.all()])


def test_the_record_tells_the_week_by_itself(world):
    rest_of_the_week(world)
    acts = set(Entry.objects.values_list("act", flat=True))
    told = {
        "people.body.founded",
        "people.organization.founded",
        "people.person.enrolled",
        "people.member.appointed",
        "people.substitute.named",
        "people.substitution.ended",
        "agenda.item.added",
        "agenda.position.marked",
        "programme.goal.set",
        "programme.indicator.reported",
        "programme.task.assigned",
        "programme.task.done",
        "programme.item.tied",
    }
    assert told <= acts
    kinds = {act.rsplit(".", 1)[0] for act in acts}
    assert {"agenda.item", "agenda.position"} <= kinds


def test_every_entry_says_by_whom_and_its_content_opens_its_commitment(world):
    rest_of_the_week(world)
    people = {str(one.pk) for one in world.cast.people.values()} | {str(world.cast.root.pk)}
    for entry in Entry.objects.all():
        said: dict[str, Any] = json.loads(entry.canonical)
        assert said["by"] in people, entry.act
        assert isinstance(content_of(entry), dict), entry.act


def test_a_private_look_leaves_no_entry(world):
    before = tree.size()
    look(items_of(world.published)[0], by=world.cast.marin)
    assert tree.size() == before


def test_the_same_answer_twice_is_recorded_once(world):
    mark(world.cast, "pia", item(world, 1))
    before = tree.size()
    mark(world.cast, "pia", item(world, 1))
    assert tree.size() == before


def test_an_act_in_another_time_is_recorded_at_that_time(world):
    on = item(world, 1)
    then = clock.now() + timedelta(hours=5)
    with clock.as_if(then):
        mark_position(
            on, seat=world.cast.seats["pia"], stance=Stance.ABSTAIN, by=world.cast.pia, seen_version=on.version
        )
    assert abs(Entry.objects.get(index=tree.size() - 1).at - then) < timedelta(seconds=30)


def test_a_decision_stands_in_the_record_with_what_was_decided(world):
    on = items_of(world.running)[1]
    take_up(on, by=world.cast.kai)
    decide(on, outcome=Outcome.AMENDED, text={"en": "As changed at the table."}, by=world.cast.kai)
    last = Entry.objects.last()
    assert last is not None
    assert "As changed at the table." in (last.content or "")
