"""What the account that serves may do in PostgreSQL (OWASP ASVS 5.0, 13.2.2); the one that migrates owns the tables.

People review this table. A table that stands here is part of the record, or of what the record is compared with: the
serving account reads it and adds rows; besides, it changes the columns that are named, and deletes rows only where
`goes` says why. Every other table it changes as it likes. None it empties or alters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

CREATING = """
SELECT has_schema_privilege(%s, 'public', 'CREATE'), has_database_privilege(%s, current_database(), 'CREATE')
"""
CHANGING = "SELECT name FROM unnest(%s::text[]) AS name WHERE has_column_privilege(%s, %s, name, 'UPDATE')"
DRAFT = "with an item that is removed from a draft"


@dataclass(frozen=True, slots=True)
class Kept:
    """`changes`: fields that an action changes; `goes`: with what the serving account deletes a row."""

    changes: str = ""
    goes: str = ""


# fmt: off
KEPT: dict[str, Kept] = {
    # the record
    "ledger.Entry": Kept("salt content apart"),  # contents are closed (balai/ledger/closing.py)
    "ledger.Checkpoint": Kept("enough"),
    "ledger.Cosignature": Kept("line at"),  # a witness says again that it still stands
    "ledger.Alarm": Kept("ended_at", goes="when it is beyond its time (balai people prune)"),
    # what is compared with it
    "people.Person": Kept("username name email language item_order last_login password is_active"),
    "people.Body": Kept("people_stamp parent"),
    "people.Membership": Kept("ends"),
    "people.Substitution": Kept("ended_at"),
    "people.Mandate": Kept("ended_at"),
    "agenda.Meeting": Kept(
        "state starts_at positions_close_at opened_at closed_at chaired_by source_key stamp"
        " suspended_at resumes_at suspended_because paused closed_part_since"),
    "agenda.AgendaVersion": Kept(),
    "agenda.PaperVersion": Kept(goes=DRAFT),
    "agenda.Position": Kept("current opinion", goes=DRAFT),
    "agenda.PreparedPosition": Kept("current opinion", goes=DRAFT),
    "agenda.Reading": Kept(goes=DRAFT),
    "agenda.FloorRequest": Kept(goes="when it is taken back"),
    "agenda.OpeningRequest": Kept(goes=DRAFT),
    "agenda.ItemInvitation": Kept("called_at ended_at", goes=DRAFT),
    "agenda.Motion": Kept("item state settled_at settled_because", goes=DRAFT),
    "agenda.Recusal": Kept("reason", goes="when it is taken back"),
    "meetings.Attendance": Kept("person presence since until"),
    "meetings.Voting": Kept(
        "closed_at carried reasons for_count against_count abstain_count broken_off_because"),
    "meetings.Vote": Kept("choice cast_by noted at taken_back_at"),  # until the vote is closed
    "meetings.RollCall": Kept("passed_at"),
    "meetings.BallotGiven": Kept(),
    "meetings.SealedBallot": Kept(goes="when the box is opened, or the vote is broken off"),
    "meetings.BallotBox": Kept(),
    "meetings.HallLink": Kept("revoked_at"),
    "meetings.Speech": Kept("person began_at ended_at", goes="when it is taken back"),
    "decisions.Decision": Kept("replaced_at undone_at"),
    "minutes.Minutes": Kept("confirmed confirmed_at"),  # what was circulated stands
    "minutes.Remark": Kept("text"),
    "minutes.Dissent": Kept(),
    "minutes.Objection": Kept("accepted correction because answered_at"),
}
# fmt: on


def statements(role: str) -> Iterator[str]:
    """SQL that gives a role these rights and no others. The owner of the database runs it, again after migrating."""
    name, database = map(connection.ops.quote_name, (role, str(connection.settings_dict["NAME"])))
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {name}"
    yield f"GRANT CONNECT ON DATABASE {database} TO {name}"
    yield f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {kind} IN SCHEMA public FROM PUBLIC, {name}"
    for table, rights in sorted(rights_of_tables().items()):
        yield f"GRANT {', '.join(rights)} ON TABLE {connection.ops.quote_name(table)} TO {name}"


def rights_of_tables() -> dict[str, list[str]]:
    """By table: what the serving account may do there, in the words of GRANT."""
    kept = {model._meta.db_table: (model, one) for model, one in _kept()}
    rights = {MigrationRecorder.Migration._meta.db_table: ["SELECT"]}
    for table in connection.introspection.django_table_names(include_views=False):
        if table not in kept:
            rights[table] = ["SELECT", "INSERT", "UPDATE", "DELETE"]
            continue
        model, one = kept[table]
        columns = ", ".join(connection.ops.quote_name(column) for column in sorted(_columns(model, one.changes)))
        rights[table] = [
            "SELECT",
            "INSERT",
            *([f"UPDATE ({columns})"] if columns else []),
            *(["DELETE"] if one.goes else []),
        ]
    return rights


def _kept() -> Iterator[tuple[type[models.Model], Kept]]:
    for label, one in KEPT.items():
        yield apps.get_model(label), one


def _columns(model: type[models.Model], names: str) -> set[str]:
    return {str(model._meta.get_field(name).column) for name in names.split()}  # type: ignore[union-attr]


def unbound(role: str) -> str:
    """Why no right binds this role, or nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found is None:
            return f"There is no account {role!r} in this database."
        if found[0]:
            return f"The account {role!r} is a superuser: no right binds it."
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND pg_has_role(%s, relowner, 'MEMBER') LIMIT 1",
            [role],
        )
        owned = cursor.fetchone()
    return f"The account {role!r} owns tables ({owned[0]}), or may act for their owner." if owned else ""


def excess(role: str) -> list[str]:
    """What this role may do in the record beyond the table above, one sentence each."""
    if why := unbound(role):
        return [why]
    with connection.cursor() as cursor:
        cursor.execute(CREATING, [role, role])
        tables, schemas = cursor.fetchone()
        found = ["It may create tables."] if tables else []
        found += ["It may create schemas."] if schemas else []
        for model, one in _kept():
            found += _excess_in(cursor, role, model, one)
    return found


def _excess_in(cursor: Any, role: str, model: type[models.Model], kept: Kept) -> Iterator[str]:
    table = model._meta.db_table
    for right in ("TRUNCATE", "TRIGGER", *(() if kept.goes else ("DELETE",))):
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [role, table, right])
        if cursor.fetchone()[0]:
            yield f"It has {right} on {table}."
    columns = {str(field.column) for field in model._meta.local_concrete_fields} - _columns(model, kept.changes)
    cursor.execute(CHANGING, [sorted(columns), role, table])
    yield from (f"It may change {table}.{column}." for (column,) in cursor.fetchall())


def account() -> str:
    """The role that this process works as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def faults() -> list[str]:
    """What whoever runs the site is told before it is served."""
    if connection.vendor != "postgresql" or not excess(account()):
        return []
    return ["The account of BALAI_DATABASE may change the record by SQL: see `balai database check`."]
