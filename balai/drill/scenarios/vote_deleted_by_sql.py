"""An administrator of the database deletes a vote."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT MIN(id) FROM meetings_vote")
    vault.sql("DELETE FROM meetings_vote WHERE id = ?", row)
    return found_out(vault.verify(), ["meetings_vote "])
