"""The proof of a decision in one file: the signed log, its way to the entry, and what the entry says."""

from dataclasses import dataclass
from uuid import UUID

from balai.decisions.models import Decision
from balai.decisions.record import TAKEN
from balai.ledger.models import Checkpoint, Entry
from balai.ledger.proofs import covering, inclusion
from balai.ledger.signing import log_key

SCHEMA = "balai-proof/1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a decision stands in the record; `checkpoint` is None until it has been signed."""

    entry: Entry
    checkpoint: Checkpoint | None


def place_of(decision: UUID) -> Place | None:
    """None for a decision from before decisions had entries of their own."""
    about = Decision._meta.label_lower
    entry = Entry.objects.filter(about_kind=about, about_id=str(decision), act=TAKEN).order_by("index").first()
    return Place(entry, covering(entry.index)) if entry else None


def proof_file(place: Place) -> dict[str, object]:
    """The file for whoever may see the decision. docs/VERIFY.md describes it; balai/ledger/verifier.py reads it."""
    assert place.checkpoint is not None
    entry = place.entry
    content = None
    if entry.salt is not None and entry.content is not None:
        content = {"salt": bytes(entry.salt).hex(), "text": entry.content}
    return {
        "schema": SCHEMA,
        "key": str(log_key().verifier),
        "proof": inclusion(entry.index, place.checkpoint).to_text(),
        "leaf": entry.leaf,
        "entry": {"seal": bytes(entry.seal).hex(), "text": entry.canonical},
        "content": content,
    }
