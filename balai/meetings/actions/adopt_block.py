"""Adopting the block: in one act, everything that nobody wants opened."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.access import seen_by
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Stage
from balai.agenda.picture import ItemPicture
from balai.decisions.models import Decision, Outcome, Way
from balai.decisions.record import record_decisions
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.block import block_of
from balai.meetings.hall import hall
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing
from balai.rules.words import Reason
from balai.verdict import not_now


@action("meetings.adopt_block")
def adopt_block(meeting: Meeting, *, by: Person, seen: Sequence[UUID] | None = None) -> tuple[Decision, ...]:
    """Adopt without debate all items that the triage passes.

    Args:
        seen: the items on the chair's button; if the block is another one by now, nothing is adopted.
    """
    meeting = locked_meeting(meeting)
    who, room = standing(by, meeting.body), hall(meeting)
    verdict = policy.may_adopt_block(who, meeting, room, open_voting_of(meeting))
    require(verdict)
    require(may_bind_as(meeting.body))
    block = block_of(seen_by(who, meeting).picture, room)
    if not block:
        require(not_now(_("No item passes without debate."), verdict.rule))
    if seen is not None and {one.item.pk for one in block} != set(seen):
        require(not_now(_("The block has just changed: look at it again before you adopt it."), verdict.rule))
    formal = policy.decides_formally(meeting, room.rules)
    now = clock.now()
    items = [one.item for one in block]
    AgendaItem.objects.filter(pk__in=[item.pk for item in items]).update(
        stage=Stage.ADOPTED if formal else Stage.AGREED, settled_at=now
    )
    way = Way.ELECTRONIC if meeting.kind == MeetingKind.ELECTRONIC else Way.WITHOUT_DEBATE
    decisions = (
        record_decisions(
            meeting,
            [_decided(one, way, room.quorum().reasons) for one in block],
            at=now,
            by=by,
            seat=who.chair_seat,
        )
        if formal
        else ()
    )
    append(
        "meetings.block.adopted",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"items": [_line(item) for item in items], "present": sorted(room.present)},
    )
    changed("meetings.adopt_block", meeting, *items)
    return decisions


def _decided(one: ItemPicture, way: Way, quorum: tuple[Reason, ...]) -> Decision:
    reasons = [reason.as_dict() for reason in (*one.triage.reasons, *quorum)]
    return Decision(
        item=one.item,
        outcome=Outcome.ADOPTED,
        way=way,
        text=one.item.ask,
        rule=one.triage.reasons[0].rule,
        reasons=reasons,
    )


def _line(item: AgendaItem) -> dict[str, str | int]:
    return {"id": str(item.pk), "version": item.version, "number": item.number}
