"""An administrator of the database changes what was decided."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT id FROM decisions_decision ORDER BY sequence LIMIT 1")
    vault.sql("UPDATE decisions_decision SET text = json_object('en', 'The opposite.') WHERE id = ?", row)
    return found_out(vault.verify(), [f"decisions_decision {UUID(row)}"])
