"""Comparing what binds with the record: every row that the entries speak of is computed from them and looked up.

Whoever changes, deletes or inserts such a row by SQL is found here; whoever changes the entries to match is found by
the log (balai/record/fsck.py).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from balai.meetings.course import stands, taken_back
from balai.record.findings import Finding
from balai.record.reconcile.access import Clearances, ItemReaders, PaperReaders
from balai.record.reconcile.agenda import AgendaVersions, Items, Meetings, Papers, PaperVersions
from balai.record.reconcile.closings import Closings
from balai.record.reconcile.guests import ItemInvitations
from balai.record.reconcile.minutes import Dissents, MinutesTable, Objections, Remarks
from balai.record.reconcile.motions import Motions
from balai.record.reconcile.people import Bodies, Mandates, Memberships, Substitutions
from balai.record.reconcile.positions import FloorRequests, OpeningRequests, Positions, Recusals
from balai.record.reconcile.prepared import PreparedPositions
from balai.record.reconcile.programme import Goals, Measurements, Tasks
from balai.record.reconcile.sign_in import Invitations, Keys, OutsideIdentities, Persons
from balai.record.reconcile.sitting import (
    Attendances,
    BallotBoxes,
    BallotsGiven,
    Decisions,
    HallLinks,
    RollCalls,
    Votes,
    Votings,
)
from balai.record.reconcile.speaking import ClosedSpeakingLists, Speeches
from balai.record.reconcile.table import Erased, Event, Table, events
from balai.rules.undoing import UNDONE

TABLES: tuple[type[Table], ...] = (
    Persons,
    Keys,
    Invitations,
    OutsideIdentities,
    Bodies,
    Memberships,
    Substitutions,
    Mandates,
    Meetings,
    Items,
    Papers,
    PaperVersions,
    ItemReaders,
    PaperReaders,
    Clearances,
    AgendaVersions,
    Positions,
    PreparedPositions,
    Recusals,
    FloorRequests,
    OpeningRequests,
    ItemInvitations,
    Motions,
    Attendances,
    Votings,
    RollCalls,
    Votes,
    BallotsGiven,
    BallotBoxes,
    HallLinks,
    Speeches,
    ClosedSpeakingLists,
    Decisions,
    Remarks,
    Dissents,
    MinutesTable,
    Objections,
    Goals,
    Measurements,
    Tasks,
)
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


def reconcile() -> Iterator[Finding]:
    """What differs between the tables and the entries."""
    tables, closings = [table() for table in TABLES], Closings()
    gone = taken_back(events((UNDONE,)))
    for event in events():
        try:
            yield from closings.findings(event)
        except UNREADABLE:
            yield _unreadable(event)
        yield from _tell(event, tables, None if stands(event, gone) else gone[event.index])
    for table in tables:
        yield from table.differences()


def _tell(event: Event, tables: Iterable[Table], undone: datetime | None) -> Iterator[Finding]:
    """`undone`: when the step was taken back that this entry speaks of."""
    for table in tables:
        if (told := table.told.get(event.act)) is None:
            continue
        try:
            if undone is None:
                told(event)
            else:
                table.undone(event, undone)
        except Erased:
            continue  # closings has said so; what it binds cannot be compared
        except UNREADABLE:
            yield _unreadable(event)


def _unreadable(event: Event) -> Finding:
    text = f"entry {event.index} ({event.act}) does not say what such an entry says"
    return Finding("unreadable", f"ledger_entry {event.index}", text, event.index)
