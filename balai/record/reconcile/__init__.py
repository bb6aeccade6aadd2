"""Comparing what binds with the record: every row that the entries speak of is computed from them and looked up.

Whoever changes, deletes or inserts such a row by SQL is found here; whoever changes the entries to match is found by
the log (balai/record/fsck.py).
"""

from collections.abc import Iterator

from balai.record.findings import Finding
from balai.record.reconcile.access import Clearances, ItemReaders, PaperReaders
from balai.record.reconcile.agenda import AgendaVersions, Items, Meetings, Papers, PaperVersions
from balai.record.reconcile.people import Bodies, Memberships, Substitutions
from balai.record.reconcile.positions import FloorRequests, OpeningRequests, Positions, Recusals
from balai.record.reconcile.programme import Goals, Measurements, Tasks
from balai.record.reconcile.sign_in import Keys, OutsideIdentities, Persons
from balai.record.reconcile.sitting import Attendances, Decisions, Votes, Votings
from balai.record.reconcile.table import Erased, Table, events

TABLES: tuple[type[Table], ...] = (
    Persons,
    Keys,
    OutsideIdentities,
    Bodies,
    Memberships,
    Substitutions,
    Meetings,
    Items,
    Papers,
    PaperVersions,
    ItemReaders,
    PaperReaders,
    Clearances,
    AgendaVersions,
    Positions,
    Recusals,
    FloorRequests,
    OpeningRequests,
    Attendances,
    Votings,
    Votes,
    Decisions,
    Goals,
    Measurements,
    Tasks,
)


def reconcile() -> Iterator[Finding]:
    """What differs between the tables and the entries."""
    tables = [table() for table in TABLES]
    for event in events():
        for table in tables:
            if (told := table.told.get(event.act)) is None:
                continue
            try:
                told(event)
            except Erased:
                text = f"the content of entry {event.index} ({event.act}) is gone: what it binds cannot be compared"
                yield Finding("erased", f"ledger_entry {event.index}", text, event.index)
            except (KeyError, TypeError, ValueError, AttributeError):
                text = f"entry {event.index} ({event.act}) does not say what such an entry says"
                yield Finding("unreadable", f"ledger_entry {event.index}", text, event.index)
    for table in tables:
        yield from table.differences()
