"""Databases for attackers with SQL: copies of the copy, each with the key and what the key remembers.

What is done to one of them disturbs nobody. An auditor verifies it, or signs it as its server would.
"""

import contextlib
import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from django.db.models import Max

from balai.drill.place import Place
from balai.drill.processes import auditor, witness
from balai.ledger.models import Checkpoint, Entry

PATIENCE = 15  # seconds until the server must have signed


@dataclass(frozen=True, slots=True)
class Audit:
    """`findings` of the verification, and the alarms that stand: name, detail, whether recording stops."""

    findings: tuple[dict[str, Any], ...]
    alarms: tuple[tuple[str, str, bool], ...]

    def names(self, place: str) -> bool:
        """Whether a finding is about this table, row or entry."""
        return any(one["place"].startswith(place) for one in self.findings)

    def alarm(self, event: str) -> bool:
        return any(name == event for name, _detail, _stops in self.alarms)

    @property
    def stopped(self) -> bool:
        return any(stops for _name, _detail, stops in self.alarms)


@dataclass
class Auditor:
    process: "subprocess.Popen[str]"

    def ask(self, **asked: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        if "error" in said:
            raise RuntimeError(f"the auditor cannot answer: {said['error']}")
        return said


@dataclass
class Vault:
    """A database in the hands of somebody with all rights in it."""

    folder: Path
    auditor: Auditor
    off: tuple[str, ...] = ()
    policy: Path | None = None

    @property
    def database(self) -> Path:
        return self.folder / "balai.sqlite3"

    @property
    def memory(self) -> Path:
        """What the key remembers of what it signed last."""
        return self.folder / "key.signed"

    @contextlib.contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self.database)) as connection, connection:
            yield connection

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.opened() as connection:
            return connection.execute(statement, values).fetchall()

    def verify(self) -> Audit:
        """As `balai verify --database`."""
        return self._ask("verify")

    def seal(self) -> Audit:
        """As `balai ledger sign`: sign what is there, and ask the witnesses."""
        return self._ask("seal")

    def _ask(self, what: str) -> Audit:
        said = self.auditor.ask(
            do=what,
            database=str(self.database),
            key=str(self.folder / "key"),
            policy=str(self.policy) if self.policy else "",
            off=list(self.off),
        )
        return Audit(tuple(said["findings"]), tuple((name, detail, stops) for name, detail, stops in said["alarms"]))


@dataclass
class Vaults:
    """Makes vaults; the first one is signed and cosigned, the others are copies of it."""

    place: Place
    log_key: str
    processes: ExitStack
    numbers: Iterator[int] = field(default_factory=count)
    first: Vault | None = None

    @cached_property
    def auditor(self) -> Auditor:
        """Started when it is first needed, as the witness."""
        return Auditor(self.processes.enter_context(auditor(self.place)))

    @cached_property
    def policy(self) -> Path:
        """Which names the witness."""
        path = self.place.folder / "policy"
        begun = witness(self.place.folder, self.log_key, self.place.environment())
        path.write_text(self.processes.enter_context(begun))
        return path

    def another(self, off: tuple[str, ...] = ()) -> Vault:
        if self.first is None:
            self.first = self._first()
        folder = self.place.folder / f"vault-{next(self.numbers)}"
        shutil.copytree(self.first.folder, folder)
        return Vault(folder, self.auditor, off, self.policy)

    def proof_holds(self, file: object, off: tuple[str, ...] = ()) -> bool:
        """Whether the offline verifier accepts a proof by the key of this log."""
        asked = {"database": "", "key": str(self.place.key), "policy": "", "off": list(off), "file": file}
        return bool(self.auditor.ask(do="proof", log=self.log_key, **asked)["verified"])

    def wait_until_signed(self) -> None:
        """Until the server has signed what is there now."""
        wanted = Entry.objects.count()
        deadline = time.monotonic() + PATIENCE
        while (Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0) < wanted:
            if time.monotonic() > deadline:
                raise RuntimeError("the server does not sign its record")
            time.sleep(0.05)

    def _first(self) -> Vault:
        folder = self.place.folder / "vault"
        folder.mkdir()
        vault = Vault(folder, self.auditor, policy=self.policy)
        for name in ("key", "key.signed"):  # the memory first: what is signed has been committed
            with contextlib.suppress(FileNotFoundError):
                shutil.copy2(self.place.key.with_name(name), folder)
        with (
            contextlib.closing(sqlite3.connect(self.place.database)) as source,
            contextlib.closing(sqlite3.connect(vault.database)) as target,
        ):
            source.backup(target)
        if vault.seal().alarms or vault.verify().findings:
            raise RuntimeError("the copy is not sound before anybody has touched it")
        return vault
