"""The minutes equal the ledger: from all entries alone the same protocol follows, and what the tables keep of a
meeting is what the protocol says of it. For replayed weeks, and for meetings drawn at random."""

import re
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import balai.meetings.actions
from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState, Recusal, Stage
from balai.decisions.models import Decision, Outcome
from balai.importing.tests.files import SAMPLES
from balai.ledger.events import events
from balai.ledger.models import Entry
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import SET_ASIDE, set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Attendance, Presence, Vote, Voting
from balai.minutes.protocol import Protocol
from balai.minutes.reading import ACTS, protocol_of, told
from balai.replay.week import replay
from balai.rules.motions import Settling
from balai.rules.stance import Choice, Stance
from balai.verdict import Refused
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.sitting import closed_meeting

pytestmark = pytest.mark.django_db


def from_entries_alone(meeting: Meeting) -> Protocol:
    """Every entry of the whole log, and not one look at a table of the meeting."""
    return told(str(meeting.pk), events())


def compare(meeting: Meeting) -> Protocol:
    """With the log, and with the tables, which keep the last state of each thing."""
    meeting.refresh_from_db()
    protocol = protocol_of(meeting)
    assert protocol == from_entries_alone(meeting)
    assert Protocol.model_validate(protocol.model_dump(mode="json")) == protocol
    assert (protocol.kind, protocol.starts_at) == (meeting.kind, meeting.starts_at)
    assert close(protocol.opening.at if protocol.opening else None, meeting.opened_at)
    assert close(protocol.closed_at, meeting.closed_at)
    items = {str(item.pk): item for item in AgendaItem.objects.filter(meeting=meeting)}
    settled = {key for key, item in items.items() if not item.pending}
    assert {one.key for one in protocol.items if one.outcome} == settled
    for one in protocol.items:
        compare_item(one, items[one.key])
    latest = {one.seat: (one.presence, one.person) for one in protocol.attendance}
    noted = Attendance.objects.filter(meeting=meeting).values_list("seat", "presence", "person")
    assert latest == {str(seat): (presence, str(person)) for seat, presence, person in noted}
    return protocol


def compare_item(one, item):
    assert (one.number, one.title, one.urgent) == (item.number, item.title, item.urgent)
    assert one.outcome == ("" if item.pending else item.stage)
    decision = Decision.objects.filter(item=item).first()
    assert (one.decision is None) == (decision is None)
    if decision:
        said = one.decision
        assert (said.key, said.number, said.outcome) == (str(decision.pk), decision.number, decision.outcome)
        assert (said.way, said.text, said.rule) == (decision.way, decision.text, decision.rule)
        assert one.text == decision.text
    recused = Recusal.objects.filter(item=item).values_list("seat", "reason")
    assert {(gone.seat, gone.reason) for gone in one.recused} == {(str(seat), why) for seat, why in recused}
    votings = list(Voting.objects.filter(item=item))
    assert len(one.ballots) == len(votings)
    for ballot, voting in zip(one.ballots, votings, strict=True):
        assert ballot.carried == voting.carried
        counts = (voting.for_count, voting.against_count, voting.abstain_count)
        assert (ballot.in_favour, ballot.against, ballot.abstained) == counts
        if voting.carried is not None:
            votes = Vote.objects.filter(voting=voting).values_list("seat", "choice")
            assert ballot.votes == {str(seat): choice for seat, choice in votes}


def close(said, kept):
    return said is kept is None or abs((said - kept).total_seconds()) < 5


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_of_a_replayed_week(path):
    replay(path, members=5, seed=3, contested=0.4, progress=lambda *_: None)
    protocol = compare(Meeting.objects.get())
    assert protocol.opening
    assert protocol.closed_at
    assert len(protocol.items) == AgendaItem.objects.count()


class Undo(Exception):
    """Leaves the savepoint, so that the next drawn meeting finds the world as it was."""


WAYS = ("block", "decide", "amend", "reject", "postpone", "withdraw", "vote", "broken off", "left open")


@pytest.mark.slow
@settings(deadline=None)
@given(
    ways=st.lists(st.sampled_from(WAYS), min_size=1, max_size=5),
    presences=st.lists(st.sampled_from(list(Presence)), min_size=3, max_size=3),
    leaves=st.booleans(),
    urgent=st.booleans(),
    recused=st.sampled_from(["", "stays", "ends"]),
    kind=st.sampled_from([MeetingKind.FORMAL, MeetingKind.CONSULTATIVE]),
    votes=st.lists(st.sampled_from(list(Choice)), min_size=4, max_size=4),
)
def test_of_any_meeting(ways, presences, leaves, urgent, recused, kind, votes):
    try:
        with transaction.atomic():
            play(make_cast(), ways, presences, leaves, urgent, recused, kind, votes)
            raise Undo
    except Undo:
        pass


def play(cast, ways, presences, leaves, urgent, recused, kind, votes):
    other = make_meeting(cast, 2)  # whose entries stand between
    meeting = make_meeting(cast, len(ways), kind=kind)
    for item, way in zip(items_of(meeting), ways, strict=True):
        if way != "block":
            mark(cast, "kai", item, Stance.OBJECTION)
    prepare(cast, meeting, presences, recused)
    mark(cast, "pia", items_of(other)[0], Stance.OBJECTION)
    try:
        open_meeting(meeting, by=cast.kai)
    except Refused:  # no quorum
        assert compare(meeting).opening is None
        return
    besides(cast, meeting, leaves, urgent)
    attempt(lambda: adopt_block(meeting, by=cast.kai))
    for item, way in zip(items_of(meeting), (*ways, "decide"), strict=False):
        settle(cast, item, way, votes)
        compare(meeting)
    end(cast, meeting)
    protocol = compare(meeting)
    assert [one.proposed_by for one in protocol.items if one.urgent] == [str(cast.seats["pia"].pk)] * urgent


def besides(cast, meeting, leaves, urgent):
    if urgent:
        draft = ItemDraft(title={"en": "Now"}, ask={"en": "Do it."}, kind="other")
        add_urgent_item(meeting, draft, proposed_by=cast.seats["pia"], by=cast.kai)
    compare(meeting)
    if leaves:
        note_attendance(meeting, seat=cast.seats["nils"], presence=Presence.REMOTE, by=cast.sara)
        note_attendance(meeting, seat=cast.seats["nils"], presence=Presence.ABSENT, by=cast.sara)


def end(cast, meeting):
    for item in AgendaItem.objects.filter(meeting=meeting, stage__in=(Stage.LISTED, Stage.TAKEN_UP)):
        attempt(lambda item=item: take_up(item, by=cast.kai))
        set_aside(item, stage=Stage.POSTPONED, because="No time.", by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.CLOSED


def prepare(cast, meeting, presences, recused):
    first = items_of(meeting)[0]
    if recused:
        recuse(first, seat=cast.seats["marin"], reason="Kin.", by=cast.marin)
    if recused == "ends":
        end_recusal(first, seat=cast.seats["marin"], by=cast.marin)
    confirm_agenda(meeting, by=cast.kai)
    for name in ("kai", "sara"):
        note_attendance(meeting, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.sara)
    for name, presence in zip(("marin", "pia", "tomas"), presences, strict=True):
        note_attendance(meeting, seat=cast.seats[name], presence=presence, by=cast.sara)


def attempt(act):
    try:
        with transaction.atomic():
            return act()
    except Refused:
        return None


def settle(cast, item, way, votes):
    """As far as the rules allow: what is refused leaves no entry, and the protocol says nothing of it."""
    by = cast.kai
    item.refresh_from_db()
    if way == "block" or not item.pending or attempt(lambda: take_up(item, by=by)) is None:
        return
    acts = {
        "decide": lambda: decide(item, outcome=Outcome.ADOPTED, by=by),
        "amend": lambda: decide(item, outcome=Outcome.AMENDED, text={"en": "Other."}, by=by),
        "reject": lambda: decide(item, outcome=Outcome.REJECTED, by=by),
        "postpone": lambda: set_aside(item, stage=Stage.POSTPONED, because="Late.", by=by),
        "withdraw": lambda: set_aside(item, stage=Stage.WITHDRAWN, because="", by=by),
        "vote": lambda: vote(cast, item, votes, count=True),
        "broken off": lambda: vote(cast, item, votes, count=False),
        "left open": lambda: None,
    }
    attempt(acts[way])


def vote(cast, item, votes, *, count):
    voting = open_voting(item, by=cast.kai)
    for name, choice in zip(("kai", "marin", "pia", "tomas"), votes, strict=True):
        attempt(partial(cast_vote, voting, seat=cast.seats[name], choice=choice, by=cast.people[name]))
    if count:
        return close_voting(voting, by=cast.kai)
    return break_off_voting(voting, because="Not ready.", by=cast.kai)


WRITTEN = re.compile(r'"(meetings\.[a-z_.]+)",?(?:$| by=)|append\("(meetings\.[a-z_.]+)"', re.MULTILINE)


def test_every_act_of_a_sitting_is_told_or_is_named_here():
    """A new act in the sitting has to be given its place in the protocol."""
    untold = {
        "meetings.vote.cast",  # how it fell stands in the closing of the vote
        "meetings.secret_vote.cast",  # who has voted is nobody's business later
        "meetings.answer.noted",  # so does who noted it
        # Who spoke stands in the giving of the floor; how the list came about is nobody's business later.
        "meetings.floor.asked",
        "meetings.floor.given_back",
        "meetings.speech.ended",
        "meetings.speaking_list.closed",
        "meetings.speaking_list.reopened",
        "meetings.reported",  # after the end; the item page and the meeting page of both bodies say it
        "meetings.step.undone",  # neither it nor what it took back stands in the minutes
        "meetings.hall_link.made",
        "meetings.hall_link.revoked",
    }
    folder = Path(balai.meetings.actions.__path__[0])
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    found = {one or other for one, other in WRITTEN.findall(text)}
    found |= {f"meetings.item.{stage}" for stage in SET_ASIDE}
    found |= {f"meetings.motion.{how}" for how in Settling}
    assert found - untold == {act for act in ACTS if act.startswith("meetings.")}


def test_what_was_erased_is_missing_and_said_to_be(cast):
    meeting = closed_meeting(cast)
    entry = Entry.objects.filter(act="meetings.attendance.all_noted").latest("index")
    Entry.objects.filter(pk=entry.pk).update(content=None, salt=None)
    protocol = protocol_of(meeting)
    assert protocol.erased == [entry.index]
    assert protocol.attendance == []
    assert protocol.opening
    assert len(protocol.items) == 3
