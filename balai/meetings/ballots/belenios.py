"""The engine of Belenios (belenios.org): the tool `belenios-tool` of Debian does all cryptography.

Ballots are encrypted and are counted without one of them being decrypted: only the sum is. The published file is the
archive of the election; `belenios-tool election verify` checks it. Credentials and the key are made on this server and
destroyed after the count, so this protects from who reads what is stored, not from the server while the vote is open.
"""

import base64
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from balai.meetings.ballots.engine import Ballot, Counted, NoBallotLeft, SpoiltBox
from balai.meetings.ballots.overwriting import overwrite
from balai.rules.stance import Choice

TOOL, GROUP = "belenios-tool", "BELENIOS-2048"
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
TIMEOUT = 120  # seconds for one call
SET_UP = ("election.json", "trustees.json", "public_creds.json")
QUESTION = {
    "question": "The proposal",
    "answers": [str(one) for one in CHOICES],
    "min": 1,
    "max": 1,
}
TEMPLATE = {
    "name": "Secret ballot",
    "description": "One vote of a meeting",
    "questions": [QUESTION],
    "administrator": "Balai",
    "credential_authority": "Balai",
}


class Belenios:
    suffix = "bel"

    def available(self) -> bool:
        return shutil.which(TOOL) is not None

    def prepare(self, folder: Path, *, voters: int) -> None:
        uuid = _tool(folder, "setup", "generate-token", "--length=14").decode().strip()
        of = ("--uuid", uuid, "--group", GROUP)
        _tool(folder, "setup", "generate-credentials", *of, "--count", str(voters))
        next(folder.glob("*.pubcreds")).rename(folder / "public_creds.json")
        private = next(folder.glob("*.privcreds"))
        credentials = [line.split()[-1] for line in private.read_text().splitlines()]
        public = {_tool(folder, "setup", "generate-credentials", *of, "--derive", one).decode().strip(): one
                  for one in credentials}  # fmt: skip
        (folder / "credentials.json").write_text(json.dumps(public))
        overwrite(private)
        _tool(folder, "setup", "generate-trustee-key", "--group", GROUP)
        next(folder.glob("*.pubkey")).rename(folder / "public_keys.jsons")
        next(folder.glob("*.privkey")).rename(folder / "trustee.key")
        _tool(folder, "setup", "make-trustees")
        (folder / "template.json").write_text(json.dumps(TEMPLATE))
        _tool(folder, "setup", "make-election", *of, "--template", "template.json")
        _tool(folder, "archive", "init")

    def seal(self, folder: Path, choice: Choice, box: Sequence[bytes]) -> Ballot:
        try:
            credentials: dict[str, str] = json.loads((folder / "credentials.json").read_text())
        except OSError:
            raise SpoiltBox("the credentials of this ballot are gone") from None
        used = _credentials(box)
        unused = [private for public, private in credentials.items() if public not in used]
        if not unused:
            raise NoBallotLeft
        chosen = json.dumps([[int(one == choice) for one in CHOICES]]).encode()
        with _in_memory(secrets.choice(unused)) as credential:
            path = f"/dev/fd/{credential}"
            words = ("election", "generate-ballot", "--dir", ".", "--privcred", path, "--ballot", "/dev/stdin")
            made = _tool(folder, *words, sent=chosen, passed=(credential,)).strip()
        return Ballot(_tracker(made), made)

    def fits(self, sealed: bytes, box: Sequence[bytes]) -> bool:
        """One credential makes one ballot."""
        return not _credentials([sealed]) & _credentials(box)

    def count(self, folder: Path, box: Sequence[bytes]) -> Counted:
        """In a folder apart, so that a count that was interrupted leaves nothing behind."""
        ballots = sorted(box, key=_tracker)
        if len({_tracker(one) for one in ballots}) != len(ballots):
            raise SpoiltBox("a ballot is there twice")
        if not folder.is_dir():
            raise SpoiltBox("the keys of this ballot are gone")
        with tempfile.TemporaryDirectory(dir=folder) as apart:
            place = Path(apart)
            try:
                for name in SET_UP:
                    shutil.copy(folder / name, place)
            except OSError:
                raise SpoiltBox("the keys of this ballot are gone") from None
            _tool(place, "archive", "init")
            for one in ballots:
                _add(place, "Ballot", one)
            _add(place, "EndBallots", b"")
            _add(place, "EncryptedTally", _tool(place, "election", "compute-encrypted-tally"))
            key = str((folder / "trustee.key").resolve())  # never copied: what is copied is not overwritten afterwards
            part = _tool(place, "election", "decrypt", "--privkey", key, "--trustee-id", "1")
            _add(place, "PartialDecryption", part)
            _add(place, "Result", _tool(place, "election", "compute-result"))
            published = next(place.glob("*.bel")).read_bytes()
        return self.recount(published)

    def recount(self, published: bytes) -> Counted:
        """Belenios checks every proof, and that the result is the sum of these ballots."""
        name, parts = _parts(published)
        with tempfile.TemporaryDirectory() as apart:
            (Path(apart) / name).write_bytes(published)
            _tool(Path(apart), "election", "verify")
        results = [one["result"] for one in parts if "result" in one]
        ballots = [one["payload"] for one in parts if one.get("type") == "Ballot"]
        if len(results) != 1 or sum(results[0][0]) != len(ballots):
            raise SpoiltBox("the result is not the sum of the ballots")
        counts = dict(zip(CHOICES, results[0][0], strict=True))
        return Counted(counts, tuple(sorted(_base64(one) for one in ballots)), published)


def _credentials(box: Sequence[bytes]) -> set[str]:
    """The public halves of the credentials by which these ballots were made."""
    return {json.loads(one)["credential"] for one in box}


@contextmanager
def _in_memory(text: str) -> Iterator[int]:
    """A file with this text that is on no disk: its number, for the tool to read."""
    number = os.memfd_create("credential")
    try:
        os.write(number, text.encode())
        yield number
    finally:
        os.close(number)


def _add(place: Path, event: str, payload: bytes) -> None:
    _tool(place, "archive", "add-event", f"--type={event}", sent=payload)


def _tool(place: Path, *words: str, sent: bytes = b"", passed: Sequence[int] = ()) -> bytes:
    """Run the tool in a folder.

    Args:
        passed: numbers of open files that it reads.

    Raises:
        SpoiltBox: it refused, with its own words.
    """
    try:
        done = subprocess.run(  # noqa: S603 (fixed words; nothing of a request)
            [TOOL, *words], cwd=place, input=sent, capture_output=True, timeout=TIMEOUT, check=False, pass_fds=passed
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpoiltBox(f"{TOOL}: {error}") from None
    if done.returncode:
        raise SpoiltBox(done.stderr.decode(errors="replace").strip())
    return done.stdout


def _tracker(ballot: bytes) -> str:
    """As Belenios names a ballot: SHA-256 in base64 without padding."""
    return base64.b64encode(hashlib.sha256(ballot).digest()).decode().rstrip("=")


def _base64(digest: str) -> str:
    """The name of a ballot from its digest in hexadecimal."""
    return base64.b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def _parts(published: bytes) -> tuple[str, list[dict[str, Any]]]:
    """The name that the archive must have, and the JSON objects in it: data and events."""
    try:
        with tarfile.open(fileobj=BytesIO(published)) as archive:
            files = [archive.extractfile(one) for one in archive.getmembers() if one.name.endswith(".json")]
            parts = [json.loads(one.read()) for one in files if one is not None]
        found = [one for one in parts if isinstance(one, dict)]
        uuid = next(str(one["uuid"]) for one in found if "uuid" in one)
    except (tarfile.TarError, ValueError, StopIteration):
        raise SpoiltBox("this is no published ballot box") from None
    if not uuid.isalnum():
        raise SpoiltBox("this is no published ballot box")
    return f"{uuid}.bel", found
