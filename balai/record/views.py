"""The record for everybody: its checkpoint, its tiles, its proofs. And its state for those who look after it."""

import re
from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from balai.action import require
from balai.ledger import proofs
from balai.ledger.models import Checkpoint
from balai.ledger.signing import log_key
from balai.meetings.decision_page import decision_for
from balai.people.models import Person
from balai.record import queries
from balai.record.opening import Place, place_of, proof_file
from balai.record.policy import may_watch_record
from balai.tlog.note import VerifierKey
from balai.tlog.proof import hash_lines
from balai.web.http import PersonRequest, signed_in

TILE = re.compile(
    r"(?P<level>entries|0|[1-9]|[1-5]\d|6[0-3])/(?P<number>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?"
)
FOR_EVER = "public, max-age=31536000, immutable"


def _published() -> Checkpoint:
    found = proofs.published()
    if found is None:
        raise Http404
    return found


def _key() -> VerifierKey | None:
    try:
        return log_key().verifier
    except ImproperlyConfigured:
        return None


def _text(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=1"
    return response


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the record is and how anybody checks it."""
    watches = isinstance(request.user, Person) and bool(may_watch_record(request.user))
    context = {"checkpoint": proofs.published(), "key": _key(), "watches": watches}
    return render(request, "record/front.html", context)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The verifier key of the log. Whoever wants to rely on it has it from elsewhere: printed, in the gazette."""
    if (found := _key()) is None:
        raise Http404
    return _text(f"{found}\n")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    return _text(_published().cosigned_note())


@require_safe
def tile(request: HttpRequest, place: str) -> HttpResponse:
    """A tile of hashes, or a bundle of entries, that the published log has."""
    asked = TILE.fullmatch(place)
    if asked is None:
        raise Http404
    parts = asked["number"].split("/")
    number = int("".join(part.removeprefix("x") for part in parts))
    width = int(asked["width"] or proofs.WIDTH)
    if (asked["width"] and width >= proofs.WIDTH) or (len(parts) > 1 and parts[0] == "x000"):
        raise Http404
    size = _published().size
    if asked["level"] == "entries":
        found = proofs.entries(number, width, size)
    else:
        found = proofs.tile(int(asked["level"]), number, width, size)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="application/octet-stream")
    response["Cache-Control"] = FOR_EVER
    return response


def _or_404(make: Callable[[], str]) -> HttpResponse:
    try:
        return _text(make())
    except ValueError:
        raise Http404 from None


@require_safe
def inclusion(request: HttpRequest, index: int) -> HttpResponse:
    """The proof that the entry with this number stands in the log (c2sp.org/tlog-proof)."""
    published = _published()
    return _or_404(lambda: proofs.inclusion(index, published).to_text())


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """The proof that the log of `new` entries begins with the log of `old`: a hash in each line."""
    if new > _published().size:
        raise Http404
    return _or_404(lambda: hash_lines(proofs.consistency(old, new)))


@require_safe
@signed_in
def status(request: PersonRequest) -> HttpResponse:
    require(may_watch_record(request.user))
    return render(request, "record/status.html", {"state": queries.record_state()})


@require_safe
@signed_in
def decision_proof(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The proof of a decision for those who may read it."""
    decision_for(request.user, pk)
    return proof_answer(place_of(pk))


def proof_answer(place: Place | None) -> HttpResponse:
    """The proof as a file to keep; 404 until the entry has been signed."""
    if place is None or place.checkpoint is None:
        raise Http404
    response = JsonResponse(proof_file(place), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="decision-{place.entry.about_id}.proof.json"'
    return response
