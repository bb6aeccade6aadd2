"""Somebody finds out by the answers, or by how long they take, who has an account."""

import time

from balai.drill.browser import Browser, seen
from balai.drill.entering import by_password, with_password
from balai.drill.stage import Stage

DEFENCES = ("same-answer",)


QUICK = 0.3  # an answer in less than this part of the time of the other tells them apart


def attack(stage: Stage) -> bool:
    name = stage.world.newcomer()
    with_password(stage.world.person(name), stage.world.root)
    stage.attack_begins()
    known, unknown = stage.stranger(), stage.stranger()
    known_says, known_took = _try(known, name)
    unknown_says, unknown_took = _try(unknown, "nobody-of-this-name")
    return known_says == unknown_says and unknown_took > QUICK * known_took


def _try(browser: Browser, name: str) -> tuple[str, float]:
    browser.token()
    begun = time.monotonic()
    answer = by_password(browser, name, "not the password")
    return seen(answer).replace(name, "-"), time.monotonic() - begun
