"""Dissenting: a member attaches a separate opinion to what was decided on an item."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.decisions.models import Decision
from balai.ledger.log import append
from balai.minutes.fetch import minutes_of
from balai.minutes.models import Dissent
from balai.minutes.policy import may_attach_dissent
from balai.minutes.reading import protocol_of
from balai.minutes.taking_part import takes_part
from balai.people.models import Membership, Person
from balai.verdict import bad_input


@action("minutes.attach_dissent")
def attach_dissent(item: AgendaItem, text: str, *, seat: Membership | None, by: Person) -> Dissent:
    """Attach it to the decision that stands on the item; it stays with that one, as written, and does not change."""
    item, who = locked_item(item, by)
    minutes = minutes_of(item.meeting)
    part = takes_part(protocol_of(item.meeting), item, seat)
    attached = seat is not None and Dissent.objects.from_what_stands().filter(item=item, seat=seat).exists()
    verdict = may_attach_dissent(who, item, seat, minutes, takes_part=part, attached=attached)
    require(verdict)
    assert seat is not None  # the policy refuses a dissent without a seat
    if not (text := text.strip()):
        require(bad_input(_("A dissent says what it is about."), verdict.rule))
    decision = Decision.objects.standing().filter(item=item).first()  # None: it was only agreed
    dissent = Dissent.objects.create(item=item, decision=decision, seat=seat, text=text, attached_by=by, at=clock.now())
    append(
        "minutes.dissent.attached",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"text": text, "decision": str(decision.pk) if decision else None},
    )
    changed("minutes.attach_dissent", item.meeting)
    return dissent
