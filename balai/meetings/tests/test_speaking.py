"""The floor: asking for it, giving it back, giving it, ending a speech, the list and its order."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from balai import clock
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import MeetingKind, Stage
from balai.decisions.models import Outcome
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.decide import decide
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.models import ClosedSpeakingList, Presence, Speech
from balai.meetings.speaking import floor_on
from balai.people.actions.name_substitute import name_substitute
from balai.record.reconcile import reconcile
from balai.rules.access import Level, Restriction
from balai.rules.speakers import Kind
from balai.rules.stance import Stance
from balai.verdict import Ground
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import at_once, nothing_changes, refused
from tests.sitting import begin, open_item

RULE, PRESENT = "VVR", "VVS § 16"
STATE, NO = Ground.STATE, Ground.PERMISSION


@pytest.fixture
def item(cast, contested):
    return open_item(cast, contested)


def ask(cast, item, name, kind=Kind.SPEECH, *, by=None):
    return ask_to_speak(item, seat=cast.seats[name], kind=kind, by=cast.people[by or name])


def give(cast, speech, by="kai"):
    return give_floor(speech, by=cast.people[by])


def leaves(cast, item, name):
    note_attendance(item.meeting, seat=cast.seats[name], presence=Presence.ABSENT, by=cast.sara)


def names(floor):
    return [one.person.username for one in floor.queue]


def floor(item):
    item.refresh_from_db()
    return floor_on(item, item.meeting.body.rules)


def speaking():
    return list(Speech.objects.filter(began_at__isnull=False, ended_at=None).values_list("person__username", flat=True))


@pytest.fixture(autouse=True)
def the_record_agrees(db):
    """Whatever a test did, the rows are what the entries say."""
    yield
    assert [str(one) for one in reconcile()] == []


# Asking -------------------------------------------------------------------------------------------------------------


def test_who_asks_stands_on_the_list(cast, item):
    speech = ask(cast, item, "marin")
    assert (speech.person, speech.noted_by, speech.kind, speech.began_at) == (cast.marin, cast.marin, "speech", None)
    assert Entry.objects.filter(act="meetings.floor.asked").count() == 1
    assert names(floor(item)) == ["marin"]


def test_the_same_tap_sent_twice_is_one(cast, item):
    first = ask(cast, item, "marin")
    with nothing_changes():
        assert ask(cast, item, "marin") == first


def test_a_point_of_order_is_asked_for_beside_a_speech_and_goes_first(cast, item):
    ask(cast, item, "marin")
    ask(cast, item, "pia")
    ask(cast, item, "pia", Kind.POINT_OF_ORDER)
    assert names(floor(item)) == ["pia", "marin", "pia"]
    assert floor(item).next.kind == Kind.POINT_OF_ORDER


def test_remote_counts_as_present(cast, item):
    note_attendance(item.meeting, seat=cast.seats["marin"], presence=Presence.REMOTE, by=cast.marin)
    assert ask(cast, item, "marin")


def test_the_secretary_notes_who_raises_a_hand(cast, item):
    speech = ask(cast, item, "marin", by="sara")
    assert (speech.person, speech.noted_by) == (cast.marin, cast.sara)


def test_a_substitute_speaks_from_the_seat(cast, meeting, contested):
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.sara)
    note_attendance(meeting, seat=cast.seats["tomas"], presence=Presence.IN_ROOM, person=cast.pia, by=cast.sara)
    item = open_item(cast, contested)
    assert ask_to_speak(item, seat=cast.seats["tomas"], by=cast.pia).person == cast.pia
    with refused("Somebody else holds this seat", PRESENT, NO):
        ask(cast, item, "tomas")


def test_who_may_not_ask_is_told_why(cast, item):
    with refused("Only those with a seat", RULE, NO):
        ask_to_speak(item, seat=cast.seats["olga"], by=cast.marin)
    with refused("You ask for the floor for yourself", RULE, NO):
        ask(cast, item, "pia", by="marin")
    with refused("not noted as present", PRESENT):
        ask(cast, item, "nils")
    leaves(cast, item, "marin")
    with refused("You are not noted as present", PRESENT):
        ask(cast, item, "marin")
    with refused("This person is not noted", PRESENT):
        ask(cast, item, "marin", by="sara")


def test_who_is_recused_does_not_speak(cast, item):
    recuse(item, seat=cast.seats["marin"], reason="Kin", by=cast.marin)
    with refused("takes no part in an item", RULE, NO):
        ask(cast, item, "marin")


def test_only_the_submitter_replies_and_before_the_speeches(db):
    cast = make_cast()
    meeting = make_meeting(cast, 2, submitter="finance")
    mark(cast, "pia", items_of(meeting)[1], Stance.OBJECTION)
    item = open_item(cast, items_of(begin(cast, meeting))[1])
    ask(cast, item, "pia")
    with refused("Only the submitter", RULE, NO):
        ask(cast, item, "pia", Kind.REPLY)
    ask(cast, item, "tomas")
    ask(cast, item, "marin")
    assert names(floor(item)) == ["marin", "pia", "tomas"]  # Estonia: the submitter presents first
    ask(cast, item, "marin", Kind.REPLY)
    assert [one.kind for one in floor(item).queue] == ["reply", "speech", "speech", "speech"]


def test_the_floor_is_asked_for_on_the_item_in_debate(cast, items, item):
    with refused("on the item that is taken up", RULE):
        ask(cast, items[0], "marin")
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    with refused("on the item that is taken up", RULE):
        ask(cast, item, "marin")


def test_an_electronic_session_has_no_debate(cast, meeting, item):
    meeting.kind = MeetingKind.ELECTRONIC
    meeting.save(update_fields=["kind"])
    with refused("no debate in an electronic session", RULE):
        ask(cast, item, "marin")
    meeting.kind = MeetingKind.FORMAL
    meeting.save(update_fields=["kind"])


def test_who_may_not_read_the_item_neither_asks_nor_is_given_the_floor(cast, item):
    note_attendance(item.meeting, seat=cast.seats["nils"], presence=Presence.IN_ROOM, by=cast.sara)
    waiting = ask(cast, item, "nils")
    named = frozenset(str(person.pk) for person in (cast.kai, cast.sara, cast.marin))
    ends = clock.now() + timedelta(days=9)
    restrict_item(item, Restriction(Level.NAMED, "§ 1", ends, readers=named), by=cast.sara)
    with refused("Access to this item is restricted", "AvTS § 35", NO):
        ask(cast, item, "nils")
    with refused("may not read an item does not speak", RULE, NO):
        ask(cast, item, "nils", Kind.POINT_OF_ORDER, by="sara")
    with refused("may not read an item does not speak", RULE, NO):
        give(cast, waiting)


def test_who_may_not_read_the_item_does_not_see_who_speaks_on_it(cast, item, client):
    named = frozenset(str(person.pk) for person in (cast.kai, cast.sara, cast.marin))
    restrict_item(item, Restriction(Level.NAMED, "§ 1", clock.now() + timedelta(days=9), readers=named), by=cast.sara)
    item.refresh_from_db()
    give(cast, ask(cast, item, "marin"))
    seen = {}
    for name in ("nils", "pia", "sara"):
        client.force_login(cast.people[name])
        pages = (client.get(reverse(page, args=[item.meeting_id])) for page in ("meeting", "my-meeting"))
        seen[name] = "".join(one.content.decode() for one in pages)
    assert {name: 'class="speaker"' in page for name, page in seen.items()} == {
        "nils": False,
        "pia": False,
        "sara": True,
    }


# Before the meeting -------------------------------------------------------------------------------------------------


def test_those_who_asked_before_stand_on_the_list_when_the_item_is_taken_up(db):
    cast = make_cast()
    meeting = make_meeting(cast, 2)
    item = items_of(meeting)[1]
    ask_for_floor(item, by=cast.nils)
    mark(cast, "marin", item, Stance.WISH_TO_SPEAK)
    mark(cast, "pia", item, Stance.OBJECTION)
    begin(cast, meeting)
    item = take_up(items_of(meeting)[1], by=cast.kai)
    assert names(floor(item)) == ["nils", "marin"]
    first = floor(item).queue[0]
    with refused("This person is not noted as present", PRESENT):
        give(cast, first)
    note_attendance(meeting, seat=cast.seats["nils"], presence=Presence.IN_ROOM, by=cast.sara)
    give(cast, first)
    take_up(items_of(meeting)[0], by=cast.kai)
    item = take_up(items_of(meeting)[1], by=cast.kai)
    assert (names(floor(item)), speaking()) == (["marin"], [])  # who has spoken is not put on the list again


def test_where_members_do_not_see_positions_a_wish_to_speak_is_not_shown_by_the_list(db):
    cast = make_cast()
    text = cast.body.rules_text.replace('visible = "always"', 'visible = "secretariat_only"')
    type(cast.body).objects.filter(pk=cast.body.pk).update(rules_text=text)
    cast.body.rules_text = text
    meeting = make_meeting(cast, 1)
    mark(cast, "marin", items_of(meeting)[0], Stance.WISH_TO_SPEAK)
    begin(cast, meeting)
    assert names(floor(take_up(items_of(meeting)[0], by=cast.kai))) == []
    type(cast.body).objects.filter(pk=cast.body.pk).update(
        rules_text=text.replace('visible = "secretariat_only"', 'visible = "always"')
    )


def test_on_an_item_in_debate_the_floor_is_asked_for_in_the_meeting(cast, item):
    with refused("ask for the floor on the meeting page", "VVR § 3"):
        ask_for_floor(item, by=cast.nils)


# Giving and ending --------------------------------------------------------------------------------------------------


def test_one_speaks_at_a_time(cast, item):
    first, second = ask(cast, item, "marin"), ask(cast, item, "pia")
    give(cast, first)
    assert speaking() == ["marin"]
    give(cast, second)
    assert speaking() == ["pia"]
    first.refresh_from_db()
    assert first.ended_at is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Speech.objects.filter(pk=first.pk).update(ended_at=None)


def test_the_record_says_whose_turn_it_was(cast, item):
    first, second = ask(cast, item, "marin"), ask(cast, item, "pia")
    give(cast, second)
    entry = Entry.objects.get(act="meetings.floor.given")
    said = json.loads(entry.content or "")
    assert (said["speech"], said["due"]) == (str(second.pk), str(first.pk))


@pytest.mark.parametrize("by", ["nils", "marin", "pia", "sara"])
def test_only_the_chair_gives_the_floor(cast, item, by):
    waiting = ask(cast, item, "marin")
    with refused("Only the chair does this", PRESENT, NO):
        give(cast, waiting, by)


def test_the_floor_is_given_once_and_to_who_is_there(cast, item):
    waiting = ask(cast, item, "marin")
    leaves(cast, item, "marin")
    with refused("This person is no longer on the list of speakers.", RULE):
        give(cast, waiting)
    note_attendance(item.meeting, seat=cast.seats["marin"], presence=Presence.REMOTE, by=cast.marin)
    waiting = ask(cast, item, "marin")
    give(cast, waiting)
    with refused("The floor has been given already", RULE):
        give(cast, waiting)
    with refused("The floor has been given already", RULE):
        leave_speaking_list(waiting, by=cast.marin)


@pytest.mark.parametrize("by", ["marin", "kai"])
def test_the_speaker_or_the_chair_ends_the_speech(cast, item, by):
    speech = give(cast, ask(cast, item, "marin"))
    assert end_speech(speech, by=cast.people[by]).ended_at
    with refused("This speech has ended", RULE):
        end_speech(speech, by=cast.people[by])


@pytest.mark.parametrize("by", ["nils", "pia", "sara"])
def test_others_do_not_end_it(cast, item, by):
    speech = give(cast, ask(cast, item, "marin"))
    with refused("Only the chair, or who speaks", RULE, NO):
        end_speech(speech, by=cast.people[by])


def test_who_does_not_have_the_floor_cannot_end_a_speech(cast, item):
    waiting = ask(cast, item, "marin")
    with refused("does not have the floor", RULE):
        end_speech(waiting, by=cast.marin)


ENDINGS = {
    "decided": lambda cast, item: decide(item, outcome=Outcome.ADOPTED, by=cast.kai),
    "postponed": lambda cast, item: set_aside(item, stage=Stage.POSTPONED, because="", by=cast.kai),
    "withdrawn": lambda cast, item: set_aside(item, stage=Stage.WITHDRAWN, because="", by=cast.kai),
    "put to the vote": lambda cast, item: open_voting(item, by=cast.kai),
    "another taken up": lambda cast, item: take_up(items_of(item.meeting)[0], by=cast.kai),
}


@pytest.mark.parametrize("what", ENDINGS)
def test_what_ends_the_debate_ends_the_speech(cast, item, what):
    give(cast, ask(cast, item, "marin"))
    ENDINGS[what](cast, item)
    assert speaking() == []


def test_who_is_noted_as_absent_has_ended_and_waits_no_more(cast, item):
    spoken, waiting = give(cast, ask(cast, item, "marin")), ask(cast, item, "marin", Kind.POINT_OF_ORDER)
    other = ask(cast, item, "pia")
    note_attendance(item.meeting, seat=cast.seats["marin"], presence=Presence.ABSENT, by=cast.kai)
    spoken.refresh_from_db()
    assert spoken.ended_at is not None
    assert [one.pk for one in floor(item).queue] == [other.pk]
    said = content_of(Entry.objects.get(act="meetings.attendance.noted", about_id=item.meeting_id))
    assert said is not None
    assert (said["ended"], [one["speech"] for one in said["places"]]) == (str(spoken.pk), [str(waiting.pk)])
    assert list(reconcile()) == []
    undo_step(item.meeting, by=cast.kai)
    assert speaking() == ["marin"]
    assert {one.pk for one in floor(item).queue} == {waiting.pk, other.pk}


def test_nobody_speaks_while_a_vote_is_open(cast, item):
    waiting = ask(cast, item, "marin")
    voting = open_voting(item, by=cast.kai)
    with refused("A vote is open", RULE):
        give(cast, waiting)
    with refused("A vote is open", RULE):
        ask(cast, item, "pia")
    break_off_voting(voting, because="The question was not ready.", by=cast.kai)
    assert give(cast, waiting)


# Giving back, and the list ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["marin", "sara", "kai"])
def test_who_waits_gives_the_floor_back(cast, item, by):
    waiting = ask(cast, item, "marin")
    leave_speaking_list(waiting, by=cast.people[by])
    assert floor(item).empty
    with refused("no longer on the list", RULE):
        give(cast, waiting)


def test_nobody_else_takes_them_off(cast, item):
    waiting = ask(cast, item, "marin")
    with refused("only your own place", RULE, NO):
        leave_speaking_list(waiting, by=cast.pia)


def test_a_closed_list_takes_points_of_order_only_and_those_on_it_still_speak(cast, item):
    waiting = ask(cast, item, "marin")
    close_speaking_list(item, by=cast.kai)
    with nothing_changes():
        close_speaking_list(item, by=cast.kai)
    with refused("The list of speakers is closed", RULE):
        ask(cast, item, "pia")
    ask(cast, item, "pia", Kind.POINT_OF_ORDER)
    give(cast, waiting)
    reopen_speaking_list(item, by=cast.kai)
    with nothing_changes():
        reopen_speaking_list(item, by=cast.kai)
    assert ask(cast, item, "pia")
    assert not ClosedSpeakingList.objects.exists()


def test_a_row_that_no_entry_speaks_of_is_found(cast, item):
    speech = ask(cast, item, "marin")
    Speech.objects.filter(pk=speech.pk).update(person=cast.pia)
    assert [one.kind for one in reconcile()] == ["changed"]
    Speech.objects.filter(pk=speech.pk).update(person=cast.marin)


@pytest.mark.django_db(transaction=True)
def test_of_two_floors_given_at_once_one_comes_after_the_other(cast, item):
    first, second = ask(cast, item, "marin"), ask(cast, item, "pia")
    given = at_once(lambda: give(cast, first), lambda: give(cast, second))
    assert all(isinstance(one, Speech) for one in given)
    assert len(speaking()) == 1
