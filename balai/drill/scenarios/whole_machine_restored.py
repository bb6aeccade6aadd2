"""Database, key and the key's memory are put back to an old backup: only a witness knows better."""

from balai.drill.rewriting import cut
from balai.drill.stage import Seen, Stage

DEFENCES = ("witnesses",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    cut(vault, 5)
    vault.memory.unlink()
    audit = vault.seal()
    told = audit.alarm("record.witness_ahead")
    return Seen(blocked=audit.stopped, recorded=told, alarmed=told)
