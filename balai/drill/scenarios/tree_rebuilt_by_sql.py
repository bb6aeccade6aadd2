"""An administrator of the database rewrites an entry and builds the whole tree anew over it."""

from balai.drill.rewriting import rewrite_vote
from balai.drill.stage import Seen, Stage

DEFENCES = ("signed-roots-compared",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    entry = rewrite_vote(vault)
    audit = vault.verify()
    named = any(one["kind"] == "contradicted" for one in audit.findings) and entry >= 0
    return Seen(blocked=named, recorded=named, alarmed=audit.alarm("record.altered"))
