"""A member of another body casts a vote."""

from balai.drill.stage import Stage
from balai.meetings.models import Vote

DEFENCES = ("own-body-only", "own-seats-only", "members-vote")
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    voting, seat = stage.world.voting(), stage.world.seats["olga"]
    outsider = stage.browser_of("olga")
    stage.attack_begins()
    outsider.post(f"/votings/{voting.pk}/vote/", {"choice": "against"})
    outsider.post(f"/votings/{voting.pk}/vote/", {"choice": "against", "seat": seat.pk})
    return not Vote.objects.filter(voting=voting).exists()
