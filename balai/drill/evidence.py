"""What was noticed of an attack: in the ledger, in the server's log, as an alarm.

The ledger is read with the means of the offline verifier: an entry that does not say what its leaf commits to is none.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from balai.ledger.models import Alarm, Entry
from balai.record.fsck import COLUMNS, OPENED, check_row

# Lines of the log, and entries, that there are because somebody attacks.
ALARMING = re.compile(r'event=record\.|"event": ?"(?:record_alarm|authn_login_lock|malicious_\w+|sys_crash)"')
TELLING = {"people.tries.barred"}
ENDED, BECAUSE = "people.sessions.ended", ('"other_device"', '"left"', '"shut_out"', '"unknown"')


@dataclass
class Watch:
    """From the beginning of an attack on. `asked` are the addresses that its attackers asked for."""

    log: Path
    asked: list[str] = field(default_factory=list)
    begun: float = 0.0
    entries: int = 0
    read_to: int = 0
    alarms: int = 0

    def begin(self) -> None:
        last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
        self.entries = 0 if last is None else last + 1
        self.read_to = self.log.stat().st_size if self.log.exists() else 0
        self.alarms = Alarm.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.asked.clear()
        self.begun = time.monotonic()

    def recorded(self) -> bool:
        """The attack stands in the ledger, or its request stands in the server's log."""
        asked = "|".join(re.escape(path) for path in set(self.asked))
        names = re.compile(rf"(?<![\w/.-])(?:{asked})(?![\w/.-])")
        return self._told_by_ledger() or (bool(asked) and any(names.search(line) for line in self._log()))

    def alarmed(self) -> bool:
        """Somebody who watches is told: an alarm of the record, a barring, a session ended, an event in the log."""
        return (
            self._told_by_ledger()
            or Alarm.objects.filter(pk__gt=self.alarms).exists()
            or any(ALARMING.search(line) for line in self._log())
        )

    def _log(self) -> Iterable[str]:
        if not self.log.exists():
            return []
        with self.log.open("rb") as file:
            file.seek(self.read_to)
            return file.read().decode("utf-8", "replace").splitlines()

    def _told_by_ledger(self) -> bool:
        since = Entry.objects.filter(index__gte=self.entries, act__in=(*TELLING, ENDED)).order_by("index")
        for values in since.values_list(*COLUMNS, *OPENED):
            row = dict(zip((*COLUMNS, *OPENED), values, strict=True))
            telling = row["act"] != ENDED or any(word in (row["content"] or "") for word in BECAUSE)
            if telling and not list(check_row(row)):
                return True
        return False

    def until(self, seconds: float, *facts: str) -> float:
        """Wait until all of these facts are there, so long at most. Gives the seconds since the attack began."""
        deadline = time.monotonic() + seconds
        while not all(getattr(self, fact)() for fact in facts) and time.monotonic() < deadline:
            time.sleep(0.05)
        return time.monotonic() - self.begun
