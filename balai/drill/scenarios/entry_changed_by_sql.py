"""An administrator of the database changes a position, and the entry that speaks of it."""

from uuid import UUID

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("tree-recomputed",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((row, item),) = vault.sql("SELECT id, item_id FROM agenda_position WHERE stance = 'objection' LIMIT 1")
    vault.sql("UPDATE agenda_position SET stance = 'no_objection' WHERE id = ?", row)
    told = "act = 'agenda.position.marked' AND about_id = ? AND content LIKE '%\"objection\"%'"
    ((entry,),) = vault.sql(f'SELECT MIN("index") FROM ledger_entry WHERE {told}', str(UUID(item)))  # noqa: S608
    changed = "content = replace(content, '\"objection\"', '\"no_objection\"')"
    vault.sql(f'UPDATE ledger_entry SET {changed} WHERE "index" = ?', entry)  # noqa: S608
    return found_out(vault.verify(), [f"ledger_entry {entry}"])
