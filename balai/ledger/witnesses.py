"""Asking the witnesses to cosign (c2sp.org/tlog-witness), and understanding when they say that something is wrong."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from requests import RequestException

from balai import clock
from balai.action import turn
from balai.ledger.alarms import Event, end_alarms, raise_alarm
from balai.ledger.models import Checkpoint, Cosignature
from balai.ledger.signing import one_at_a_time
from balai.ledger.tree import with_nodes
from balai.outgoing import NotAsked, Outgoing, origin
from balai.rules.merkle_proofs import consistency_proof
from balai.tlog.cosignature import seen_in
from balai.tlog.note import NoteError, VerifierKey, signature_lines, split
from balai.tlog.policy import Policy, Witness, parse_policy
from balai.tlog.proof import hash_lines

AGAIN = timedelta(minutes=5)  # so often a checkpoint that still stands is cosigned anew, to say that it still stands


def policy() -> Policy:
    """Which witnesses there are, from the file that the settings name.

    Raises:
        ImproperlyConfigured: when it cannot be read.
    """
    if settings.LEDGER_POLICY is None:
        return Policy()
    try:
        known = parse_policy(settings.LEDGER_POLICY.read_text(encoding="utf-8"))
        for witness in known.witnesses.values():
            if witness.url:
                origin(witness.url)
        return known
    except (OSError, NoteError, NotAsked) as error:
        raise ImproperlyConfigured(f"BALAI_LEDGER_POLICY: {error}") from None


def ask_witnesses() -> None:
    """Collect the cosignatures on the last checkpoint. Of several processes one asks."""
    known = policy()
    with one_at_a_time("witnesses", wait=False) as mine:
        kept = Checkpoint.objects.order_by("-size").first()
        if not mine or kept is None:
            return
        for witness in known.witnesses.values():
            if witness.url and _is_due(kept, witness):
                _ask(kept, witness)
        _judge(kept, known)


def _is_due(kept: Checkpoint, witness: Witness) -> bool:
    last = kept.cosignatures.filter(witness=witness.key.name).first()
    return last is None or clock.now() - last.at > AGAIN


def _judge(kept: Checkpoint, known: Policy) -> None:
    enough = known.satisfied(cosigned_by(kept, known))
    if enough != kept.enough:
        with turn():
            Checkpoint.objects.filter(pk=kept.pk).update(enough=enough)
        kept.enough = enough
    if enough:
        end_alarms(Event.QUORUM_MISSING)
    else:
        raise_alarm(Event.QUORUM_MISSING, f"fewer witnesses than the policy asks for have cosigned {kept.size} entries")


def cosigned_by(kept: Checkpoint, known: Policy) -> set[VerifierKey]:
    names = set(kept.cosignatures.values_list("witness", flat=True))
    return {one.key for one in known.witnesses.values() if one.key.name in names}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


def _ask(kept: Checkpoint, witness: Witness) -> None:
    """One witness: from the size that it knows, as far as we remember; if it says another one, once more from there."""
    name = witness.key.name
    last = Cosignature.objects.filter(witness=name).order_by("-checkpoint_id").first()
    old = min(last.checkpoint_id, kept.size) if last else 0
    try:
        answer = send(kept, witness, old)
        if answer.status == 409 and (says := _size_in(answer)) is not None and says != old and says <= kept.size:
            old, answer = says, send(kept, witness, says)
    except RequestException as error:
        raise_alarm(Event.WITNESS_MISSING, f"does not answer: {error}"[:500], name)
        return
    end_alarms(Event.WITNESS_MISSING, source=name)
    _understand(kept, witness, old, answer)


def _understand(kept: Checkpoint, witness: Witness, old: int, answer: Answer) -> None:
    name, says = witness.key.name, _size_in(answer)
    if answer.status == 200:
        _accept(kept, witness, answer)
    elif answer.status == 409 and says is not None and says > kept.size:
        raise_alarm(
            Event.WITNESS_AHEAD,
            f"has seen {says} entries of this log, which has {kept.size}: the server was restored from an old backup",
            name,
        )
    elif answer.status == 422 or (answer.status == 409 and says in (None, old)):
        raise_alarm(Event.WITNESS_CONTRADICTS, f"the first {old} entries are not those that it has seen", name)
    else:
        raise_alarm(Event.WITNESS_REFUSED, f"answers {answer.status}: {answer.text[:200]}", name)


def _accept(kept: Checkpoint, witness: Witness, answer: Answer) -> None:
    text, _signatures = split(kept.note)
    try:
        found = seen_in(text, signature_lines(answer.text), [witness.key])
    except NoteError as error:
        found, answer = [], Answer(200, str(error))
    if not found:
        raise_alarm(Event.WITNESS_REFUSED, f"gave no valid cosignature: {answer.text[:200]}", witness.key.name)
        return
    with turn():
        Cosignature.objects.update_or_create(
            checkpoint=kept, witness=witness.key.name, defaults={"line": str(found[0].signature), "at": clock.now()}
        )
    end_alarms(Event.WITNESS_REFUSED, Event.WITNESS_AHEAD, Event.WITNESS_CONTRADICTS, source=witness.key.name)


def _size_in(answer: Answer) -> int | None:
    text = answer.text.strip()
    return int(text) if answer.status == 409 and text.isascii() and text.isdecimal() and len(text) < 20 else None


def send(kept: Checkpoint, witness: Witness, old: int) -> Answer:
    """POST add-checkpoint, growing from `old` entries."""
    size = kept.size
    proof = with_nodes(lambda read: consistency_proof(old, size, read)) if 0 < old < size else []
    body = f"old {old}\n{hash_lines(proof)}\n{kept.note}".encode()
    with Outgoing([witness.url]) as outside:
        answer = outside.post(f"{witness.url.rstrip('/')}/add-checkpoint", data=body)
    return Answer(answer.status_code, answer.content.decode("utf-8", "replace"))
