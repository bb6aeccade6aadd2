"""Carrying items of an electronic session over to a meeting: what falls to it, and what the console offers."""

from collections.abc import Mapping
from dataclasses import dataclass

from balai import clock
from balai.agenda.models import Meeting, MeetingKind
from balai.agenda.picture import ItemPicture, Picture
from balai.meetings.carrying_policy import TAKES, may_carry_over
from balai.meetings.hall import Hall
from balai.people.standing import Standing
from balai.rules.carrying import falls_to_a_meeting
from balai.rules.stance import Track
from balai.verdict import Verdict


def tracks_of(whole: Picture) -> Mapping[str, Track]:
    """Which way the pending items go. `whole`: the whole picture, whatever a reader sees of it."""
    return {str(one.item.pk): one.track for one in whole.items if one.item.pending}


def falling(whole: Picture, hall: Hall) -> tuple[ItemPicture, ...]:
    keys = falls_to_a_meeting(tracks_of(whole), quorum=hall.quorum().met)
    return tuple(one for one in whole.items if str(one.item.pk) in keys)


@dataclass(frozen=True, slots=True)
class Carrying:
    """What the console says of it: how many items would go, and to which meetings they can."""

    verdict: Verdict
    count: int
    meetings: tuple[Meeting, ...]


def carrying(who: Standing, whole: Picture, hall: Hall) -> Carrying | None:
    """None where the meeting is no electronic session or nothing can be carried over now."""
    session = whole.meeting
    if session.kind != MeetingKind.ELECTRONIC:
        return None
    verdict = may_carry_over(who, session, hall, tracks_of(whole))
    if not verdict:
        return None
    coming = Meeting.objects.filter(body=session.body_id, kind=MeetingKind.FORMAL, state__in=TAKES)
    found = coming.filter(starts_at__gt=clock.now()).select_related("body").order_by("starts_at")
    return Carrying(verdict, len(falling(whole, hall)), tuple(found))
