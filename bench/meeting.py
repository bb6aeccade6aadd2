"""A meeting planned for two hours, played over HTTP to its end: the chair's taps, and how long the software takes.

The chair's screen is the console as it is: a tap is pressing the button that the page shows, with the fields that the
page has put into its form. Nobody speaks and nobody reads: the wall time is the software's alone.
"""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import connection

from balai.agenda.models import AgendaItem, Meeting
from balai.meetings.models import Voting
from balai.rules.stance import Stance
from bench.screen import Screen
from bench.server import serving
from bench.world import build, percentile, session_cookie
from tests.factories import Cast, items_of, make_meeting, mark

ITEMS, DEBATED, VOTED, MEMBERS = 30, 6, 3, 15
MINUTES_WITHOUT_DEBATE, MINUTES_DEBATED = 1, 16  # 24 + 6 x 16 = 120
SPEAKERS = ("marin", "tomas")
Figures = dict[str, float]


@dataclass
class Form:
    """A form of a page; of its buttons the name, the value and what stands on them."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._button: tuple[str, str, str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1].fields.append((given["name"], given.get("value", "")))
        elif tag == "button":
            self._button = (given.get("name", ""), given.get("value", ""), given.get("aria-label", ""))

    def handle_data(self, data: str) -> None:
        if self._button and self.forms and data.strip():
            name, value, said = self._button
            self.forms[-1].buttons.append((name, value, said or " ".join(data.split())))
            self._button = None


@dataclass
class Chair:
    """Somebody at the console who presses its buttons."""

    screen: Screen
    path: str
    took: list[float] = field(default_factory=list)

    def tap(self, label: str) -> None:
        """Press the first button that begins so, on the console as it is now."""
        page = self.screen.get(self.path)[1].decode()
        for form in Forms(page).forms:
            for name, value, said in form.buttons:
                if said.startswith(label):
                    sent = [*form.fields, (name, value)] if name else form.fields
                    self.took.append(self.screen.post(form.action, sent)[0])
                    return
        raise RuntimeError(f"The console shows no button {label!r}.")


def main(*, small: bool) -> Figures:
    """The same meeting, short run or not."""
    cast, _meeting, _items = build(1, MEMBERS, answered=False)
    meeting, debated = _planned(cast)
    cookies = {seat.person.username: session_cookie(seat.person) for seat in cast.members()}
    secretary = session_cookie(cast.people["sara"])
    with serving() as port:
        members = {name: Screen(port, cookie) for name, cookie in cookies.items()}
        chair = Chair(members["kai"], f"/meetings/{meeting.pk}/chair/")
        begun = time.perf_counter()
        chair.tap("Confirm the agenda")
        Screen(port, secretary).post(f"/meetings/{meeting.pk}/attendance/all/", [])
        chair.tap("Open the meeting")
        chair.tap("Adopt")
        for number, item in enumerate(debated):
            _debate(chair, members, item, votes=number < VOTED)
        chair.tap("Close the meeting")
        seconds = time.perf_counter() - begun
        for member in members.values():
            member.close()
    meeting.refresh_from_db()
    if meeting.state != "closed":
        raise RuntimeError("the meeting was not closed")
    return {
        "agenda_items": ITEMS,
        "debated_items": DEBATED,
        "planned_minutes": sum(item.planned_minutes or 0 for item in items_of(meeting)),
        "chair_taps": len(chair.took),
        "tap_p50_ms": round(percentile(chair.took, 0.5), 1),
        "tap_p99_ms": round(percentile(chair.took, 0.99), 1),
        "wall_seconds": round(seconds, 2),
    }


def _planned(cast: Cast) -> tuple[Meeting, list[AgendaItem]]:
    """Thirty items; six of them are objected to."""
    meeting = make_meeting(cast, ITEMS)
    items = items_of(meeting)
    debated = items[-DEBATED:]
    for item in items:
        item.planned_minutes = MINUTES_DEBATED if item in debated else MINUTES_WITHOUT_DEBATE
    AgendaItem.objects.bulk_update(items, ["planned_minutes"])
    for item in debated:
        mark(cast, "pia", item, Stance.OBJECTION)
    return meeting, debated


def _debate(chair: Chair, members: dict[str, Screen], item: AgendaItem, *, votes: bool) -> None:
    chair.tap(f"Take up item {item.number}")
    for name in SPEAKERS:
        members[name].post(f"/items/{item.pk}/speak/", [("kind", "speech")])
    for _name in SPEAKERS:
        chair.tap("Give the floor")
    if not votes:
        chair.tap("Adopt")
        return
    chair.tap("Put to the vote")
    voting = Voting.objects.get(item=item, closed_at=None)
    connection.close()
    for number, member in enumerate(members.values()):
        member.vote(voting.pk, "against" if number % 4 == 3 else "for")
    chair.tap("Close the vote and count")
