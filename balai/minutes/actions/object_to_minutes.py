"""Objecting: a member says what is wrong with an item of the minutes, or with the whole."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.models import AgendaItem, Meeting
from balai.ledger.log import append
from balai.minutes.fetch import locked, minutes_of
from balai.minutes.models import Objection
from balai.minutes.policy import may_object
from balai.minutes.taking_part import was_there
from balai.people.models import Membership, Person
from balai.verdict import bad_input


@action("minutes.object")
def object_to_minutes(
    meeting: Meeting, text: str, *, seat: Membership | None, by: Person, item: AgendaItem | None = None
) -> Objection:
    """Object within the term."""
    meeting, item, who = locked(meeting, item, by)
    minutes = minutes_of(meeting)
    verdict = may_object(who, minutes, seat, was_there=was_there(minutes, seat))
    require(verdict)
    assert minutes is not None  # the policy refuses both
    assert seat is not None
    if not (text := text.strip()):
        require(bad_input(_("Write what is wrong with the minutes, and what they should say."), verdict.rule))
    objection = Objection.objects.create(minutes=minutes, item=item, seat=seat, text=text, raised_by=by, at=clock.now())
    append(
        "minutes.objected",
        by=by,
        about=objection,
        body=meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"minutes": str(minutes.pk), "item": str(item.pk) if item else None, "text": text},
    )
    changed("minutes.object", meeting)
    return objection
