"""A member asks for the floor in another member's name, and gives back another member's place on the list."""

from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Speech
from balai.rules.speakers import Kind

DEFENCES = ("own-floor-only",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    world = stage.world
    item = items_of(world.meeting(state="open"))[0]
    tomas, marin = world.seats["tomas"], world.seats["marin"]
    with surely():
        take_up(item, by=world.person("kai"))
        waiting = ask_to_speak(item, seat=tomas, kind=Kind.SPEECH, by=tomas.person)
    pia = stage.browser_of("pia")
    stage.attack_begins()
    pia.post(f"/items/{item.pk}/speak/", {"kind": Kind.SPEECH.value, "seat": marin.pk})
    pia.post(f"/speeches/{waiting.pk}/leave/")
    return not Speech.objects.filter(item=item, seat=marin).exists() and Speech.objects.filter(pk=waiting.pk).exists()
