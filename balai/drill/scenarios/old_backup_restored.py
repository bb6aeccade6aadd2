"""The database is put back to an old backup: what was decided since is gone."""

from balai.drill.rewriting import cut
from balai.drill.stage import Seen, Stage

DEFENCES = ("memory-of-the-key", "witnesses")
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    cut(vault, 5)
    audit = vault.seal()
    told = audit.alarm("record.older_than_signed") or audit.alarm("record.witness_ahead")
    return Seen(blocked=audit.stopped, recorded=told, alarmed=told)
