"""After rows were deleted: databases keep the old bytes in their files until somebody sweeps."""

from django.db import connection
from django.db.models import Model

from balai.ledger.models import Alarm, Entry
from balai.people.models import Try
from balai.personal.register import personal_tables


def sweep() -> None:
    """SQLite: the file and its log are written anew. PostgreSQL: the tables are, each locked while it is.

    What backups and archived logs of the database hold is theirs to forget (docs/PERSONAL_DATA.md).
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        models: list[type[Model]] = [Entry, Alarm, Try, *(model for model, _table in personal_tables())]
        for model in models:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
