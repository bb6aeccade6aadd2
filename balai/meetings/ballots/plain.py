"""The plain engine: the counting service is trusted.

A ballot is sealed with AES-256-GCM under a key that is made for this vote and destroyed after it; the library is
`cryptography`. The published file lists each ballot with its code, in the order of the codes, which are random. Who can
read the server's memory or the key's folder while the vote is open can read the ballots.
"""

import json
import secrets
from base64 import b32encode
from collections.abc import Sequence
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from balai.meetings.ballots.engine import Ballot, Counted, SpoiltBox
from balai.rules.stance import Choice

FORMAT = "balai-ballot-box/1"
NONCE, CODE = 12, 10  # bytes
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)


class Plain:
    suffix = "json"

    def available(self) -> bool:
        return True

    def prepare(self, folder: Path, *, voters: int) -> None:
        path = folder / "key"
        path.touch(mode=0o600)
        path.write_bytes(AESGCM.generate_key(256))

    def seal(self, folder: Path, choice: Choice, box: Sequence[bytes]) -> Ballot:
        """Every ballot has the same length, whatever it says."""
        code, nonce = secrets.token_bytes(CODE), secrets.token_bytes(NONCE)
        text = code + bytes([CHOICES.index(choice)])
        return Ballot(_written(code), nonce + _cipher(folder).encrypt(nonce, text, None))

    def fits(self, sealed: bytes, box: Sequence[bytes]) -> bool:
        return True  # its code is its own, by chance; the count looks again

    def count(self, folder: Path, box: Sequence[bytes]) -> Counted:
        cipher = _cipher(folder)
        try:
            texts = [cipher.decrypt(one[:NONCE], one[NONCE:], None) for one in box]
            ballots = sorted((_written(text[:CODE]), str(CHOICES[text[CODE]])) for text in texts)
        except (InvalidTag, ValueError, IndexError):
            raise SpoiltBox("a ballot is not as it was sealed") from None
        return self.recount(rfc8785.dumps({"format": FORMAT, "ballots": [list(one) for one in ballots]}))

    def recount(self, published: bytes) -> Counted:
        try:
            said = json.loads(published)
            ballots = [(str(code), Choice(choice)) for code, choice in said["ballots"]]
        except (ValueError, KeyError, TypeError):
            raise SpoiltBox("this is no published ballot box") from None
        codes = [code for code, _choice in ballots]
        if said.get("format") != FORMAT or codes != sorted(set(codes)):
            raise SpoiltBox("a ballot is there twice, or out of order")
        chosen = [choice for _code, choice in ballots]
        return Counted({one: chosen.count(one) for one in CHOICES}, tuple(codes), published)


def _cipher(folder: Path) -> AESGCM:
    try:
        return AESGCM((folder / "key").read_bytes())
    except (OSError, ValueError):
        raise SpoiltBox("the key of this ballot is gone") from None


def _written(code: bytes) -> str:
    """'K7QF-2M9X-3RTA-8BCD', for people to compare."""
    text = b32encode(code).decode()
    return "-".join(text[place : place + 4] for place in range(0, len(text), 4))
