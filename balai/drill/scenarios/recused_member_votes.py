"""A member who has recused themselves votes on the item."""

from balai.agenda.actions.recuse import recuse
from balai.drill.stage import Stage
from balai.meetings.models import Vote

DEFENCES = ("recused-stay-out",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    voting, pia = stage.world.voting(), stage.world.person("pia")
    recuse(voting.item, seat=stage.world.seats["pia"], reason="kin", by=pia)
    member = stage.anew("pia")
    stage.attack_begins()
    member.post(f"/votings/{voting.pk}/vote/", {"choice": "for"})
    return not Vote.objects.filter(voting=voting).exists()
