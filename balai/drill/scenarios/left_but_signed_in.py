"""Somebody whose seat has ended goes on reading with the session of yesterday."""

from balai.drill.stage import Stage
from balai.people.actions.end_membership import end_membership

DEFENCES = ("sessions-end-with-the-seat", "dates-of-seats")


def attack(stage: Stage) -> bool:
    meeting = stage.world.meeting(word := stage.word())
    name = stage.world.newcomer()
    browser = stage.anew(name)
    if not stage.leaked(word, browser.get(f"/meetings/{meeting.pk}/agenda/")):
        raise RuntimeError("a member cannot read the agenda")
    end_membership(stage.world.seats[name], by=stage.world.root)
    stage.attack_begins()
    return not stage.leaked(word, browser.get(f"/meetings/{meeting.pk}/agenda/"), browser.get("/desk/", follow=True))
