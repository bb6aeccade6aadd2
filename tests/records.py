"""A log with a key, for tests: signing what has been recorded, opening a proof, a witness in a process of its own."""

from typing import Any

from balai.ledger.models import Checkpoint
from balai.ledger.signing import key_path, new_log_key, sign
from balai.ledger.verifier import Key, Policy, verify
from balai.record.opening import place_of, proof_file
from balai.tlog.note import VerifierKey

ORIGIN = "balai.example/record"


def log_with_key() -> VerifierKey:
    """The key of this test's log, made when it is first needed."""
    if not key_path().exists():
        return new_log_key(ORIGIN).verifier
    from balai.ledger.signing import log_key

    return log_key().verifier


def signed() -> Checkpoint:
    log_with_key()
    kept = sign()
    assert kept is not None
    return kept


def proof_of(decision: Any) -> dict[str, Any]:
    place = place_of(decision.pk)
    assert place is not None
    return proof_file(place)


def verified(file: dict[str, Any], policy: str = "") -> dict[str, Any]:
    return verify(file, [Key(str(log_with_key()))], Policy(policy) if policy else None)
