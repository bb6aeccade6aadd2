"""An administrator of the database deletes an entry, and what it speaks of."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("tree-recomputed",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((entry, about),) = vault.sql(
        """SELECT "index", about_id FROM ledger_entry WHERE act = 'agenda.member.recused' LIMIT 1"""
    )
    vault.sql('DELETE FROM ledger_entry WHERE "index" = ?', entry)
    vault.sql("DELETE FROM agenda_recusal WHERE item_id = ?", UUID(about).hex)
    return found_out(vault.verify(), [f"ledger_entry {entry}"])
