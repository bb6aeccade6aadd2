"""An act that a screen sends again, because no answer came back over a bad line, is done once.

The screen gives each act a key of its own in the header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header).
The key is kept in the act's own transaction: what was rolled back or refused may be sent again, what was committed is
not done again, and of two that arrive together one waits for the other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from balai import clock
from balai.action import beginning_with
from balai.live.models import DoneOnce
from balai.people.models import Person
from balai.verdict import Refused, bad_input

HEADER = "Idempotency-Key"


class _AlreadyDone(Exception):
    """This act was committed before; the screen did not hear of it."""


@contextmanager
def once(request: HttpRequest) -> Iterator[None]:
    """The action within is done if its key is new; otherwise nothing happens, and the screen is shown what is.

    Raises:
        Refused: the key is none.
    """
    key, person = _key(request), request.user
    if key is None or not isinstance(person, Person):
        yield
        return
    try:
        with beginning_with(lambda: _note(key, person)):
            yield
    except _AlreadyDone:
        pass


def _key(request: HttpRequest) -> UUID | None:
    """The key, for this address: one that comes again with another act is another key."""
    given = request.headers.get(HEADER, "")
    if not given:
        return None
    try:
        return uuid5(UUID(given.strip('"')), request.path)
    except ValueError:
        raise Refused(bad_input(_("The header Idempotency-Key must be a UUID; nothing was changed."))) from None


def _note(key: UUID, person: Person) -> None:
    try:
        with transaction.atomic():
            DoneOnce.objects.create(key=key, person_id=person.pk, at=clock.now())
    except IntegrityError:
        raise _AlreadyDone from None
