"""An administrator of the database writes an invitation by which they become the chair."""

from uuid import uuid4

from balai.drill.stage import Seen, Stage, found_out
from balai.people.actions.invite import hash_of

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault, invitation = stage.vault(), uuid4()
    names = "id, person_id, secret_hash, ends"
    values = (invitation.hex, stage.world.person("kai").pk.hex, hash_of("known to me"), "2100-01-01 00:00:00")
    vault.sql(f"INSERT INTO people_invitation ({names}) VALUES (?, ?, ?, ?)", *values)  # noqa: S608
    return found_out(vault.verify(), [f"people_invitation {invitation}"])
