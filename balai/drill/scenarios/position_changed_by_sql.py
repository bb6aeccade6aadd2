"""An administrator of the database turns a minister's objection into a yes."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT MIN(id) FROM agenda_position WHERE stance = 'objection'")
    vault.sql("UPDATE agenda_position SET stance = 'no_objection' WHERE id = ?", row)
    return found_out(vault.verify(), [f"agenda_position {row}"])
