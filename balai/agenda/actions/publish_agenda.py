"""Publishing: the members see the draft agenda and can answer; each publication is a version."""

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.agenda_versions import record_version
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaVersion, Meeting, MeetingState
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing


@action("agenda.publish")
def publish_agenda(meeting: Meeting, *, by: Person) -> AgendaVersion:
    """Publish the agenda as it stands to the members; again after changes, as the next version."""
    meeting = locked_meeting(meeting)
    require(policy.may_publish(standing(by, meeting.body), meeting))
    meeting.state = MeetingState.PUBLISHED
    meeting.save(update_fields=["state"])
    version = record_version(meeting, by=by, at=clock.now(), confirmed=False)
    append(
        "agenda.published",
        by=by,
        about=meeting,
        body=meeting.body,
        rule=meeting.body.rules.agenda.rule,
        content={"version": version.number, "lines": version.lines},
    )
    changed("agenda.publish", meeting)
    return version
