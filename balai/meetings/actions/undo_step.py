"""Undoing: the chair takes back the last step of the meeting; the record keeps both, the step and its taking back."""

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.policy import may_open_item
from balai.ledger.events import Erased
from balai.ledger.log import append
from balai.meetings.course import course_of, entries_of
from balai.meetings.hall import hall
from balai.meetings.restoring import decisions_of, restore
from balai.meetings.undo_policy import DECIDES, may_undo_step
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing
from balai.verdict import Refused, not_now


@action("meetings.undo_step")
def undo_step(meeting: Meeting, *, by: Person, key: int | None = None) -> None:
    """Take the last step back. `key`: the step that stood on the chair's button; another one is not taken back."""
    meeting = locked_meeting(meeting)
    who, items = standing(by, meeting.body), {str(one.pk): one for one in AgendaItem.objects.filter(meeting=meeting)}
    course = course_of(meeting, items, hall(meeting))
    decisions = decisions_of(course.last[1]) if course.last and course.last[0].act in DECIDES else []
    verdict = may_undo_step(who, meeting, course, key)
    require(verdict)
    assert course.last is not None  # the policy refuses to undo nothing
    step, event = course.last
    for item in (items[one] for one in sorted(step.items & items.keys())):
        item.meeting = meeting
        require(may_open_item(who, item))
    if step.act in DECIDES:
        require(may_bind_as(meeting.body))
    undone = entries_of(step, decisions)
    try:
        touched = restore(meeting, event)
    except (Erased, KeyError):  # an entry that does not say what was before
        raise Refused(not_now(_("This step cannot be undone."), verdict.rule)) from None
    append(
        "meetings.step.undone",
        by=by,
        about=meeting,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"act": step.act, "undoes": list(undone)},
    )
    changed("meetings.undo_step", meeting, *touched)
