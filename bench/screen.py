"""A member at a screen: one connection, one session, and how long each answer took."""

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import uuid4

from balai.agenda.models import AgendaItem, Meeting

STANCES = ("abstain", "wish_to_speak")  # nobody has abstained before: the first tap changes something too
SHOWN = re.compile(rb"/items/([0-9a-f-]{36})/row/\?seat=[^&]*&amp;position=(\d+)&amp;")


class Screen:
    """Not a browser: it draws nothing and runs no script. It reads every answer to its end.

    A tap says which position the screen showed, so a screen reads the agenda before it taps.
    """

    def __init__(self, port: int, cookie: str) -> None:
        self.cookie = cookie
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.shown: dict[str, int] = {}

    def read_agenda(self, meeting: Meeting) -> tuple[float, bytes]:
        """Milliseconds and the page."""
        return self._ask("GET", f"/meetings/{meeting.pk}/agenda/")

    def mark(self, item: AgendaItem, turn: int) -> float:
        """One tap; another stance in each turn, so that there is always something to record. Milliseconds."""
        seen = {"seen_version": str(item.version), "seen_position": str(self.shown[str(item.pk)])}
        stance = {"stance": STANCES[turn % len(STANCES)]}
        return self.post(f"/items/{item.pk}/position/", stance | seen)[0]

    def vote(self, voting: object, choice: str) -> float:
        """One vote, until the member's own part of the meeting page has come back. Milliseconds."""
        return self.post(f"/votings/{voting}/vote/", {"choice": choice})[0]

    def post(self, path: str, fields: Mapping[str, str] | Sequence[tuple[str, str]]) -> tuple[float, bytes]:
        """Send a form as htmx does, with a key of its own."""
        headers = {
            "X-CSRFToken": self.cookie.rsplit("=", 1)[1],
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "Idempotency-Key": str(uuid4()),
        }
        return self._ask("POST", path, urlencode(fields, doseq=True), headers)

    def get(self, path: str) -> tuple[float, bytes]:
        return self._ask("GET", path)

    def close(self) -> None:
        self.connection.close()

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[float, bytes]:
        begun = time.perf_counter()
        self.connection.request(method, path, body, {"Cookie": self.cookie, **(headers or {})})
        answer = self.connection.getresponse()
        content = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} answered {answer.status}")
        self.shown |= {item.decode(): int(position) for item, position in SHOWN.findall(content)}
        return took, content
