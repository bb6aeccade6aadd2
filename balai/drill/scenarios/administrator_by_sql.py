"""An administrator of the database makes themselves an administrator of the site."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault, olga = stage.vault(), stage.world.person("olga")
    vault.sql("UPDATE people_person SET is_administrator = 1 WHERE id = ?", olga.pk.hex)
    return found_out(vault.verify(), [f"people_person {olga.pk}"])
