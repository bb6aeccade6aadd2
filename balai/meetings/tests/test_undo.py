"""Undoing the last step: as it was before, with both in the record, and only while nothing rests on it."""

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.models import AgendaItem, MeetingKind, Stage
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision, Outcome
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.models import Attendance, ClosedSpeakingList, Presence, Speech, Vote, Voting
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.reading import protocol_of
from balai.programme.models import Task
from balai.record.reconcile import reconcile
from balai.rules.access import Level, Restriction
from balai.rules.motions import Settling
from balai.rules.stance import Choice, Stance
from balai.verdict import Ground
from tests.access.making import NEXT_YEAR
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import nothing_changes, refused
from tests.sitting import begin

RULE = "VVS § 16"
STATE, NO = Ground.STATE, Ground.PERMISSION
TABLES = (Attendance, Speech, ClosedSpeakingList, Decision, Voting, Vote, Motion)


def picture():
    """Everything that a step changes, but for stamps."""
    items = AgendaItem.objects.order_by("pk").values_list("pk", "stage", "taken_up_at", "settled_at")
    return [list(items), *(list(model.objects.order_by("pk").values_list()) for model in TABLES)]


@pytest.fixture
def inner(db):
    """A meeting whose items the body alone reads: what it decides is not public."""
    cast = make_cast()
    meeting = make_meeting(cast, 3)
    for item in items_of(meeting):
        restrict_item(item, Restriction(Level.INTERNAL, "AvTS § 35", NEXT_YEAR), by=cast.sara)
    mark(cast, "pia", items_of(meeting)[1], Stance.OBJECTION)
    return cast, begin(cast, meeting)


def speech_of(cast, item, name, by=None):
    return ask_to_speak(item, seat=cast.seats[name], by=by or cast.people[name])


def steps(cast, meeting):
    """Every step that can be taken back, one after another, each with what leads to it."""
    contested = items_of(meeting)[1]
    note = lambda how, who=cast.kai: note_attendance(meeting, seat=cast.seats["pia"], presence=how, by=who)  # noqa: E731
    yield lambda: note(Presence.ABSENT)
    yield lambda: note(Presence.IN_ROOM)
    yield lambda: note(Presence.REMOTE)
    yield lambda: take_up(contested, by=cast.kai)
    yield lambda: speech_of(cast, contested, "marin", by=cast.kai)
    yield lambda: leave_speaking_list(Speech.objects.get(seat=cast.seats["marin"]), by=cast.kai)
    yield lambda: speech_of(cast, contested, "tomas", by=cast.kai)
    yield lambda: give_floor(Speech.objects.get(seat=cast.seats["tomas"]), by=cast.kai)
    yield lambda: speech_of(cast, contested, "pia", by=cast.kai)
    yield lambda: give_floor(Speech.objects.get(seat=cast.seats["pia"]), by=cast.kai)
    yield lambda: end_speech(Speech.objects.get(seat=cast.seats["pia"]), by=cast.kai)
    yield lambda: close_speaking_list(contested, by=cast.kai)
    yield lambda: reopen_speaking_list(contested, by=cast.kai)
    motion = propose_motion(contested, {"en": "Half of it."}, seat=cast.seats["marin"], by=cast.marin)
    other = propose_motion(contested, {"en": "Twice."}, seat=cast.seats["pia"], by=cast.pia)
    yield lambda: settle_motion(motion, how=Settling.TAKE_OVER, by=cast.kai)
    yield lambda: settle_motion(other, how=Settling.FALL, because="Settled", by=cast.kai)
    yield lambda: take_up(items_of(meeting)[0], by=cast.kai)
    yield lambda: set_aside(items_of(meeting)[0], stage=Stage.WITHDRAWN, because="Wrong", by=cast.kai)
    yield lambda: set_aside(contested, stage=Stage.POSTPONED, because="Late", by=cast.kai)
    yield lambda: adopt_block(meeting, by=cast.kai)


def test_whatever_can_be_undone_is_as_it_was_and_record_and_minutes_agree(inner):
    cast, meeting = inner
    for take in steps(cast, meeting):
        before, told = picture(), protocol_of(meeting)
        take()
        assert picture() != before
        undo_step(meeting, by=cast.kai)
        assert picture() == before
        assert protocol_of(meeting) == told
        assert [str(one) for one in reconcile()] == []
        take()
        assert [str(one) for one in reconcile()] == []
    for _step in range(19):
        undo_step(meeting, by=cast.kai)
    assert [str(one) for one in reconcile()] == []
    assert {one.stage for one in items_of(meeting)} == {Stage.LISTED}
    assert not Decision.objects.exists()
    with refused("The opening of the meeting cannot be undone", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_the_record_names_what_was_taken_back(inner):
    cast, meeting = inner
    decisions = adopt_block(meeting, by=cast.kai)
    block = Entry.objects.get(act="meetings.block.adopted")
    undo_step(meeting, by=cast.kai, key=block.index)
    said = Entry.objects.get(act="meetings.step.undone")
    taken = Entry.objects.filter(act="decisions.taken").values_list("index", flat=True)
    assert len(decisions) == 2
    assert f'"undoes":[{",".join(str(one) for one in (*sorted(taken), block.index))}]' in (said.content or "")
    again = adopt_block(meeting, by=cast.kai)
    assert [one.number for one in again] == [one.number for one in decisions]  # nobody outside had seen them
    assert [str(one) for one in reconcile()] == []


def test_a_decision_that_was_undone_is_kept_marked_and_compared(inner):
    cast, meeting = inner
    adopt_block(meeting, by=cast.kai)
    undo_step(meeting, by=cast.kai)
    kept = Decision._base_manager.all()
    assert [one.undone_at is not None for one in kept] == [True, True]
    Decision._base_manager.update(undone_at=None)
    assert {(one.kind, one.text.split()[0]) for one in reconcile()} == {("changed", "undone_at")}
    Decision._base_manager.all().delete()
    assert [one.kind for one in reconcile()] == ["missing", "missing"]


def test_an_attendance_that_was_undone_is_kept_marked_and_compared(cast):
    meeting = make_meeting(cast, 1)
    confirm_agenda(meeting, by=cast.kai)
    for name in ("kai", "marin", "sara"):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.kai)
    open_meeting(meeting, by=cast.kai)
    note_all_present(meeting, by=cast.kai)
    undo_step(meeting, by=cast.kai)
    undone = Attendance._base_manager.exclude(until=None)
    assert {one.seat.person.username for one in undone} == {"pia", "tomas"}
    assert note_all_present(meeting, by=cast.kai) == 2
    assert list(reconcile()) == []
    undone.filter(seat=cast.seats["pia"]).delete()
    assert {one.kind for one in reconcile()} == {"missing", "changed"}


def test_a_task_keeps_the_decision(inner):
    cast, meeting = inner
    decision = adopt_block(meeting, by=cast.kai)[0]
    Task.objects.create(
        body=cast.body,
        decision=decision,
        title={"en": "Report."},
        responsible=cast.seats["pia"].organization,
        due=clock.now().date(),
    )
    with nothing_changes(), refused("Tasks follow from this decision: it cannot be undone.", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_what_is_public_stays_decided(cast, meeting):
    adopt_block(meeting, by=cast.kai)
    with nothing_changes(), refused("The decision is public", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_what_was_only_agreed_can_be_undone(cast):
    meeting = begin(cast, make_meeting(cast, 2, kind=MeetingKind.CONSULTATIVE))
    adopt_block(meeting, by=cast.kai)
    undo_step(meeting, by=cast.kai)
    assert {one.stage for one in items_of(meeting)} == {Stage.LISTED}


def test_numbers_are_given_back_at_the_end_only(inner):
    cast, meeting = inner
    adopt_block(meeting, by=cast.kai)
    other = begin(cast, make_meeting(cast, 1))
    adopt_block(other, by=cast.kai)
    with nothing_changes(), refused("later numbers", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_a_dissent_keeps_the_decision(inner):
    cast, meeting = inner
    item = items_of(meeting)[1]
    take_up(item, by=cast.kai)
    decide(item, outcome=Outcome.ADOPTED, by=cast.kai)
    attach_dissent(item, "Not so.", seat=cast.seats["pia"], by=cast.pia)
    with nothing_changes(), refused("A dissent is attached", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_who_asked_for_the_floor_keeps_the_item_in_debate(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    speech_of(cast, contested, "marin")
    with nothing_changes(), refused("The list of speakers has changed since", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_a_vote_keeps_the_attendance_it_rests_on_and_is_not_undone(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    voting = open_voting(contested, by=cast.kai)
    with nothing_changes(), refused("An open vote", RULE, STATE):
        undo_step(meeting, by=cast.kai)
    note_attendance(meeting, seat=cast.seats["pia"], presence=Presence.REMOTE, by=cast.kai)
    cast_vote(voting, seat=cast.seats["pia"], choice=Choice.FOR, by=cast.pia)
    with nothing_changes(), refused("A vote rests on this attendance", RULE, STATE):
        undo_step(meeting, by=cast.kai)
    close_voting(voting, by=cast.kai)
    with nothing_changes(), refused("A counted vote", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_a_vote_that_was_broken_off_stays_so(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    break_off_voting(open_voting(contested, by=cast.kai), because="-", by=cast.kai)
    with nothing_changes(), refused("cannot be resumed", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_what_others_do_meanwhile_does_not_count_as_the_step(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    note_attendance(meeting, seat=cast.seats["tomas"], presence=Presence.ABSENT, by=cast.sara)
    undo_step(meeting, by=cast.kai)
    contested.refresh_from_db()
    assert contested.stage == Stage.LISTED
    assert Attendance.objects.get(seat=cast.seats["tomas"]).presence == Presence.ABSENT


def test_only_the_chair_undoes_and_only_while_the_meeting_runs(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    for name in ("sara", "marin", "nils", "olga"):
        with nothing_changes(), refused("Only the chair", RULE, NO):
            undo_step(meeting, by=cast.people[name])
    set_aside(contested, stage=Stage.POSTPONED, because="", by=cast.kai)
    adopt_block(meeting, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    with nothing_changes(), refused("The meeting is closed", RULE, STATE):
        undo_step(meeting, by=cast.kai)


def test_another_step_than_the_one_on_the_button_is_not_undone(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    key = Entry.objects.get(act="meetings.item.taken_up").index
    set_aside(contested, stage=Stage.POSTPONED, because="", by=cast.kai)
    with nothing_changes(), refused("Something else has happened meanwhile", RULE, STATE):
        undo_step(meeting, by=cast.kai, key=key)


def test_two_taps_undo_one_step(cast, meeting, contested):
    take_up(contested, by=cast.kai)
    set_aside(contested, stage=Stage.POSTPONED, because="", by=cast.kai)
    key = Entry.objects.get(act="meetings.item.postponed").index
    undo_step(meeting, by=cast.kai, key=key)
    with nothing_changes(), refused("meanwhile", RULE, STATE):
        undo_step(meeting, by=cast.kai, key=key)


def test_the_console_names_the_step_and_undoes_it(client_of, cast, meeting, contested):
    take_up(contested, by=cast.kai)
    client = client_of(cast.kai)
    page = client.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    assert f"Undo: item {contested.number} taken up" in page
    key = Entry.objects.get(act="meetings.item.taken_up").index
    answer = client.post(reverse("undo-step", args=[meeting.pk]), {"step": key})
    assert answer.status_code == 302
    contested.refresh_from_db()
    assert contested.stage == Stage.LISTED
    adopt_block(meeting, by=cast.kai)
    page = client.get(reverse("chair-console", args=[meeting.pk])).content.decode()
    assert "The decision is public: it cannot be undone." in page
    assert client.post(reverse("undo-step", args=[meeting.pk]), {"step": "x"}).status_code == 422


def test_open_screens_follow(watch, cast, meeting, contested):
    take_up(contested, by=cast.kai)
    screen = watch("meeting", meeting.pk, cast.marin)
    undo_step(meeting, by=cast.kai)
    assert "decision-text" not in screen.next().data


def test_attendance_noted_before_nobody_was_noted(cast):
    meeting = begin(cast, make_meeting(cast, 1))
    Attendance.objects.filter(seat=cast.seats["pia"]).delete()
    assert note_all_present(meeting, by=cast.kai) == 1
    undo_step(meeting, by=cast.kai)
    assert not Attendance.objects.filter(seat=cast.seats["pia"]).exists()
