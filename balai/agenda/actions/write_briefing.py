"""Briefing: an adviser's private note to the member on an item."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.advising import policy
from balai.agenda.advising.models import Briefing
from balai.agenda.advising.telling import tell_seat
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.verdict import bad_input

LONGEST_BRIEFING = 20_000


@action("agenda.write_briefing")
def write_briefing(item: AgendaItem, *, seat: Membership | None, text: str, by: Person) -> Briefing | None:
    """Write the seat's briefing on an item; an empty text removes it.

    The record says that it was written, by whom and on which version: not what stands in it.
    """
    item, who = locked_item(item, by)
    verdict = policy.may_write_briefing(who, item, seat)
    require(verdict)
    assert seat is not None  # the policy refuses an adviser without a seat
    text = text.strip()
    if len(text) > LONGEST_BRIEFING:
        require(bad_input(_("A briefing has at most %(most)s characters.") % {"most": LONGEST_BRIEFING}, verdict.rule))
    before = Briefing.objects.filter(item=item, seat=seat).first()
    if (before.text if before else "") == text:
        nothing_changed()
        return before
    written = _keep(item, seat, text, by)
    append(
        "agenda.briefing.written" if written else "agenda.briefing.removed",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
    )
    tell_seat("agenda.write_briefing", item.meeting, seat, [item])
    return written


def _keep(item: AgendaItem, seat: Membership, text: str, by: Person) -> Briefing | None:
    if not text:
        Briefing.objects.filter(item=item, seat=seat).delete()
        return None
    values = {"text": text, "item_version": item.version, "written_by": by, "written_at": clock.now()}
    written, _new = Briefing.objects.update_or_create(item=item, seat=seat, defaults=values)
    return written
