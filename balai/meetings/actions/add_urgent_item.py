"""An urgent item: the chair adds a matter to the agenda of an open meeting, on a member's proposal."""

from django.db.models import Q

from balai.action import action, require
from balai.agenda.actions.add_item import ItemDraft, enter
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting
from balai.meetings import policy
from balai.people.models import Membership, Person
from balai.people.standing import standing


def has_begun(meeting: Meeting) -> bool:
    """Whether the meeting has dealt with an item; what was withdrawn before it does not count."""
    dealt_with = Q(taken_up_at__isnull=False) | Q(settled_at__gte=meeting.opened_at)
    return meeting.opened_at is not None and meeting.items.filter(dealt_with).exists()


@action("meetings.add_urgent_item")
def add_urgent_item(meeting: Meeting, draft: ItemDraft, *, proposed_by: Membership, by: Person) -> AgendaItem:
    """Add a matter that could not wait; nobody has answered on it, so it is debated."""
    meeting = locked_meeting(meeting)
    who = standing(by, meeting.body)
    require(policy.may_add_urgent(who, meeting, begun=has_begun(meeting)))
    require(policy.may_propose_urgent(proposed_by, meeting))
    return enter(
        meeting,
        draft,
        by=by,
        submitter=proposed_by.organization,
        touches=(),
        act="meetings.urgent_item.added",
        urgent=True,
        proposed_by=proposed_by,
    )
