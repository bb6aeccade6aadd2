"""What a scenario is given: the world, the browsers of its attackers, databases to tamper with, what was noticed."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

from balai.drill.browser import LINUX, Answer, Browser
from balai.drill.entering import Entrance
from balai.drill.evidence import Watch
from balai.drill.place import Place
from balai.drill.vaults import Audit, Vault, Vaults
from balai.drill.world import World

R = TypeVar("R")
PATIENCE = 10.0  # seconds in which what is demanded must be noticed


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scenario found where it looks for itself; None: look into the server's ledger and log."""

    blocked: bool
    recorded: bool | None = None
    alarmed: bool | None = None


@dataclass
class Stage:
    place: Place
    world: World
    entrance: Entrance
    watch: Watch
    vaults: Vaults
    strangers: "count[int]" = field(default_factory=count)
    off: tuple[str, ...] = ()  # in sabotage: the defences that are switched off now
    taken_out: set[str] = field(default_factory=set)  # and those that were taken out of the tables for good

    # Attackers ------------------------------------------------------------------------------------------------------

    def stranger(self, agent: str = LINUX) -> Browser:
        """Somebody on the network who holds nothing; each comes from another address."""
        number = next(self.strangers)
        address = f"10.66.{number // 250}.{number % 250 + 1}"
        return self._watched(Browser(self.entrance.port, agent=agent, address=address))

    def browser_of(self, name: str) -> Browser:
        """A browser in which this person is signed in. The attacks sent from it are looked for in the log."""
        return self._watched(self.entrance.signed_in(self.world.person(name)).stolen())

    def anew(self, name: str, agent: str = LINUX) -> Browser:
        """The same, signed in for this attack alone."""
        return self._watched(self.entrance.anew(self.world.person(name), agent))

    def _watched(self, browser: Browser) -> Browser:
        browser.sent = self.watch.asked
        return browser

    def vault(self) -> Vault:
        """A database with everything in it, in the hands of its administrator."""
        return self.vaults.another(self.off)

    # What happens ---------------------------------------------------------------------------------------------------

    def attack_begins(self) -> None:
        """All before was preparation: what is noticed counts from here on."""
        self.watch.begin()

    def word(self) -> str:
        """A word that stands nowhere else, to be looked for afterwards."""
        return f"canary{uuid4().hex[:12]}"

    def proof_holds(self, file: object) -> bool:
        """Whether whoever checks a proof offline accepts it (`balai verify FILE --key`)."""
        return self.vaults.proof_holds(file, self.off)

    def leaked(self, word: str, *answers: Answer) -> bool:
        return any(word in answer.text or word in str(answer.headers) for answer in answers)

    def at_once(self, *acts: Callable[[], R]) -> list[R]:
        """All of these at the same moment."""
        barrier = Barrier(len(acts))

        def run(act: Callable[[], R]) -> R:
            barrier.wait()
            return act()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    def events(
        self,
        browser: Browser,
        path: str,
        seconds: float = 1.5,
        meanwhile: Callable[[], object] | None = None,
        **headers: str,
    ) -> Answer:
        """What a live stream sends until it is silent for so many seconds. `meanwhile` is done once it is open."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = browser.opened("GET", path, headers=named)
        try:
            response = connection.getresponse()
            body = b"" if response.status == 200 else response.read()
            if response.status == 200 and connection.sock is not None:
                connection.sock.settimeout(seconds)
                if meanwhile:
                    meanwhile()
                body = _read_until_silent(response)
            return Answer(response.status, tuple(response.getheaders()), body)
        finally:
            connection.close()


def _read_until_silent(response: object) -> bytes:
    parts: list[bytes] = []
    try:
        while chunk := response.read1(65_536):  # type: ignore[attr-defined]
            parts.append(chunk)
    except TimeoutError:
        pass
    return b"".join(parts)


def found_out(audit: Audit, places: Iterable[str], event: str = "record.altered") -> Seen:
    """An attack on the tables is stopped where the verification names what was altered: so it convinces nobody.

    The finding is the record of it, the alarm is the one that stands.
    """
    named = all(audit.names(place) for place in places)
    return Seen(blocked=named, recorded=named, alarmed=audit.alarm(event))
