"""Making people and things in each state, through the actions, for the access tables."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localdate

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.invite_to_item import invite_to_item, take_back_invitation
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.restrict import restrict_item, restrict_paper
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Paper, PaperKind
from balai.agenda.motions.models import Motion
from balai.decisions.models import Decision
from balai.importing.agenda_file import AgendaFile, read_agenda
from balai.importing.tests.files import SAMPLES
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.hall_link import make_hall_link, revoke_hall_link
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.suspend_meeting import suspend_meeting
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import HallLink, Presence, Speech, Voting
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.models import Minutes, Objection
from balai.people.actions.clear import clear
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.enrol import enrol
from balai.people.actions.give_mandate import give_mandate
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.shut_out import shut_out
from balai.people.models import Body, Mandate, Membership, Person, Role, Substitution
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.actions.tie_item import tie_item
from balai.programme.models import Goal, Task
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.motions import Settling
from balai.rules.stance import Choice, Stance
from balai.rules.voting import Form
from tests.factories import Cast, items_of, make_cast, make_meeting, make_member, make_parent, mark

WORDS = {"en": "Words"}
GROUND, NEXT_YEAR = "AvTS § 35 (1) 9", clock.now() + timedelta(days=300)
INTERNAL = Restriction(Level.INTERNAL, GROUND, NEXT_YEAR)
FORMAL, ELECTRONIC = MeetingKind.FORMAL, MeetingKind.ELECTRONIC
SECRET = """
[secret_ballot]
rule = "Model § 12"
kinds = ["other"]
obligatory = false
engine = "plain"
least_votes = 3
"""
BLOCK, OBJECTED, PRIVATE = 0, 1, 3  # which item of a meeting: passes without debate, is objected to, is internal


def a_goal(number: str, *, public: bool = True) -> GoalDraft:
    day = localdate()
    return GoalDraft(
        number, WORDS, day - timedelta(days=9), day + timedelta(days=9), WORDS, Decimal(0), Decimal(1), public=public
    )


def the_cast() -> Cast:
    """Estonia's rules, but for three things: who is no member stands in for a member (as in Latvia, by a deputy),
    confirmed minutes are public, and votes may be secret.
    """
    cast = make_cast()
    text = cast.body.rules_text.replace('\nwho = "minister"', '\nwho = "deputy"')
    assert text != cast.body.rules_text
    assert "published" not in text.split("[minutes]")[1].split("\n[")[0]
    text = text.replace("[minutes]\n", "[minutes]\npublished = true\n")
    text = re.sub(r"^allowed = \[[^]]*\]", "allowed = []", text, flags=re.MULTILINE) + SECRET
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    cast.body.refresh_from_db()
    make_parent(cast)
    for seat in cast.seats.values():
        seat.body.refresh_from_db()
    return cast


@dataclass
class Making:
    """What `roles.py` and `states.py` make their people and things with."""

    cast: Cast = field(default_factory=the_cast)
    batches: dict[UUID, dict[UUID, UUID]] = field(default_factory=dict)  # meeting: person: answered by one tap
    file: AgendaFile = field(default_factory=lambda: read_agenda(SAMPLES[0]))
    things: dict[str, dict[str, Model | None]] = field(default_factory=dict)
    people: dict[str, Person | None] = field(default_factory=dict)  # by role
    seats: dict[str, Membership | None] = field(default_factory=dict)
    lists: dict[Any, Any] = field(default_factory=dict)  # what readers are given whatever the thing (queries.py)
    ready: Any = None  # what was made for this cell alone

    def meeting_in(self, state: str) -> Meeting:
        found = self.things["meeting"][state]
        assert isinstance(found, Meeting)
        return found

    def above(self) -> Meeting:
        """The coming meeting of the body that confirms what the cabinet decides."""
        return Meeting.objects.get(body=self.cast.body.parent_id)

    def goal_in(self, state: str) -> Goal:
        found = self.things["goal"][state]
        assert isinstance(found, Goal)
        return found

    # People ---------------------------------------------------------------------------------------------------------

    def account(self, name: str) -> Person:
        return enrol(name, name=f"{name.title()} Example", by=self.cast.root)

    def seat_elsewhere(self, name: str, role: Role) -> Membership:
        return make_member(self.cast.other_body, name, role, None, root=self.cast.root)

    def ended_seat(self, name: str) -> Membership:
        finance = self.cast.organizations["finance"]
        seat = make_member(self.cast.body, name, Role.MEMBER, finance, root=self.cast.root)
        return end_membership(seat, by=self.cast.root)

    def cleared_speaker(self, name: str) -> Membership:
        seat = make_member(self.cast.body, name, Role.SPEAKER, None, root=self.cast.root)
        for person in (seat.person, self.cast.sara):
            clear(person, level=Clearance.SECRET, by=self.cast.root)
        return seat

    def shut_out_member(self, name: str) -> Membership:
        finance = self.cast.organizations["finance"]
        seat = make_member(self.cast.body, name, Role.MEMBER, finance, root=self.cast.root)
        shut_out(seat.person, by=self.cast.root)
        seat.person.refresh_from_db()
        return seat

    def stand_in(
        self, person: Person, absent: str, *, starts: int = -1, ends: int | None = None, ended: bool = False
    ) -> Substitution:
        """Days from today."""
        seat, sara, now = self.cast.seats[absent], self.cast.sara, clock.now()
        until = None if ends is None else now + timedelta(days=ends)
        named = name_substitute(seat, substitute=person, starts=now + timedelta(days=starts), ends=until, by=sara)
        if ended:
            end_substitution(named, by=sara)
        named.refresh_from_db()
        return named

    def substitute(self, name: str, absent: str, **when: int) -> Membership:
        """The seat is that of the absent."""
        person = self.account(name)
        self.stand_in(person, absent, **when)  # type: ignore[arg-type]
        seat = Membership.objects.get(pk=self.cast.seats[absent].pk)
        self.people[name] = person
        return seat

    def mandate(self, name: str, *, starts: int = -1, ends: int | None = None, ended: bool = False) -> Mandate:
        """Somebody prepares for marin. Days from today; what has begun is dated back."""
        marin, now = self.cast.marin, clock.now()
        until = None if ends is None else now + timedelta(days=max(ends, 1))
        given = give_mandate(
            self.cast.seats["marin"],
            adviser=self.account(name),
            starts=now + timedelta(days=starts),
            ends=until,
            by=marin,
        )
        if ends is not None and ends < 0:
            Mandate.objects.filter(pk=given.pk).update(ends=now + timedelta(days=ends))
        if ended:
            end_mandate(given, by=marin)
        given.refresh_from_db()
        return given

    def mandate_of(self, role: str) -> Mandate:
        return Mandate.objects.get(adviser=self.people[role], ended_at=None)

    def adviser(self, name: str, *, ended: bool = False) -> Person:
        return self.mandate(name, ended=ended).adviser

    def acting_chair(self, name: str) -> Membership:
        self.stand_in(self.cast.people[name], "kai")
        return self.cast.seats[name]

    # Meetings -------------------------------------------------------------------------------------------------------

    def draft(self, kind: MeetingKind = FORMAL) -> Meeting:
        """Four items, three of them Finance's: one passes without debate, one is objected to; the last is internal."""
        meeting = make_meeting(self.cast, 3, state="draft", kind=kind, submitter="finance")
        add_item(
            meeting,
            ItemDraft(title=WORDS, ask=WORDS, kind="other", planned_minutes=5, complete=True, access=INTERNAL),
            by=self.cast.sara,
        )
        paper = {"kind": PaperKind.MEMORANDUM, "title": WORDS, "text": WORDS}
        add_paper(items_of(meeting)[BLOCK], by=self.cast.sara, **paper)  # type: ignore[arg-type]
        return meeting

    def published(self, kind: MeetingKind = FORMAL, *, objected: bool = False) -> Meeting:
        """marin and kai have answered everything, each by one tap."""
        meeting = self.draft(kind)
        publish_agenda(meeting, by=self.cast.sara)
        meeting.refresh_from_db()
        if objected:
            mark(self.cast, "pia", items_of(meeting)[OBJECTED], Stance.OBJECTION)
        self.batches[meeting.pk] = {
            self.cast.people[name].pk: mark_rest(meeting, seat=self.cast.seats[name], by=self.cast.people[name])
            for name in ("marin", "kai")
        }
        return meeting

    def late(self) -> Meeting:
        return self.after_deadline(self.published())

    def after_deadline(self, meeting: Meeting) -> Meeting:
        Meeting.objects.filter(pk=meeting.pk).update(positions_close_at=clock.now() - timedelta(hours=1))
        meeting.refresh_from_db()
        return meeting

    def confirmed(self, kind: MeetingKind = FORMAL, *, objected: bool = False) -> Meeting:
        meeting = self.published(kind, objected=objected)
        confirm_agenda(meeting, by=self.cast.kai)
        meeting.refresh_from_db()
        if kind != ELECTRONIC:
            self._all_come(meeting)
        return meeting

    def _all_come(self, meeting: Meeting) -> None:
        """stella sits for pia."""
        stella = self.people.get("stella")
        seat = self.cast.seats["pia"]
        note_attendance(meeting, seat=seat, presence=Presence.IN_ROOM, person=stella, by=self.cast.sara)
        note_all_present(meeting, by=self.cast.sara)

    def open(self, kind: MeetingKind = FORMAL, *, objected: bool = True) -> Meeting:
        meeting = self.confirmed(kind, objected=objected)
        if kind == ELECTRONIC:
            self.after_deadline(meeting)
        open_meeting(meeting, by=self.cast.kai)
        meeting.refresh_from_db()
        return meeting

    def in_debate(self) -> Meeting:
        meeting = self.open()
        take_up(items_of(meeting)[OBJECTED], by=self.cast.kai)
        return meeting

    def suspended(self) -> Meeting:
        return suspend_meeting(
            self.in_debate(), until=clock.now() + timedelta(days=1), because="Late", by=self.cast.kai
        )

    def to_be_resumed(self) -> Meeting:
        meeting, now = self.suspended(), clock.now()
        Meeting.objects.filter(pk=meeting.pk).update(suspended_at=now - timedelta(days=1), resumes_at=now)
        self._all_come(meeting)
        meeting.refresh_from_db()
        return meeting

    def settled(self, kind: MeetingKind = FORMAL) -> Meeting:
        meeting = self.open(kind, objected=False)
        adopt_block(meeting, by=self.cast.kai)
        return meeting

    def closed(self, kind: MeetingKind = FORMAL) -> Meeting:
        meeting = self.settled(kind)
        close_meeting(meeting, by=self.cast.kai)
        meeting.refresh_from_db()
        return meeting

    def circulated(self) -> Meeting:
        meeting = self.closed()
        circulate_minutes(meeting, by=self.cast.sara)
        return meeting

    def after_objections(self) -> Meeting:
        meeting = self.circulated()
        Minutes.objects.filter(meeting=meeting).update(objections_until=clock.now() - timedelta(hours=1))
        return meeting

    def minuted(self) -> Meeting:
        meeting = self.after_objections()
        confirm_minutes(meeting, by=self.cast.kai)
        return meeting

    # What hangs on them ---------------------------------------------------------------------------------------------

    def item(self, meeting: str, place: int = BLOCK) -> AgendaItem:
        return items_of(self.meeting_in(meeting))[place]

    def invited(self, *, begun: bool = False, taken_back: bool = False) -> ItemInvitation:
        meeting, gita = self.in_debate() if begun else self.published(), self.people["gita"]
        assert gita is not None
        item = items_of(meeting)[OBJECTED if begun else BLOCK]
        invitation = invite_to_item(item, person=gita, may_speak=True, by=self.cast.sara)
        if taken_back:
            take_back_invitation(invitation, by=self.cast.sara)
            invitation.refresh_from_db()
        return invitation

    def called_in(self) -> ItemInvitation:
        return call_in(self.invited(begun=True), by=self.cast.sara)

    def withdrawn(self) -> AgendaItem:
        item = items_of(self.published())[BLOCK]
        withdraw_item(item, because="", by=self.cast.sara)
        item.refresh_from_db()
        return item

    def prepared(self) -> AgendaItem:
        """ada has prepared marin's position, and has written a briefing; nobody has answered."""
        meeting = self.draft()
        publish_agenda(meeting, by=self.cast.sara)
        item, ada, seat = items_of(meeting)[BLOCK], self.people["ada"], self.cast.seats["marin"]
        assert ada is not None
        prepare_position(item, seat=seat, stance=Stance.ABSTAIN, by=ada, seen_version=item.version)
        write_briefing(item, seat=seat, text="Ask about the cost.", by=ada)
        return item

    def restricted(self, level: Level, *, clearance: Clearance = Clearance.NONE, ended: bool = False) -> AgendaItem:
        """By name: marin, and who cannot be left out, the secretary and the chair."""
        item = items_of(self.published())[BLOCK]
        named = ("marin", "sara", "kai") if level == Level.NAMED else ()
        readers = frozenset(str(self.cast.people[name].pk) for name in named)
        restrict_item(item, Restriction(level, GROUND, NEXT_YEAR, clearance, readers), by=self.cast.sara)
        if ended:
            AgendaItem.objects.filter(pk=item.pk).update(access_ends_at=clock.now() - timedelta(days=1))
        item.refresh_from_db()
        return item

    def restricted_paper(self) -> Paper:
        """SECRET, of an item that is public."""
        paper = Paper.objects.get(item=items_of(self.published())[BLOCK])
        restrict_paper(paper, Restriction(Level.RESTRICTED, GROUND, NEXT_YEAR, Clearance.SECRET), by=self.cast.sara)
        paper.refresh_from_db()
        return paper

    def voting(self, meeting: Meeting, form: Form = Form.OPEN) -> Voting:
        return open_voting(items_of(meeting)[OBJECTED], form=form, by=self.cast.kai)

    def voting_ended(self, *, counted: bool) -> Voting:
        voting = self.voting(self.in_debate())
        if counted:
            close_voting(voting, by=self.cast.kai)
        else:
            break_off_voting(voting, because="Not ready.", by=self.cast.kai)
        voting.refresh_from_db()
        return voting

    def speech(self, *, begun: bool = False, ended: bool = False) -> Speech:
        """marin's, on an item in debate."""
        item = items_of(self.in_debate())[OBJECTED]
        speech = ask_to_speak(item, seat=self.cast.seats["marin"], by=self.cast.marin)
        if begun:
            give_floor(speech, by=self.cast.kai)
        if ended:
            end_speech(speech, by=self.cast.kai)
        speech.refresh_from_db()
        return speech

    def motion(self, meeting: Meeting) -> Motion:
        """marin's, to the item with an objection."""
        seat, by = self.cast.seats["marin"], self.cast.marin
        found = propose_motion(items_of(meeting)[OBJECTED], {"en": "Half of it"}, seat=seat, by=by)
        found.item.refresh_from_db()
        return found

    def motion_put(self) -> Motion:
        found = self.motion(self.in_debate())
        put_motion(found, by=self.cast.kai)
        return found

    def motion_taken_over(self) -> Motion:
        found = self.motion(self.in_debate())
        return settle_motion(found, how=Settling.TAKE_OVER, by=self.cast.kai)

    def hall_link(self, *, revoked: bool = False) -> HallLink:
        meeting = self.open()
        make_hall_link(meeting, by=self.cast.sara)
        link = HallLink.objects.get(meeting=meeting)
        if revoked:
            revoke_hall_link(link, by=self.cast.sara)
        link.refresh_from_db()
        return link

    def objection(self, *, answered: bool = False, confirmed: bool = False) -> Objection:
        """marin's, to the minutes as a whole."""
        meeting = self.circulated()
        found = object_to_minutes(meeting, "Wrong.", seat=self.cast.seats["marin"], by=self.cast.marin)
        if answered:
            answer_objection(found, accepted=False, because="No.", by=self.cast.sara)
        if confirmed:
            Minutes.objects.filter(meeting=meeting).update(objections_until=clock.now() - timedelta(hours=1))
            confirm_minutes(meeting, by=self.cast.kai)
        found.refresh_from_db()
        return found

    def secret_counted(self) -> Voting:
        """marin, tomas and kai have voted."""
        voting = self.voting(self.in_debate(), Form.SECRET)
        for name in ("marin", "tomas", "kai"):
            cast_secret_vote(voting, seat=self.cast.seats[name], choice=Choice.FOR, by=self.cast.people[name])
        close_voting(voting, by=self.cast.kai)
        voting.refresh_from_db()
        return voting

    def paper(self, meeting: str) -> Paper:
        return Paper.objects.filter(item__meeting=self.meeting_in(meeting))[0]

    def decision(self, meeting: str, place: int = BLOCK) -> Decision:
        return Decision.objects.get(item=self.item(meeting, place))

    def goal(self, number: str, *, public: bool) -> Goal:
        finance = self.cast.organizations["finance"]
        goal = set_goal(self.cast.body, a_goal(number, public=public), responsible=finance, by=self.cast.sara)
        for state in ("draft", "publ"):
            tie_item(self.item(state), goal=goal, by=self.cast.sara)
        return goal

    def task(self, *, goal: Goal | None = None, done: bool = False) -> Task:
        finance = self.cast.organizations["finance"]
        task = assign_task(
            self.cast.body, title=WORDS, responsible=finance, due=localdate(), by=self.cast.sara, goal=goal
        )
        if done:
            finish_task(task, by=self.cast.sara)
        task.refresh_from_db()
        return task

    def seat(self, name: str, *, ended: bool = False) -> Membership:
        if ended:
            return self.ended_seat(name)
        return make_member(self.cast.body, name, Role.MEMBER, None, root=self.cast.root)

    def person(self, name: str, *, active: bool = True) -> Person:
        person = self.account(name)
        if not active:
            shut_out(person, by=self.cast.root)
            person.refresh_from_db()
        return person
