"""An administrator of the database rewords minutes that have been circulated."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT id FROM minutes_minutes LIMIT 1")
    vault.sql("UPDATE minutes_minutes SET circulated = json_set(circulated, '$.note', 'Otherwise.') WHERE id = ?", row)
    return found_out(vault.verify(), [f"minutes_minutes {UUID(row)}"])
