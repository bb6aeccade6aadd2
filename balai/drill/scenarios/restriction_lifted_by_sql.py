"""An administrator of the database makes public what is restricted."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row,),) = vault.sql("SELECT id FROM agenda_agendaitem WHERE access <> 'public' LIMIT 1")
    vault.sql("UPDATE agenda_agendaitem SET access = 'public' WHERE id = ?", row)
    return found_out(vault.verify(), [f"agenda_agendaitem {UUID(row)}"])
