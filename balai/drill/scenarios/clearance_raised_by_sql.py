"""An administrator of the database raises somebody's clearance."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault, marin = stage.vault(), stage.world.person("marin")
    ((row,),) = vault.sql("SELECT id FROM people_clearance WHERE person_id = ?", marin.pk.hex)
    vault.sql("UPDATE people_clearance SET level = 4 WHERE id = ?", row)
    return found_out(vault.verify(), [f"people_clearance {row}"])
