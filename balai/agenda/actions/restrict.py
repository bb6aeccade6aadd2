"""Restricting: who may read an item or one of its papers, on which ground, and until when."""

from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, MeetingState, Paper
from balai.agenda.numbering import next_number
from balai.agenda.restricting import columns, keep_readers, may_be_restricted, told
from balai.ledger.log import append
from balai.people.models import Person, seats_changed
from balai.rules.access import Restriction, leaves_gap

BEFORE_CONFIRMED = (MeetingState.DRAFT, MeetingState.PUBLISHED)


@action("agenda.restrict_item")
def restrict_item(item: AgendaItem, restriction: Restriction, *, by: Person) -> AgendaItem:
    """Set who may read an item. Screens that showed more than they may are ended before anything else is sent.

    Until the agenda is confirmed the item takes a number of the series that it belongs to (agenda/numbering.py).
    """
    item, who = locked_item(item, by)
    require(policy.may_restrict(who, item))
    verdict = may_be_restricted(who, restriction)
    require(verdict)
    before = leaves_gap(item.restriction, who.body.rules)
    if not _keep(item, restriction):
        nothing_changed()
        return item
    if before != leaves_gap(restriction, who.body.rules) and item.meeting.state in BEFORE_CONFIRMED:
        item.number = next_number(item.meeting, restriction)
        item.save(update_fields=["number"])
    append(
        "agenda.item.restricted",
        by=by,
        about=item,
        body=item.meeting.body,
        rule=verdict.rule,
        content={**told(restriction), "number": item.number},
    )
    seats_changed(item.meeting.body)
    changed("agenda.restrict_item", item.meeting, item)
    return item


@action("agenda.restrict_paper")
def restrict_paper(paper: Paper, restriction: Restriction, *, by: Person) -> Paper:
    """Set who may read one paper of an item, further than the item itself is restricted."""
    item, who = locked_item(paper.item, by)
    require(policy.may_restrict(who, item))
    require(policy.may_open_paper(who, paper))
    verdict = may_be_restricted(who, restriction)
    require(verdict)
    if not _keep(paper, restriction):
        nothing_changed()
        return paper
    append(
        "agenda.paper.restricted",
        by=by,
        about=item,
        body=item.meeting.body,
        rule=verdict.rule,
        content={"paper": str(paper.pk), **told(restriction)},
    )
    seats_changed(item.meeting.body)
    changed("agenda.restrict_paper", item.meeting, item)
    return paper


def _keep(thing: AgendaItem | Paper, restriction: Restriction) -> bool:
    """Write it; False where it is so already."""
    if told(thing.restriction) == told(restriction):
        return False
    wanted = columns(restriction)
    for name, value in wanted.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(wanted))
    keep_readers(thing, restriction)
    return True
