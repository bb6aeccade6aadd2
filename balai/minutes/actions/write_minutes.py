"""Writing: the secretary adds a remark to an item of the minutes, or at their end."""

from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.models import AgendaItem, Meeting
from balai.ledger.log import append
from balai.minutes.fetch import locked, minutes_of
from balai.minutes.models import Remark
from balai.minutes.policy import may_write
from balai.people.models import Person
from balai.words import Words


@action("minutes.write")
def write_minutes(meeting: Meeting, text: Words, *, by: Person, item: AgendaItem | None = None) -> None:
    """Write the remark as it is to stand from now on; an empty one is taken away."""
    meeting, item, who = locked(meeting, item, by)
    verdict = may_write(who, meeting, minutes_of(meeting))
    require(verdict)
    text = {code: said.strip() for code, said in text.items() if said.strip()}
    remark = Remark.objects.filter(meeting=meeting, item=item).first() or Remark(meeting=meeting, item=item)
    if remark.text == text:
        nothing_changed()
        return
    remark.text = text
    remark.save(update_fields=["text"] if remark.pk else None)
    append(
        "minutes.written",
        by=by,
        about=item or meeting,
        body=meeting.body,
        rule=verdict.rule,
        content={"meeting": str(meeting.pk), "item": str(item.pk) if item else None, "text": text},
    )
    changed("minutes.write", meeting)
