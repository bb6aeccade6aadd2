"""An administrator of the database lets one act come before another."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("tree-recomputed",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    for old, new in ((3, 1_000_000), (4, 3), (1_000_000, 4)):
        vault.sql('UPDATE ledger_entry SET "index" = ? WHERE "index" = ?', new, old)
    return found_out(vault.verify(), ["ledger_entry 3", "ledger_entry 4"])
