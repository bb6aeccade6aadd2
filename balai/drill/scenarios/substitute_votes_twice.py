"""A member who stands in for another votes twice, where the rules give no second vote."""

from datetime import timedelta

from balai import clock
from balai.drill.stage import Stage
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.models import Presence, Vote
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute

DEFENCES = ("one-vote-a-person",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    absent, pia = stage.world.seats[stage.world.newcomer()], stage.world.person("pia")
    sara, starts = stage.world.person("sara"), clock.now() - timedelta(days=1)
    named = name_substitute(absent, substitute=pia, starts=starts, ends=None, by=sara)
    voting = stage.world.voting()
    note_attendance(voting.meeting, seat=absent, presence=Presence.IN_ROOM, person=pia, by=sara)
    member = stage.anew("pia")
    stage.attack_begins()
    for seat in (stage.world.seats["pia"], absent):
        member.post(f"/votings/{voting.pk}/vote/", {"choice": "against", "seat": seat.pk})
    end_substitution(named, by=sara)
    return Vote.objects.filter(voting=voting, cast_by=pia).count() == 1
