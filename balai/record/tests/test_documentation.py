"""docs/VERIFY.md names what there is."""

import re
from pathlib import Path

from balai.ledger.alarms import Event
from balai.ledger.commitment import leaf_of
from balai.ledger.verifier import CONTENT, ENTRY

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "VERIFY.md").read_text(encoding="utf-8")


def test_every_alarm_is_explained_and_every_explained_alarm_is_there():
    witness = set(re.findall(r'"(?:event=)?(witness\.log_(?!heard)[a-z_]+)', "".join(map(source, ("state", "server")))))
    assert set(re.findall(r"`((?:record|witness)\.[a-z_]+)`", TEXT)) - {"balai.record"} == set(Event) | witness


def source(name: str) -> str:
    return (ROOT / "balai" / "witness" / f"{name}.py").read_text(encoding="utf-8")


def test_the_commitments_are_those_that_are_explained():
    for domain in (ENTRY, CONTENT):
        assert domain.decode().replace("\n", "\\n") in TEXT
    assert re.sub(r"[0-9a-f]{64}", "H", leaf_of(b"", "")) in TEXT
