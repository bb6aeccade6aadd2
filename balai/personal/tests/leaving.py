"""Somebody with data in every table, under words that stand nowhere else; and somebody beside them, the same."""

from dataclasses import dataclass
from datetime import timedelta

from balai import clock
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.personal import look, write_note
from balai.agenda.actions.recuse import recuse
from balai.agenda.models import AgendaItem, Meeting
from balai.decisions.models import Decision, Outcome
from balai.drill.authenticator import Device
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.meetings.models import Voting
from balai.people.actions.add_key import add_key
from balai.people.actions.appoint import appoint
from balai.people.actions.end_membership import end_membership
from balai.people.actions.enrol import enrol
from balai.people.actions.invite import invite
from balai.people.actions.link_identity import link_identity
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Membership, Person, Role
from balai.people.sign_in import tries
from balai.people.sign_in.keys import NewPasskey
from balai.rules.stance import Choice, Stance
from tests.factories import Cast, items_of, make_cast, make_meeting, mark
from tests.planted import planted
from tests.signing_in import A_PASSKEY, join, just_after
from tests.sitting import begin, open_item

# What stands in the tables about ana, and nowhere else. The name is apart: it goes on a stated ground only.
NAME = "Zaphod Quixote"
TEXTS = ("canary-opinion", "canary-earlier", "canary-reason")
ERASED = ("canary-user", "canary@mail.example", "canary-key", "canary-subject", "canary-note")
OTHERS = ("magpie-opinion", "magpie-reason", "magpie-note", "magpie@mail.example", "magpie-key", "Pia Example")


@dataclass
class Leaving:
    cast: Cast
    ana: Person
    seat: Membership
    meeting: Meeting
    items: list[AgendaItem]
    voting: Voting

    @property
    def decision(self) -> Decision:
        return Decision.objects.get(item=self.voting.item)


@planted
def make_leaving() -> Leaving:
    """ana holds a seat, has answered, voted and decided; the meeting is closed."""
    cast = make_cast()
    ana = enrol("canary-user", name=NAME, email="canary@mail.example", by=cast.root)
    seat = appoint(ana, body=cast.body, role=Role.MEMBER, title={"en": "Minister without Portfolio"}, by=cast.root)
    cast.people["ana"], cast.seats["ana"] = ana, seat
    Person.objects.filter(pk=cast.pia.pk).update(email="magpie@mail.example")
    _keys(cast, ana, "canary")
    _keys(cast, cast.pia, "magpie")
    meeting = make_meeting(cast, 4)
    items = items_of(meeting)
    for name, word in (("ana", "canary"), ("pia", "magpie")):
        _answers(cast, name, word, items)
    begin(cast, meeting)
    ask_to_open(items[3], seat=seat, by=ana)
    adopt_block(meeting, by=cast.kai)
    voting = _vote(cast, items[1])
    open_item(cast, items[3])
    withdraw_motion(propose_motion(items[3], {"en": "Another text."}, seat=seat, by=ana), by=ana)
    decide(items[3], outcome=Outcome.ADOPTED, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    meeting.refresh_from_db()
    return Leaving(cast, ana, seat, meeting, items, voting)


def _keys(cast: Cast, person: Person, word: str) -> None:
    join(person, Device(credential=word.encode()))
    key = NewPasskey(f"{word}-key", A_PASSKEY["credential"])
    just_after(lambda: add_key(key, by=person))
    link_identity(person, provider="state", subject=f"{word}-subject", by=cast.root)
    invite(person, by=cast.root)
    tries.count(tries.for_name(person.username), 5)


def _answers(cast: Cast, name: str, word: str, items: list[AgendaItem]) -> None:
    person, seat = cast.people[name], cast.seats[name]
    mark(cast, name, items[1], Stance.NO_OBJECTION, opinion=f"{word}-earlier")
    mark(cast, name, items[1], Stance.OBJECTION, opinion=f"{word}-opinion")
    recuse(items[2], seat=seat, reason=f"{word}-reason", by=person)
    write_note(items[0], text=f"{word}-note", by=person)
    look(items[0], by=person)


def _vote(cast: Cast, item: AgendaItem) -> Voting:
    voting = open_voting(open_item(cast, item), by=cast.kai)
    for name in ("ana", "pia", "marin", "kai"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    return close_voting(voting, by=cast.kai)


def leave(left: Leaving) -> Leaving:
    """The seat ends; ana stood in for tomas for a day that is over."""
    now = clock.now()
    start = now - timedelta(days=2)
    cast = left.cast
    name_substitute(cast.seats["tomas"], substitute=left.ana, starts=start, ends=now - timedelta(days=1), by=cast.sara)
    end_membership(left.seat, by=cast.root)
    left.ana.refresh_from_db()
    return left


@planted
def make_left() -> Leaving:
    return leave(make_leaving())
