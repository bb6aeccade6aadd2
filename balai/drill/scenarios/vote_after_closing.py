"""A member votes after the count."""

from balai.drill.stage import Stage
from balai.drill.world import surely
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.models import Vote
from balai.rules.stance import Choice

DEFENCES = ("vote-is-closed",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    voting = stage.world.voting()
    with surely():
        cast_vote(voting, seat=stage.world.seats["pia"], choice=Choice.FOR, by=stage.world.person("pia"))
        close_voting(voting, by=stage.world.person("kai"))
    late = stage.anew("marin")
    stage.attack_begins()
    late.post(f"/votings/{voting.pk}/vote/", {"choice": "against"})
    return Vote.objects.filter(voting=voting).count() == 1
