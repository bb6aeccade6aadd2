"""An administrator of the database changes the rules of procedure, so that two members are enough."""

from balai.drill.stage import Seen, Stage, found_out

DEFENCES = ("rows-compared-with-entries",)
DEMANDS = ("recorded", "alarmed")


def attack(stage: Stage) -> Seen:
    vault = stage.vault()
    vault.sql("UPDATE people_body SET rules_text = replace(rules_text, '\"half\"', '2') WHERE slug = 'cabinet'")
    return found_out(vault.verify(), [f"people_body {stage.world.cabinet.pk}"])
