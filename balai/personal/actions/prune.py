"""Pruning: what is beyond its time is deleted. `balai people prune` runs it, once a day."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from balai import clock
from balai.action import action, nothing_changed, require
from balai.ledger.closing import BY_TIME, PRUNED, WHOLE_CONTENT, Closing, close
from balai.ledger.log import append
from balai.ledger.models import Alarm, Entry
from balai.live.models import Announcement, DoneOnce
from balai.people.models import DeviceSession, Invitation, Person, Try
from balai.personal.kinds import KINDS
from balai.personal.policy import may_prune


def beyond_their_time() -> dict[str, QuerySet[Any]]:
    """Rows whose kind has a time in the register, and that are older."""
    return {
        "people.DeviceSession": DeviceSession.objects.filter(expire_date__lt=_before("sessions")),
        "people.Try": Try.objects.filter(at__lt=_before("tries")),
        "people.Invitation": Invitation.objects.filter(
            Q(used_at__lt=_before("invitations")) | Q(ends__lt=_before("invitations"))
        ),
        "live.Announcement": Announcement.objects.filter(at__lt=_before("announcements")),
        "live.DoneOnce": DoneOnce.objects.filter(at__lt=_before("sent")),
        "ledger.Alarm": Alarm.objects.filter(ended_at__lt=_before("alarms")),
    }


def contents_beyond_their_time() -> list[Closing]:
    """Sign-ins in the record."""
    old = Entry.objects.filter(act__in=BY_TIME, at__lt=_before("sign_ins"), content__isnull=False).order_by("index")
    return [(index, WHOLE_CONTENT) for index in old.values_list("index", flat=True)]


def _before(kind: str) -> datetime:
    days = KINDS[kind].days
    assert days is not None, f"{kind} has no time in balai/personal/kinds.py"
    return clock.now() - timedelta(days=days)


@action("people.prune")
def prune(*, by: Person) -> dict[str, int]:
    """Delete what is beyond its time; the times stand in balai/personal/kinds.py. Gives how much went, by table."""
    verdict = may_prune(by)
    require(verdict)
    gone = {label: rows.delete()[0] for label, rows in beyond_their_time().items()}
    closings = contents_beyond_their_time()
    close(closings, closer=PRUNED)
    gone = {label: rows for label, rows in (gone | {"ledger.Entry": len(closings)}).items() if rows}
    if not gone:
        nothing_changed()
        return gone
    append(
        "people.data.pruned",
        by=by,
        about=by,
        body=None,
        rule=verdict.rule,
        content={"rows": gone, "closed": [list(one) for one in closings]},
    )
    return gone
