"""Arranging: the order of the items on the agenda."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.agenda import policy
from balai.agenda.access import sight_of
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.numbering import numbers
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing
from balai.verdict import bad_input


@action("agenda.arrange")
def arrange(meeting: Meeting, order: Sequence[UUID], *, by: Person, renumber: bool = False) -> None:
    """Put the items in this order; it must name each item that `by` sees once. What they do not see keeps its place.

    With `renumber` they are numbered 1, 2, 3, ... (agenda/numbering.py).
    """
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    verdict = policy.may_build(who, meeting)
    require(verdict)
    items = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting).in_order()}
    hidden = sight_of(who, meeting).hidden
    seen = set(items) - hidden
    if len(order) != len(seen) or set(order) != seen:
        require(
            bad_input(
                _("The agenda has changed meanwhile: this order does not name each of its items once. Look again."),
                verdict.rule,
            )
        )
    following = iter(order)
    order = [pk if pk in hidden else next(following) for pk in items]
    for place, pk in enumerate(order, start=1):
        items[pk].place_in_order = place
    if renumber:
        for pk, number in numbers([items[pk] for pk in order], meeting.body.rules):
            items[pk].number = number
    AgendaItem.objects.bulk_update(items.values(), ["place_in_order", "number"])
    append(
        "agenda.items.arranged",
        by=by,
        about=meeting,
        body=meeting.body,
        content={"order": [[str(pk), items[pk].number] for pk in order]},
    )
    changed("agenda.arrange", meeting, *items.values())
