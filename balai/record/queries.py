"""How the record stands: entries, checkpoints, witnesses, alarms."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from balai import clock
from balai.ledger.alarms import Event, end_alarms, raise_alarm, raised
from balai.ledger.models import Alarm, Checkpoint, Cosignature, Entry
from balai.ledger.tree import size
from balai.ledger.witnesses import policy

LATE = 6  # times CHECKPOINT_SECONDS


@dataclass(frozen=True, slots=True)
class WitnessState:
    name: str
    key: str
    size: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class RecordState:
    entries: int
    signed: Checkpoint | None
    witnesses: tuple[WitnessState, ...]
    alarms: tuple[Alarm, ...]
    ended: tuple[Alarm, ...]


def missed_checkpoint() -> bool:
    """Whether an entry has waited too long for its checkpoint; raises the alarm or ends it."""
    signed = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first() or 0
    oldest = Entry.objects.filter(index__gte=signed).order_by("index").values_list("at", flat=True).first()
    late = oldest is not None and clock.now() - oldest > timedelta(seconds=LATE * settings.CHECKPOINT_SECONDS)
    if late:
        raise_alarm(Event.CHECKPOINT_MISSED, f"entries after the first {signed} have not been signed in time")
    else:
        end_alarms(Event.CHECKPOINT_MISSED)
    return late


def record_state() -> RecordState:
    missed_checkpoint()
    witnesses = []
    for one in policy().witnesses.values():
        last = Cosignature.objects.filter(witness=one.key.name).order_by("-at").first()
        size_seen, at = (last.checkpoint_id, last.at) if last else (None, None)
        witnesses.append(WitnessState(one.key.name, str(one.key), size_seen, at))
    return RecordState(
        entries=size(),
        signed=Checkpoint.objects.order_by("-size").first(),
        witnesses=tuple(witnesses),
        alarms=tuple(raised()),
        ended=tuple(Alarm.objects.exclude(ended_at=None)[:20]),
    )
