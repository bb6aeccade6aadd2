"""An urgent item: the chair adds a matter to the agenda of an open meeting, on a member's proposal."""

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.agenda.actions.add_item import ItemDraft, enter
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.meetings import policy
from balai.people.models import Membership, Person
from balai.people.standing import standing
from balai.verdict import bad_input


@action("meetings.add_urgent_item")
def add_urgent_item(meeting: Meeting, draft: ItemDraft, *, proposed_by: Membership, by: Person) -> AgendaItem:
    """Add a matter that could not wait; nobody has answered on it, so it is debated."""
    meeting = locked_meeting(meeting)
    verdict = policy.may_add_urgent(standing(by, meeting.body), meeting)
    require(verdict)
    if proposed_by.body_id != meeting.body_id or not proposed_by.decides:
        require(bad_input(_("An urgent item is proposed by a member of this body."), verdict.rule))
    return enter(
        meeting,
        draft,
        by=by,
        submitter=proposed_by.organization,
        touches=(),
        act="meetings.urgent_item.added",
        urgent=True,
    )
