"""Who may import agendas."""

from django.utils.translation import gettext as _

from balai.agenda.models import Meeting, MeetingState
from balai.people.models import Body, Person
from balai.people.standing import standing
from balai.verdict import Verdict, forbidden, not_now, yes


def may_import(person: Person, body: Body) -> Verdict:
    """The administrator at the command line, or the secretary of the body."""
    if (person.is_administrator and person.is_active) or standing(person, body).is_secretary:
        return yes()
    return forbidden(_("Only the administrator or the secretary of the body imports an agenda."))


def may_change_by_import(meeting: Meeting) -> Verdict:
    """Members' answers stand on what they saw: a published agenda is no longer changed by an import."""
    if meeting.state != MeetingState.DRAFT:
        return not_now(
            _("Members have seen this agenda: an import no longer changes it."), meeting.body.rules.agenda.rule
        )
    return yes()
