"""After rows were deleted: databases keep the old bytes in their files until somebody sweeps."""

from django.db import OperationalError, connection
from django.db.models import Model

from balai.ledger.models import Alarm, Entry
from balai.people.models import Try
from balai.personal.register import personal_tables


def sweep() -> bool:
    """SQLite: the file and its log are written anew. PostgreSQL: the tables are, each locked while it is.

    False where others used the database all the while: then some old bytes are still there. What backups and archived
    logs of the database hold is theirs to forget (docs/PERSONAL_DATA.md).
    """
    try:
        return _sweep_file() if connection.vendor == "sqlite" else _sweep_tables()
    except OperationalError:
        return False


def _sweep_file() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _in_log, _moved = cursor.fetchone()
        return not busy


def _sweep_tables() -> bool:
    models: list[type[Model]] = [Entry, Alarm, Try, *(model for model, _table in personal_tables())]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
    return True
