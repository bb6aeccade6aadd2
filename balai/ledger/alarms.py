"""Alarms about the record: a line in the log under a fixed name, and a row that the status page shows.

Names for whoever watches the log (a SIEM): `event=record.older_than_signed`, `record.rewritten`, `record.altered`,
`record.checkpoint_missed`, `record.witness_ahead`, `record.witness_contradicts`, `record.witness_refused`,
`record.witness_missing`, `record.quorum_missing`; `record.alarm_ended alarm=NAME` when one is over.
"""

import logging
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from balai import clock
from balai.action import turn
from balai.ledger.models import Alarm
from balai.security_log import Event as Told
from balai.security_log import note
from balai.verdict import Refused, not_now

log = logging.getLogger("balai.record")


class Event(StrEnum):
    OLDER_THAN_SIGNED = "record.older_than_signed"  # restored from an old backup
    REWRITTEN = "record.rewritten"
    ALTERED = "record.altered"  # rows that the record speaks of differ from it
    CHECKPOINT_MISSED = "record.checkpoint_missed"
    WITNESS_AHEAD = "record.witness_ahead"  # a witness has seen more than we have
    WITNESS_CONTRADICTS = "record.witness_contradicts"
    WITNESS_REFUSED = "record.witness_refused"
    WITNESS_MISSING = "record.witness_missing"
    QUORUM_MISSING = "record.quorum_missing"


STOPS = {Event.OLDER_THAN_SIGNED, Event.REWRITTEN, Event.WITNESS_AHEAD, Event.WITNESS_CONTRADICTS}


class RecordStopped(Refused):
    """Nothing that binds can be done: what would be recorded could not be proved later. Reading goes on."""

    def __init__(self) -> None:
        why = _(
            "The record cannot be continued: it differs from what has been signed. Nothing binding can be done until"
            " the administrators have put it right."
        )
        super().__init__(not_now(why))


def raised() -> QuerySet[Alarm]:
    return Alarm.objects.filter(ended_at=None)


def stopping() -> QuerySet[Alarm]:
    return raised().filter(stops=True)


def raise_alarm(event: Event, detail: str, source: str = "") -> None:
    """Raise an alarm, once for as long as it lasts."""
    known = raised().filter(event=event, source=source)
    if known.exists():
        return
    note(Told.ALARM, "raised", level=logging.CRITICAL, alarm=event, source=source)
    log.critical("event=%s source=%s detail=%s", event, source or "-", " ".join(detail.split()))
    try:
        with turn(), transaction.atomic():
            Alarm.objects.create(event=event, source=source, detail=detail, stops=event in STOPS, at=clock.now())
    except IntegrityError:
        return  # another process saw it too


def end_alarms(*events: Event, source: str = "") -> None:
    """The reason for these alarms is gone."""
    found = raised().filter(event__in=events, source=source)
    for alarm in found:
        note(Told.ALARM, "ended", level=logging.WARNING, alarm=alarm.event, source=source)
        log.warning("event=record.alarm_ended alarm=%s source=%s", alarm.event, source or "-")
        with turn():
            Alarm.objects.filter(pk=alarm.pk).update(ended_at=clock.now())
