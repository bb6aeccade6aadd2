"""Putting to the vote: the chair opens a vote on the item in debate, in a form that the rules allow."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.picture import triage_of
from balai.agenda.policy import may_open_item
from balai.ledger.log import Json, append
from balai.meetings.ballots.ahead import ahead
from balai.meetings.drafting import text_of
from balai.meetings.hall import Hall, apart_from, hall
from balai.meetings.keys_ahead import Keys, give_up, make_keys, usable
from balai.meetings.models import RollCall, Voting
from balai.meetings.motions import open_numbers
from balai.meetings.speaking import end_speech_on
from balai.meetings.voting_policy import may_open_voting
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.people.standing import Standing, standing
from balai.rules.voting import Called, Form, roll, seconds_for
from balai.verdict import Verdict


def open_voting(item: AgendaItem, *, by: Person, form: Form = Form.OPEN) -> Voting:
    """Open a vote on an item that has been taken up. The keys of a secret one are made ahead."""
    if form != Form.SECRET:
        return _open(item, None, by=by, form=form)
    return ahead(lambda: _keys(item, by), lambda keys: _open(item, keys, by=by, form=form), left=give_up)


def _keys(item: AgendaItem, by: Person) -> Keys | None:
    """None: no secret vote is opened, as things are."""
    item = AgendaItem.objects.select_related("meeting__body").get(pk=item.pk)
    who, room = standing(by, item.meeting.body), hall(item.meeting)
    if not may_open_item(who, item) or not _may_open(item, who, room, apart_from(item), Form.SECRET):
        return None
    return make_keys(room)


def _may_open(item: AgendaItem, who: Standing, room: Hall, apart: frozenset[str], form: Form) -> Verdict:
    running = open_voting_of(item.meeting)
    motions = open_numbers(item)
    return may_open_voting(who, item, room, apart, running, triage_of(item), form, motions=motions)


@action("meetings.open_voting")
def _open(item: AgendaItem, keys: Keys | None, *, by: Person, form: Form) -> Voting:
    """Open a vote on an item that has been taken up."""
    item, who = locked_item(item, by)
    meeting = item.meeting
    room, apart = hall(meeting), apart_from(item)
    verdict = _may_open(item, who, room, apart, form)
    require(verdict)
    voting = Voting(item=item, meeting=meeting, text=text_of(item), opened_at=clock.now(), form=form)
    said = begin_voting(voting, room, apart, keys)
    enter_opening(voting, said, by=by, who=who, rule=verdict.rule)
    changed("meetings.open_voting", meeting, item)
    return voting


def enter_opening(voting: Voting, said: dict[str, Json], *, by: Person, who: Standing, rule: str) -> None:
    """The entry of a vote on an item, or on a motion, that was opened. For actions alone."""
    append(
        "meetings.voting.opened",
        by=by,
        about=voting.item,
        body=voting.meeting.body,
        seat=who.chair_seat,
        rule=rule,
        content=said,
    )


def begin_voting(voting: Voting, room: Hall, apart: frozenset[str], keys: Keys | None) -> dict[str, Json]:
    """Store a vote that begins, with the roll where members are called; what its entry says. For actions alone.

    `keys`: of a secret vote.
    """
    law = room.rules.secret_ballot
    if voting.form == Form.SECRET and law is not None:
        voting.pk = usable(keys, room, law)
    voting.seconds = seconds_for(room.rules, Form(voting.form))
    voting.save(force_insert=True)
    end_speech_on(voting.item, voting.opened_at)
    order = _call(voting, room, apart) if voting.form == Form.ROLL_CALL else ()
    return {
        "voting": str(voting.pk),
        "form": str(voting.form),
        "text": dict(voting.text),
        "seconds": voting.seconds,
        "present": sorted(room.present),
        "apart": sorted(apart),
        "roll": list(order),
        "motion": str(voting.motion_id) if voting.motion_id else None,
    }


def _call(voting: Voting, room: Hall, apart: frozenset[str]) -> tuple[str, ...]:
    """Put those who can vote on the roll, in the order of the rules."""
    able = {str(seat.pk): seat for seat in room.seats if str(seat.pk) in room.present - apart}
    chair = str(room.chair.pk) if room.chair else None
    order = roll(room.rules, (Called(key, seat.person.name, seat.rank, key == chair) for key, seat in able.items()))
    RollCall.objects.bulk_create(
        RollCall(voting=voting, seat=able[key], place=place) for place, key in enumerate(order, start=1)
    )
    return order
