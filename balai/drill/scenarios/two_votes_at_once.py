"""A member votes on two devices at the same moment."""

from functools import partial

from balai.drill.browser import Answer, Browser
from balai.drill.stage import Stage
from balai.meetings.models import Vote

DEFENCES = ("vote-replaces-vote", "table-one-vote-a-seat")


def attack(stage: Stage) -> bool:
    voting, browser = stage.world.voting(), stage.anew("marin")
    browser.token()
    devices = [browser.stolen() for _ in range(6)]
    choices = ["for", "against"] * 3
    stage.attack_begins()

    def vote(device: Browser, choice: str) -> Answer:
        return device.post(f"/votings/{voting.pk}/vote/", {"choice": choice})

    stage.at_once(*(partial(vote, device, choice) for device, choice in zip(devices, choices, strict=True)))
    return Vote.objects.filter(voting=voting, seat=stage.world.seats["marin"]).count() == 1
