"""One of everything, in every state: what the access matrices walk through."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from balai import clock
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.models import AgendaItem, Meeting, Paper, PaperKind
from balai.decisions.models import Decision
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.hall_link import make_hall_link
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import HallLink, Presence, Speech, Voting
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.models import Objection
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Mandate, Membership, Person, Substitution
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.models import Goal, Task
from balai.rules.stance import Stance
from tests.factories import Cast, items_of, make_adviser, make_cast, make_meeting, mark
from tests.minutes import circulated_meeting, confirmed_meeting
from tests.planted import planted
from tests.records import signed


@dataclass
class World:
    """Meetings by state. In `voting_meeting` a vote is open, in `running` nothing is taken up, `done` can be closed;
    the minutes of `circulated` have an objection, those of `minuted` are confirmed. In one more an item
    is debated: marin is `speaking`, and `waiting` to speak again.
    """

    cast: Cast
    draft: Meeting
    published: Meeting
    confirmed: Meeting
    running: Meeting
    voting_meeting: Meeting
    done: Meeting
    closed: Meeting
    circulated: Meeting
    minuted: Meeting
    objection: Objection
    voting: Voting
    speaking: Speech
    waiting: Speech
    hall_link: HallLink
    paper: Paper
    goal: Goal
    task: Task
    decision: Decision
    substitution: Substitution
    mandate: Mandate  # ada prepares for marin

    def person(self, role: str) -> Person:
        return self.cast.root if role == "root" else self.cast.people[role]

    def seat(self, role: str) -> Membership | None:
        return self.cast.seats.get(role)


def first(meeting: Meeting) -> AgendaItem:
    return items_of(meeting)[0]


@planted
def make_world() -> World:
    cast = make_cast()
    mandate = make_adviser(cast)
    sara, kai = cast.people["sara"], cast.people["kai"]
    draft, published = make_meeting(cast, 2, state="draft"), make_meeting(cast, 3)
    add_paper(first(published), kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "Text."}, by=sara)
    confirmed = make_meeting(cast, 2, state="confirmed")
    note_all_present(confirmed, by=sara)
    running, voting_meeting, done, closed = (_open(cast, objection=n in (0, 1)) for n in range(4))
    item = items_of(voting_meeting)[1]
    take_up(item, by=kai)
    voting = open_voting(item, by=kai)
    speaking, waiting = _debate(cast)
    make_hall_link(running, by=sara)
    for meeting in (done, closed):
        adopt_block(meeting, by=kai)
    close_meeting(closed, by=kai)
    closed.refresh_from_db()
    circulated, minuted = circulated_meeting(cast), confirmed_meeting(cast)
    objection = object_to_minutes(circulated, "Wrong.", seat=cast.seats["marin"], by=cast.people["marin"])
    today = localdate()
    draft_goal = GoalDraft(
        number="1",
        title={"en": "Goal"},
        begins=today - timedelta(days=100),
        due=today + timedelta(days=100),
        indicator={"en": "Services"},
        baseline=Decimal(0),
        target=Decimal(100),
    )
    goal = set_goal(cast.body, draft_goal, responsible=cast.organizations["finance"], by=sara)
    task = assign_task(
        cast.body, title={"en": "Task"}, responsible=cast.organizations["finance"], due=today, by=sara, goal=goal
    )
    signed()
    now = clock.now()
    substitution = name_substitute(
        cast.seats["tomas"], substitute=cast.people["pia"], starts=now + timedelta(days=30), ends=None, by=sara
    )
    return World(
        cast=cast,
        draft=draft,
        published=published,
        confirmed=confirmed,
        running=running,
        voting_meeting=voting_meeting,
        done=done,
        closed=closed,
        circulated=circulated,
        minuted=minuted,
        objection=objection,
        voting=voting,
        speaking=speaking,
        waiting=waiting,
        hall_link=HallLink.objects.get(meeting=running),
        paper=Paper.objects.get(item=first(published)),
        goal=goal,
        task=task,
        decision=Decision.objects.filter(item__meeting=closed)[0],
        substitution=substitution,
        mandate=mandate,
    )


def _debate(cast: Cast) -> tuple[Speech, Speech]:
    """Everybody is there, nils too."""
    meeting, marin = _open(cast, objection=True), cast.seats["marin"]
    note_attendance(meeting, seat=cast.seats["nils"], presence=Presence.REMOTE, by=cast.people["sara"])
    item = take_up(items_of(meeting)[1], by=cast.people["kai"])
    speaking = give_floor(ask_to_speak(item, seat=marin, by=marin.person), by=cast.people["kai"])
    return speaking, ask_to_speak(item, seat=marin, by=marin.person)


def _open(cast: Cast, *, objection: bool) -> Meeting:
    meeting = make_meeting(cast, 3)
    if objection:
        mark(cast, "pia", items_of(meeting)[1], Stance.OBJECTION)
    mark_rest(meeting, seat=cast.seats["marin"], by=cast.people["marin"])
    confirm_agenda(meeting, by=cast.people["kai"])
    note_all_present(meeting, by=cast.people["sara"])
    open_meeting(meeting, by=cast.people["kai"])
    meeting.refresh_from_db()
    return meeting
