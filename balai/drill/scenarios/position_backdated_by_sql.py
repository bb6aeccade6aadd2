"""An administrator of the database gives a late position an earlier time."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT MIN(id) FROM agenda_position")
    vault.sql("UPDATE agenda_position SET given_at = datetime(given_at, '-1 day') WHERE id = ?", row)
    return found_out(vault.verify(), [f"agenda_position {row}"])
