"""An item under embargo is looked for through every public page, stream, proof and error."""

import re
from collections.abc import Iterator

from balai.drill.browser import Answer, Browser
from balai.drill.stage import Stage
from balai.drill.world import items_of, surely
from balai.meetings.actions.adopt_block import adopt_block
from balai.rules.access import Level

DEFENCES = ("public-items-only",)


LINK = re.compile(r'(?:href|hx-get|data-live)="(/[^"]*)"')


def attack(stage: Stage) -> bool:
    title, inside = stage.word(), stage.word()
    embargo = stage.world.restriction(Level.EMBARGOED)
    meeting = stage.world.meeting(title, state="open", access=embargo, inside=inside)
    item = items_of(meeting)[0]
    with surely():
        (decision,) = adopt_block(meeting, by=stage.world.person("kai"))
    readers = [stage.stranger(), stage.browser_of("olga")]
    stage.attack_begins()
    straight = [f"/items/{item.pk}/", f"/decisions/{decision.pk}/", f"/public/decisions/{decision.pk}/proof/"]
    straight += [f"/public/decisions/{decision.pk}/", f"/public/meetings/{meeting.pk}/", f"/items/{item.pk}/edit/"]
    answers = [one.get(path) for one in readers for path in straight]
    answers += [answer for one in readers for answer in crawl(one)]
    answers.append(stage.events(readers[0], f"/live/public/{meeting.pk}/?since=0", 0.5))
    return len(answers) > 20 and not any(stage.leaked(word, *answers) for word in (title, inside))


def crawl(reader: Browser) -> Iterator[Answer]:
    """Every page of the public that links lead to."""
    waiting, seen = ["/public/", "/record/"], set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0).replace("&amp;", "&").partition("#")[0]
        if path not in seen and path.startswith(("/public/", "/record/")):
            seen.add(path)
            answer = reader.get(path)
            waiting += LINK.findall(answer.text)
            yield answer


MOST_PAGES = 60
