"""A member at a screen: one connection, one session, and how long each answer took."""

import http.client
import re
import time

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
        headers = {
            "X-CSRFToken": self.cookie.rsplit("=", 1)[1],
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
        }
        seen = f"seen_version={item.version}&seen_position={self.shown[str(item.pk)]}"
        body = f"stance={STANCES[turn % len(STANCES)]}&{seen}"
        return self._ask("POST", f"/items/{item.pk}/position/", body, headers)[0]

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
