#!/usr/bin/env python3
"""Checks the proof of a decision offline. One file; needs Python 3.9 or later and the package `cryptography`.

    python3 verifier.py decision.proof.json --key VKEY [--policy FILE] [--json]

It shares no code with the system that made the proof. docs/VERIFY.md describes the formats: C2SP's signed-note,
tlog-checkpoint, tlog-cosignature, tlog-proof and tlog-policy, and the hashes of RFC 6962.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4
DASH = "\u2014"
CONTENT = b"balai-ledger/1 content\n"
ENTRY = b"balai-ledger/1 entry\n"


class Bad(Exception):
    """The proof does not hold; the message says why."""


def sha256(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        raise Bad("something that should be base64 is not") from None
    if base64.b64encode(found).decode() != text:
        raise Bad("something that should be base64 is not in its one spelling")
    return found


class Key:
    """A verifier key: name+id+base64(type || public key)."""

    def __init__(self, text: str) -> None:
        name, plus, rest = text.strip().partition("+")
        shown, _, encoded = rest.partition("+")
        key = unbase64(encoded)
        if not name or not plus or len(key) != 33 or key[0] not in (ED25519, COSIGNATURE):
            raise Bad("this is no Ed25519 verifier key: " + text[:60])
        self.name, self.kind, self.public = name, key[0], key[1:]
        self.id = sha256(name.encode(), b"\n", key)[:4]
        if self.id.hex() != shown:
            raise Bad("the key of " + name + " was mistyped or altered: its id does not belong to it")

    def check(self, message: bytes, signature: bytes) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            raise Bad("the signature of " + self.name + " is wrong") from None


def split_note(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text of a signed note, and its signatures as (name, id, bytes)."""
    at = note.rfind("\n\n")
    if at < 0 or not note.endswith("\n"):
        raise Bad("the checkpoint is no signed note")
    signatures = []
    for line in note[at + 2 : -1].split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != DASH:
            raise Bad("a signature line of the checkpoint is not well formed")
        signature = unbase64(parts[2])
        signatures.append((parts[1], signature[:4], signature[4:]))
    return note[: at + 1], signatures


def check_log(note: str, key: Key) -> tuple[int, bytes]:
    """The size and the root that the log's key has signed."""
    text, signatures = split_note(note)
    mine = [one for one in signatures if one[:2] == (key.name, key.id)]
    if not mine or key.kind != ED25519:
        raise Bad("the checkpoint is not signed by the key of " + key.name)
    for _name, _id, signature in mine:
        key.check(text.encode(), signature)
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] != key.name:
        raise Bad("the checkpoint is of another log: " + lines[0])
    root = unbase64(lines[2])
    if not lines[1].isdecimal() or len(root) != 32:
        raise Bad("the checkpoint has no size or no root")
    return int(lines[1]), root


def cosigned(note: str, keys: Iterable[Key]) -> dict[str, int]:
    """Which of these witnesses have cosigned, and when: {name: POSIX time}."""
    text, signatures = split_note(note)
    found = {}
    for key in keys:
        for _name, _id, signature in (one for one in signatures if one[:2] == (key.name, key.id)):
            at = int.from_bytes(signature[:8], "big")
            key.check(f"cosignature/v1\ntime {at}\n{text}".encode(), signature[8:])
            found[key.name] = at
    return found


class Policy:
    """c2sp.org/tlog-policy: which logs and witnesses are believed, and how many must have cosigned."""

    def __init__(self, text: str) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, list[str]]] = {}
        self.quorum: str | None = None
        for line in text.split("\n"):
            words = line.split()
            if words and not words[0].startswith("#"):
                self._read(words)
        if self.quorum is None:
            raise Bad("the policy has no line 'quorum'")

    def _read(self, words: list[str]) -> None:
        known = {"none", *self.witnesses, *self.groups}
        if words[0] == "log" and len(words) in (2, 3):
            self.logs.append(Key(words[1]))
        elif words[0] == "witness" and len(words) in (3, 4) and words[1] not in known:
            key = Key(words[2])
            if any(one.name == key.name or one.public == key.public for one in self.witnesses.values()):
                raise Bad("a witness stands in the policy twice: " + key.name)
            self.witnesses[words[1]] = key
        elif words[0] == "group" and len(words) > 3 and words[1] not in known and known >= set(words[3:]):
            members = words[3:]
            count = {"any": "1", "all": str(len(members))}.get(words[2], words[2])
            if not count.isdecimal() or not 1 <= int(count) <= len(set(members)) == len(members):
                raise Bad("cannot read the policy: " + " ".join(words))
            self.groups[words[1]] = (int(count), members)
        elif words[0] == "quorum" and len(words) == 2 and words[1] in known and self.quorum is None:
            self.quorum = words[1]
        else:
            raise Bad("cannot read the policy: " + " ".join(words))

    def satisfied(self, names: Collection[str], name: str = "") -> bool:
        name = name or self.quorum or ""
        if name == "none":
            return True
        if name in self.witnesses:
            return self.witnesses[name].name in names
        count, members = self.groups[name]
        return sum(self.satisfied(names, one) for one in members) >= count


def root_from(leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> bytes:
    """The root that the hashes lead to from a leaf (RFC 6962, section 2.1.1)."""
    if not 0 <= index < size:
        raise Bad(f"entry {index} is not among {size}")

    def climb(begin: int, end: int, left: Sequence[bytes]) -> bytes:
        if end - begin == 1:
            if left:
                raise Bad("the proof has too many hashes")
            return sha256(b"\x00", leaf)
        if not left:
            raise Bad("the proof has too few hashes")
        middle = begin + (1 << ((end - begin - 1).bit_length() - 1))
        if index < middle:
            return sha256(b"\x01", climb(begin, middle, left[:-1]), left[-1])
        return sha256(b"\x01", left[-1], climb(middle, end, left[:-1]))

    return climb(0, size, hashes)


def parse_proof(text: str) -> tuple[int, list[bytes], str]:
    """c2sp.org/tlog-proof: index, hashes, checkpoint."""
    head, _, note = text.partition("\n\n")
    lines = [line for line in head.split("\n") if not line.startswith("extra ")]
    if lines[0] != "c2sp.org/tlog-proof@v1" or len(lines) < 2 or not lines[1].startswith("index "):
        raise Bad("the file has no tlog-proof")
    index = lines[1][6:]
    if not index.isdecimal():
        raise Bad("the proof names no entry")
    return int(index), [unbase64(line) for line in lines[2:]], note


def check_entry(file: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """What the entry and its content say; the leaf must commit to the one, and the entry to the other."""
    leaf, entry, content = file["leaf"], file["entry"], file.get("content")
    committed = sha256(ENTRY, bytes.fromhex(entry["seal"]), entry["text"].encode()).hex()
    if leaf != '{"entry":"' + committed + '","schema":"balai-leaf/1"}':
        raise Bad("the entry shown is not the one that the log commits to")
    said = json.loads(entry["text"])
    if content is None:
        return said, None
    if said["content"] != sha256(CONTENT, bytes.fromhex(content["salt"]), content["text"].encode()).hex():
        raise Bad("the content shown is not the one that the entry commits to")
    return said, json.loads(content["text"])


def verify(file: dict[str, Any], logs: Sequence[Key], policy: Policy | None = None) -> dict[str, Any]:
    """Check a proof. Returns what is proved; raises Bad where it does not hold."""
    try:
        index, hashes, note = parse_proof(file["proof"])
        origin = note.split("\n", 1)[0]
        key = next((one for one in logs if one.name == origin), None)
        if key is None:
            raise Bad("the proof is of the log " + origin + ", whose key was not given")
        size, root = check_log(note, key)
        if root_from(file["leaf"].encode(), index, size, hashes) != root:
            raise Bad("the entry does not stand in the log: the hashes lead to another root")
        said, content = check_entry(file)
        seen = cosigned(note, policy.witnesses.values() if policy else [])
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Bad(f"the file is no proof: {error!r}") from None
    if policy and not policy.satisfied(seen):
        raise Bad("fewer witnesses than the policy asks for have cosigned")
    return {"log": key.name, "index": index, "size": size, "witnesses": seen, "entry": said, "content": content}


def in_words(found: dict[str, Any]) -> str:
    lines = [f"VERIFIED: entry {found['index']} stands in the log {found['log']} of {found['size']} entries."]
    for name, at in found["witnesses"].items():
        lines.append("  cosigned by {} at {}".format(name, time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(at))))
    if not found["witnesses"]:
        lines.append("  No witness was asked for: this relies on the log's key alone (give --policy).")
    entry, content = found["entry"], found["content"]
    lines.append("  entered {}, act {}, rule {}".format(entry["at"], entry["act"], entry["rule"] or "(none)"))
    if content is None:
        lines.append("  its content is not shown")
    else:
        lines.append(json.dumps(content, indent=2, ensure_ascii=False))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check the proof of a decision offline.")
    parser.add_argument("file")
    parser.add_argument("--key", action="append", default=[], help="the log's verifier key, from a source you trust")
    parser.add_argument("--policy", help="a file in C2SP's tlog-policy format: logs, witnesses, quorum")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    try:
        policy = None
        if asked.policy:
            with open(asked.policy, encoding="utf-8") as file:
                policy = Policy(file.read())
        logs = [Key(one) for one in asked.key] + (policy.logs if policy else [])
        if not logs:
            raise Bad("say whose log it is: --key VKEY, from a source other than the file")
        with open(asked.file, encoding="utf-8") as file:
            found = verify(json.load(file), logs, policy)
    except (Bad, OSError, ValueError) as error:
        if asked.json:
            sys.stdout.write(json.dumps({"verified": False, "why": str(error)}) + "\n")
        else:
            sys.stderr.write(f"NOT VERIFIED: {error}\n")
        return 1
    sys.stdout.write((json.dumps({"verified": True, **found}) if asked.json else in_words(found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
