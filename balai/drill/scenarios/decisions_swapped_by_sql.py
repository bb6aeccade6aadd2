"""An administrator of the database gives two decisions each other's numbers."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    (one, first), (two, second) = vault.sql("SELECT id, sequence FROM decisions_decision ORDER BY sequence LIMIT 2")
    for row, number in ((one, 9_999), (two, first), (one, second)):
        vault.sql("UPDATE decisions_decision SET sequence = ? WHERE id = ?", number, row)
    return found_out(vault.verify(), [f"decisions_decision {UUID(row)}" for row in (one, two)])
