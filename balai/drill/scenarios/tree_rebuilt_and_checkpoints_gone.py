"""An administrator rewrites a vote, builds the tree anew and deletes every checkpoint."""

from balai.drill.rewriting import rewrite_vote
from balai.drill.stage import Seen, Stage

DEFENCES = ("memory-of-the-key",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    rewrite_vote(vault)
    for table in ("ledger_cosignature", "ledger_checkpoint"):
        vault.sql(f"DELETE FROM {table}")  # noqa: S608
    audit = vault.verify()
    named = audit.names("the key's memory")
    return Seen(blocked=named and vault.seal().stopped, recorded=named, alarmed=audit.alarm("record.altered"))
