"""Somebody with the right to speak casts a vote."""

from balai.drill.stage import Stage
from balai.meetings.models import Vote

DEFENCES = ("deciding-seats-only", "members-vote")
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    voting = stage.world.voting()
    speaker = stage.anew("nils")
    stage.attack_begins()
    speaker.post(f"/votings/{voting.pk}/vote/", {"choice": "against"})
    speaker.post(f"/votings/{voting.pk}/vote/", {"choice": "against", "seat": stage.world.seats["nils"].pk})
    return not Vote.objects.filter(voting=voting).exists()
