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
    told = [(_try(known, name), _try(unknown, "nobody-of-this-name")) for _twice in range(2)]
    same = all(one[0] == other[0] for one, other in told)
    fastest = [min(pair[place][1] for pair in told) for place in (0, 1)]
    return same and fastest[1] > QUICK * fastest[0]


def _try(browser: Browser, name: str) -> tuple[str, float]:
    browser.token()
    begun = time.monotonic()
    answer = by_password(browser, name, "not the password")
    return seen(answer).replace(name, "-"), time.monotonic() - begun
