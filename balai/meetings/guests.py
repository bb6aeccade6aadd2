"""Who is invited to single items of a meeting: whom the console waits for, and what the invited see meanwhile."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from balai.agenda.access import seen
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.queries import GuestPaper, invited_for, papers_for_guest, sight_of_invited
from balai.agenda.models import Meeting, MeetingState, Stage
from balai.agenda.picture import picture
from balai.agenda.queries import item_for
from balai.meetings import policy
from balai.people.local_time import use_time_of
from balai.people.models import Person
from balai.people.standing import Sight, Standing
from balai.rules.invitations import law_of
from balai.verdict import Verdict, forbidden, not_now, yes


def may_call_in(who: Standing, invitation: ItemInvitation) -> Verdict:
    """The chair, or the secretary at the door, while the item is in debate."""
    rule, meeting = law_of(who.body.rules).rule, invitation.item.meeting
    if not (who.is_chair or who.is_secretary):
        return forbidden(_("Only the chair or the secretary calls in who is invited."), rule)
    if invitation.ended_at is not None:
        return not_now(_("This invitation has been taken back already."), rule)
    if meeting.state == MeetingState.SUSPENDED:
        return policy.suspended(meeting, rule)
    if meeting.state != MeetingState.OPEN or invitation.item.stage != Stage.TAKEN_UP:
        return not_now(_("Who is invited is called in when the item has been taken up."), rule)
    return yes(rule=rule)


def invitation_of_meeting(person: Person, pk: UUID) -> ItemInvitation:
    """An invitation as those see it who may open its item.

    Raises:
        Http404, Refused: as its item.
    """
    found = ItemInvitation.objects.select_related("item", "person").filter(pk=pk).first()
    item, _who = item_for(person, found.item_id if found else pk)  # or its time would tell that it is there
    if found is None:
        raise Http404
    found.item = item
    return found


@dataclass(frozen=True, slots=True)
class GuestPage:
    """The item to which somebody is invited."""

    invitation: ItemInvitation
    papers: tuple[GuestPaper, ...]

    @property
    def meeting(self) -> Meeting:
        return self.invitation.item.meeting


def guest_page(person: Person, pk: UUID) -> GuestPage:
    """Raises Http404 to everybody but the invited, while the invitation is in force."""
    invitation = invited_for(person, pk)
    return GuestPage(invitation, papers_for_guest(invitation))


# The screen of the invited: where their items stand, and nothing of the others ---------------------------------------


def admit(person: Person | None, pk: UUID) -> Sight:
    if person is None:
        raise Http404
    return sight_of_invited(person, pk)


def draw(pk: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    meeting = Meeting.objects.select_related("body").get(pk=pk)
    use_time_of(meeting.body)
    mine = seen(picture(meeting), sight).items
    pieces = (render_to_string("meetings/guest_state.html", {"item": one.item, "meeting": meeting}) for one in mine)
    return "".join(pieces)
