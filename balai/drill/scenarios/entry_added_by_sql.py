"""An administrator of the database appends an entry that no act has left."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("tree-recomputed",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    ((last,),) = vault.sql('SELECT MAX("index") FROM ledger_entry')
    names = "act, at, body_id, about_kind, about_id, leaf, canonical, seal, completed, peaks, salt, content, apart"
    copied = f'INSERT INTO ledger_entry ("index", {names}) SELECT ?, {names} FROM ledger_entry WHERE "index" = ?'  # noqa: S608
    vault.sql(copied, last + 1, last)
    return found_out(vault.verify(), [f"ledger_entry {last + 1}"])
