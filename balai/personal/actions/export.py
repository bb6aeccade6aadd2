"""Exporting: somebody gets everything that is kept about a person. It is a reading of confidential contents."""

import hashlib

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.personal.policy import may_export
from balai.personal.queries import SCHEMA, everything_about


def export_of(person: Person, *, by: Person) -> bytes:
    """The file. It is made before the record is locked, and given out only when that stands in the record."""
    file = everything_about(person, reader=by)
    export(person, file, by=by)
    return file


@action("people.export")
def export(person: Person, file: bytes, *, by: Person) -> None:
    """Note that this file about a person was given out, to them or to the administrator."""
    verdict = may_export(by, person)
    require(verdict)
    append(
        "people.person.exported",
        by=by,
        about=person,
        body=None,
        rule=verdict.rule,
        content={"schema": SCHEMA, "sha256": hashlib.sha256(file).hexdigest()},
    )
