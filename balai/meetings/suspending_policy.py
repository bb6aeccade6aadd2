"""Suspending and resuming, as the body's rules answer: in the body's own days, in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import Meeting, MeetingKind, MeetingState
from balai.meetings import policy
from balai.meetings.hall import Hall
from balai.meetings.models import Voting
from balai.people.standing import Standing
from balai.rules.suspension import attends_anew, law_of, why_not_resume, why_not_until
from balai.rules.words import Reason
from balai.verdict import Verdict, bad_input, not_now, yes
from balai.wording import sentence

USUAL_BREAK = timedelta(minutes=15)


def may_suspend(who: Standing, meeting: Meeting, open_voting: Voting | None) -> Verdict:
    """The chair suspends an open meeting; a vote is closed or broken off before."""
    rule = law_of(who.body.rules).rule
    if not (verdict := policy.leads_open_meeting(who, meeting)):
        return verdict
    if meeting.kind == MeetingKind.ELECTRONIC:
        return not_now(_("An electronic session has no sitting that could be suspended."), rule)
    if open_voting is not None:
        return not_now(_("A vote is open: close it or break it off before the meeting is suspended."), rule)
    return yes(rule=rule)


def may_move_resumption(who: Standing, meeting: Meeting) -> Verdict:
    """The chair gives a suspended meeting another time."""
    rule = law_of(who.body.rules).rule
    if not (verdict := policy.may_lead(who)):
        return verdict
    return (
        yes(rule=rule) if meeting.state == MeetingState.SUSPENDED else not_now(_("The meeting is not suspended."), rule)
    )


def suits(meeting: Meeting, until: datetime, because: str) -> Verdict:
    """Whether this time and reason may be announced."""
    rule = law_of(meeting.body.rules).rule
    if not because.strip():
        return bad_input(_("Say why the meeting is suspended: the reason stands in the minutes."), rule)
    begins = meeting.suspended_at or clock.now()
    return _as_verdict(why_not_until(meeting.body.rules, *_there(meeting, clock.now(), begins, until)), rule)


def may_resume(who: Standing, meeting: Meeting, hall: Hall) -> Verdict:
    """The chair resumes at the time that was announced, with a quorum."""
    if not (verdict := may_move_resumption(who, meeting)):
        return verdict
    assert meeting.suspended_at is not None
    assert meeting.resumes_at is not None
    times = _there(meeting, clock.now(), meeting.suspended_at, meeting.resumes_at)
    if (reason := why_not_resume(meeting.body.rules, *times)) is not None:
        return _as_verdict(reason, verdict.rule)
    return policy.has_quorum(hall, verdict)


def anew(meeting: Meeting, begins: datetime, until: datetime) -> bool:
    return attends_anew(meeting.body.rules, *_there(meeting, begins, until))


def usual_resumption(meeting: Meeting) -> str:
    """What stands on the form: in a quarter of an hour, as a field for a moment wants it."""
    (now,) = _there(meeting, clock.now() + USUAL_BREAK)
    return f"{now + timedelta(minutes=-now.minute % 5):%Y-%m-%dT%H:%M}"


def _there(meeting: Meeting, *moments: datetime) -> tuple[datetime, ...]:
    zone = ZoneInfo(meeting.body.time_zone)
    return tuple(one.astimezone(zone) for one in moments)


def _as_verdict(reason: Reason | None, rule: str) -> Verdict:
    return yes(rule=rule) if reason is None else not_now(f"{sentence(reason, {})}.", reason.rule)
