"""A link for the room's machine: it shows one meeting in the hall, and nothing else, without anybody signed in."""

import secrets

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import Meeting
from balai.ledger.log import append
from balai.meetings.hall_screen import secret_hash
from balai.meetings.models import HallLink
from balai.meetings.policy import may_show_hall
from balai.people.models import Person, seats_changed
from balai.people.standing import standing


@action("meetings.make_hall_link")
def make_hall_link(meeting: Meeting, *, by: Person) -> str:
    """Make a link. Gives its secret, which is kept nowhere."""
    meeting = locked_meeting(meeting)
    verdict = may_show_hall(standing(by, meeting.body))
    require(verdict)
    secret = secrets.token_urlsafe(24)
    link = HallLink.objects.create(meeting=meeting, secret_hash=secret_hash(secret), made_by=by, made_at=clock.now())
    append(
        "meetings.hall_link.made",
        by=by,
        about=meeting,
        body=meeting.body,
        rule=verdict.rule,
        content={"link": str(link.pk), "secret_hash": link.secret_hash},
    )
    changed("meetings.make_hall_link", meeting)
    return secret


@action("meetings.revoke_hall_link")
def revoke_hall_link(link: HallLink, *, by: Person) -> None:
    """The machine that was opened with it shows nothing from now on."""
    meeting = locked_meeting(link.meeting)
    verdict = may_show_hall(standing(by, meeting.body))
    require(verdict)
    now = clock.now()
    if not HallLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        nothing_changed()
        return
    append(
        "meetings.hall_link.revoked",
        by=by,
        about=meeting,
        body=meeting.body,
        rule=verdict.rule,
        content={"link": str(link.pk)},
    )
    seats_changed(meeting.body)  # open screens are asked anew
    changed("meetings.revoke_hall_link", meeting)
