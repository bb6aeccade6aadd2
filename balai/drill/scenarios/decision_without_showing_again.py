"""A chair's tablet lies unlocked on a table: somebody decides an item with it."""

from datetime import timedelta

from balai import clock
from balai.decisions.models import Decision
from balai.drill.browser import SESSION
from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.take_up import take_up
from balai.people.sign_in.sessions import FACTS, SessionStore

DEFENCES = ("shown-again",)
DEMANDS = ("recorded",)


def attack(stage: Stage) -> bool:
    item = items_of(stage.world.meeting(state="open"))[0]
    with surely():
        take_up(item, by=stage.world.person("kai"))
    browser = stage.anew("kai")
    session = SessionStore(browser.cookies[SESSION])
    session[FACTS] = {**session[FACTS], "proved_at": (clock.now() - timedelta(hours=2)).isoformat()}
    session.save()
    stage.attack_begins()
    browser.post(f"/items/{item.pk}/decide/", {"outcome": "rejected"})
    return not Decision.objects.filter(item=item).exists()
