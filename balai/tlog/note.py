"""Signed notes (c2sp.org/signed-note): a text, an empty line, and a line for each signature.

A verifier key reads `name+hex(id)+base64(type || public key)`; a signer key, as Go's sumdb/note writes it,
`PRIVATE+KEY+name+hex(id)+base64(type || seed)`.
"""

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = 1
COSIGNATURE = 4  # Ed25519 with a time (c2sp.org/tlog-cosignature)
ID = 4  # bytes
DASH = "\u2014"
MOST_SIGNATURES = 64
LONGEST_NOTE = 100_000  # characters


class NoteError(ValueError):
    """A note, key, checkpoint or proof that is not well formed, or not signed by whom it should be."""


def unbase64(text: str) -> bytes:
    """Strict: no line breaks, no missing padding, one spelling for each value.

    Raises:
        NoteError: for anything else.
    """
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError(f"{text[:80]!r} is not base64") from None
    if base64.b64encode(found).decode() != text:
        raise NoteError(f"{text[:80]!r} is not base64 in its one spelling")
    return found


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:ID]


def check_name(name: str) -> str:
    if not name or "+" in name or any(char.isspace() or ord(char) < 32 for char in name):
        raise NoteError(f"{name[:80]!r} is no name of a key: it has no spaces and no plus sign")
    return name


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signatures are believed: a name, a type of signature, an Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Raises NoteError for a key that is not well formed, of a type not known here, or with a wrong id."""
        name, _plus, rest = text.strip().partition("+")
        shown, _plus, encoded = rest.partition("+")
        key = unbase64(encoded)
        if len(key) != 33 or key[0] not in (ED25519, COSIGNATURE):
            raise NoteError("this is no Ed25519 verifier key")
        found = cls(check_name(name), key[0], key[1:])
        if found.id.hex() != shown:
            raise NoteError(f"the id of the key {name} does not belong to it: it was mistyped or altered")
        return found

    def verifies(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key with the name it signs under; `kind` is the type of its signatures."""

    name: str
    kind: int
    seed: bytes

    @classmethod
    def new(cls, name: str, kind: int = ED25519) -> "SignerKey":
        return cls(check_name(name), kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifier(self) -> VerifierKey:
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    def __repr__(self) -> str:
        return f"SignerKey({self.name})"

    def to_text(self) -> str:
        key = base64.b64encode(bytes([self.kind]) + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        parts = text.strip().split("+", 4)
        if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:
            raise NoteError("this is no signer key")
        key = unbase64(parts[4])
        if len(key) != 33 or key[0] not in (ED25519, COSIGNATURE):
            raise NoteError("this is no Ed25519 signer key")
        found = cls(check_name(parts[2]), key[0], key[1:])
        if found.verifier.id.hex() != parts[3]:
            raise NoteError("the id of the signer key does not belong to it")
        return found

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    id: bytes
    bytes: bytes

    def __str__(self) -> str:
        return f"{DASH} {self.name} {base64.b64encode(self.id + self.bytes).decode()}\n"

    def by(self, key: VerifierKey) -> bool:
        """Whether it claims to be by this key."""
        return (self.name, self.id) == (key.name, key.id)


def signed(text: str, key: SignerKey) -> str:
    """The note of a text, signed by a key of type 0x01."""
    return f"{text}\n{Signature(key.name, key.verifier.id, key.sign(text.encode()))}"


def split(note: str) -> tuple[str, list[Signature]]:
    """The text and the signatures, none of them checked.

    Raises:
        NoteError: when it is no note.
    """
    if len(note) > LONGEST_NOTE or any(ord(char) < 32 and char != "\n" for char in note):
        raise NoteError("the note is too long or has control characters")
    at = note.rfind("\n\n")
    if at < 0 or not note.endswith("\n"):
        raise NoteError("a note has an empty line before its signatures and ends in a line break")
    return note[: at + 1], signature_lines(note[at + 2 :])


def signature_lines(lines: str) -> list[Signature]:
    found = []
    for line in lines.split("\n")[:-1]:
        dash, _space, rest = line.partition(" ")
        name, _space, encoded = rest.partition(" ")
        signature = unbase64(encoded)
        if dash != DASH or len(signature) <= ID:
            raise NoteError("a signature line of the note is not well formed")
        found.append(Signature(check_name(name), signature[:ID], signature[ID:]))
    if not 0 < len(found) <= MOST_SIGNATURES or not lines.endswith("\n"):
        raise NoteError("a note has one signature or more, each in a line")
    return found


def opened(note: str, keys: Iterable[VerifierKey]) -> str:
    """The text of a note that at least one of the keys (type 0x01) has signed.

    Raises:
        NoteError: when none has, or when a signature in the name of one of them is wrong.
    """
    text, signatures = split(note)
    if not any([_checked(text, one, key) for key in keys for one in signatures if one.by(key)]):
        raise NoteError("the note is not signed by a key that is believed")
    return text


def _checked(text: str, signature: Signature, key: VerifierKey) -> bool:
    if key.kind != ED25519 or not key.verifies(text.encode(), signature.bytes):
        raise NoteError(f"the signature of {key.name} is wrong")
    return True


def with_signatures(note: str, more: Sequence[Signature]) -> str:
    return note + "".join(map(str, more))
