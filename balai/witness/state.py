"""What a witness remembers of a log, and its answer to a new checkpoint."""

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from balai.rules.merkle_proofs import is_consistent
from balai.tlog.checkpoint import Checkpoint, decimal
from balai.tlog.cosignature import cosigned
from balai.tlog.files import write_durably
from balai.tlog.note import NoteError, SignerKey, VerifierKey, opened, split
from balai.tlog.proof import read_hashes

SIZE = "text/x.tlog.size"
LONGEST_REQUEST = 64_000  # bytes


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"
    alarm: str = ""  # the event under which it stands in the witness's own log


@dataclass(frozen=True, slots=True)
class Request:
    """The body of add-checkpoint: `old N`, lines of a proof, an empty line, a checkpoint."""

    old: int
    proof: list[bytes]
    note: str

    @classmethod
    def parse(cls, body: str) -> "Request":
        head, empty, note = body.partition("\n\n")
        lines = head.split("\n")
        if not empty or not lines[0].startswith("old "):
            raise NoteError("the request begins with a line 'old' and has an empty line before the checkpoint")
        return cls(decimal(lines[0].removeprefix("old ")), read_hashes(lines[1:]), note)


@dataclass(slots=True)
class Witness:
    """`logs` by origin: the keys that are believed for each. `now` gives POSIX seconds."""

    key: SignerKey
    logs: dict[str, VerifierKey]
    folder: Path
    now: Callable[[], int]
    turn: Lock = field(default_factory=Lock)

    def add_checkpoint(self, body: str) -> Answer:
        """The answer to a request; a new checkpoint is on the disk before it is given."""
        try:
            request = Request.parse(body)
            text, _signatures = split(request.note)
            checkpoint = Checkpoint.parse(text)
        except NoteError as error:
            return Answer(400, f"{error}\n")
        if (log := self.logs.get(checkpoint.origin)) is None:
            return Answer(404, "this log is not known here\n")
        try:
            opened(request.note, [log])
        except NoteError as error:
            return Answer(403, f"{error}\n")
        if request.old > checkpoint.size:
            return Answer(400, "the old size is larger than that of the checkpoint\n")
        with self._alone(checkpoint.origin):
            return self._answer(request, checkpoint, text)

    def _answer(self, request: Request, new: Checkpoint, text: str) -> Answer:
        last = self.last(new.origin)
        if request.old != last.size:
            went_back = "witness.log_went_back" if new.size < last.size else ""
            return Answer(409, f"{last.size}\n", SIZE, went_back)
        if (refusal := _refusal(request, last, new)) is not None:
            return refusal
        if new.size > last.size:
            self._remember(new, request.note)
        return Answer(200, str(cosigned(text, self.key, self.now())))

    def last(self, origin: str) -> Checkpoint:
        """The last checkpoint of a log that was cosigned here; of size 0 where there was none."""
        path = self._path(origin)
        if not path.exists():
            return Checkpoint(origin, 0, b"")
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Checkpoint(origin, kept["size"], bytes.fromhex(kept["root"]))

    def _remember(self, new: Checkpoint, note: str) -> None:
        kept = {"origin": new.origin, "size": new.size, "root": new.root.hex(), "note": note}
        write_durably(self._path(new.origin), json.dumps(kept, ensure_ascii=False, indent=1))

    def _path(self, origin: str) -> Path:
        return self.folder / f"log-{hashlib.sha256(origin.encode()).hexdigest()[:16]}.json"

    @contextlib.contextmanager
    def _alone(self, origin: str) -> Iterator[None]:
        """Looking and remembering are one step: for the threads of this process, and for a second one by mistake."""
        with self.turn, self._path(origin).with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _refusal(request: Request, last: Checkpoint, new: Checkpoint) -> Answer | None:
    if last.size == new.size and last.size > 0 and last.root != new.root:
        return Answer(409, f"{last.size}\n", SIZE, "witness.log_rewritten")
    if last.size == 0:
        return Answer(422, "a proof from nothing is empty\n") if request.proof else None
    if not is_consistent(last.size, new.size, last.root, new.root, request.proof):
        return Answer(422, "the proof does not show that the log has only grown\n", alarm="witness.log_rewritten")
    return None
