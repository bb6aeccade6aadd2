"""What a committee's meeting says of its report: where it went and what became of it, or where it can go."""

from dataclasses import dataclass

from balai import clock
from balai.agenda.access import shown_to
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, MeetingState
from balai.agenda.policy import may_read
from balai.meetings.carrying_policy import TAKES
from balai.meetings.report_text import lines_of
from balai.meetings.reporting_policy import has_results, may_report_up
from balai.people.models import Body
from balai.people.standing import Standing, standing
from balai.rules.access import Shown
from balai.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Sent:
    """`item` None: the other body has restricted it, and this reader may not open it. `linked`: the reader may go
    there; others, who belong to the committee, read what became of their report and no more."""

    to: Meeting
    item: AgendaItem | None
    linked: bool


@dataclass(frozen=True, slots=True)
class Reporting:
    """Either it was sent, or `verdict` says whether this reader can send it, and `meetings` where to."""

    sent: Sent | None
    verdict: Verdict | None = None
    parent: Body | None = None
    meetings: tuple[Meeting, ...] = ()


def reporting(who: Standing, meeting: Meeting) -> Reporting | None:
    """None while the meeting is not closed, and where there is nothing to say to this reader."""
    if meeting.state != MeetingState.CLOSED:
        return None
    report = AgendaItem.objects.select_related("meeting__body").filter(report_of=meeting).first()
    if report is not None:
        return Reporting(_sent(who, report))
    verdict = may_report_up(who, meeting, reported=False)
    if not verdict:
        return None
    lacking = has_results(meeting, decided=any(one.decision for one in lines_of(meeting)))
    coming = Meeting.objects.filter(body=meeting.body.parent_id, kind=MeetingKind.FORMAL, state__in=TAKES)
    found = coming.filter(starts_at__gt=clock.now()).order_by("starts_at")
    return Reporting(None, verdict if lacking else lacking, meeting.body.parent, tuple(found))


def _sent(who: Standing, report: AgendaItem) -> Sent:
    there = standing(who.person, report.meeting.body)
    opens = shown_to(there, report) == Shown.WHOLE
    return Sent(report.meeting, report if opens else None, linked=opens and bool(may_read(there, report.meeting)))
