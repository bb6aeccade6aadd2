"""An administrator of the database makes themselves a member of the cabinet."""

from uuid import uuid4

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    olga = stage.world.person("olga").pk.hex
    names, taken = "id, body_id, person_id, role, title, rank", "?, body_id, ?, role, title, rank"
    seat = uuid4()
    chosen = f"INSERT INTO people_membership ({names}) SELECT {taken} FROM people_membership WHERE id = ?"  # noqa: S608
    vault.sql(chosen, seat.hex, olga, stage.world.seats["marin"].pk.hex)
    return found_out(vault.verify(), [f"people_membership {seat}"])
