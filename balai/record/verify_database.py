"""`balai verify --database`: the record recomputed, and what it binds compared with it."""

import json
import time
from dataclasses import dataclass

import click

from balai.ledger.alarms import Event, end_alarms, raise_alarm
from balai.ledger.tree import size
from balai.record.findings import Finding
from balai.record.fsck import fsck, memory_of_the_key
from balai.record.reconcile import reconcile
from balai.record.snapshot import one_moment

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Verification:
    entries: int
    findings: tuple[Finding, ...]
    seconds: float


def verify_database(key: str = "") -> Verification:
    """Check everything; what is found is also an alarm. `key`: as in fsck."""
    begun = time.monotonic()
    signatures = memory_of_the_key(key)  # before the moment that is looked at: what is signed has been committed
    with one_moment():
        found = (*fsck(signatures), *reconcile())
    result = Verification(size(), found, time.monotonic() - begun)
    if found:
        raise_alarm(Event.ALTERED, f"{len(found)} findings, the first: {found[0]}"[:1000])
    else:
        end_alarms(Event.ALTERED)
    return result


def report(*, key: str = "", as_json: bool) -> int:
    """Print what was found; 1 where there is anything."""
    result = verify_database(key)
    if as_json:
        findings = [one.as_dict() for one in result.findings]
        said = {
            "ok": not findings,
            "entries": result.entries,
            "seconds": round(result.seconds, 2),
            "findings": findings,
        }
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for one in result.findings[:MOST_SHOWN]:
            click.echo(str(one))
        if (more := len(result.findings) - MOST_SHOWN) > 0:
            click.echo(f"... and {more} more")
        good = "The record and what it binds are as they were entered" if not result.findings else "ALTERED"
        click.echo(f"{good}: {result.entries} entries checked in {result.seconds:.1f} s.")
    return 1 if result.findings else 0
