"""Whoever has database and key rewrites a vote, forgets what was signed, and signs anew."""

from balai.drill.rewriting import rewrite_vote
from balai.drill.stage import Seen, Stage

DEFENCES = ("witnesses",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    rewrite_vote(vault)
    for table in ("ledger_cosignature", "ledger_checkpoint"):
        vault.sql(f"DELETE FROM {table}")  # noqa: S608
    vault.memory.unlink()
    audit = vault.seal()
    told = audit.alarm("record.witness_contradicts")
    return Seen(blocked=audit.stopped, recorded=told, alarmed=told)
