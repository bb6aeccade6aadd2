"""Every sign-in, however it came about, passes here: `login()` cannot begin a session that is not on record."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from balai import clock
from balai.people.actions.prove_again import prove_again
from balai.people.actions.sign_in import sign_in
from balai.people.models import DeviceSession, Person
from balai.people.sign_in import tries
from balai.people.sign_in.assurance import counted_steps, level_of, proved_at
from balai.people.sign_in.device import device_of
from balai.people.sign_in.parallel import make_room
from balai.people.sign_in.sessions import FACTS
from balai.people.sign_in.sure import Sure, acting_with
from balai.rules.assurance import Assurance
from balai.verdict import Refused


@receiver(user_logged_in)
def begin(request: HttpRequest, user: Person, **_rest: Any) -> None:
    """Put on record, and into the session, how and when this person signed in."""
    level, proved = level_of(request, user), proved_at(request, user)
    device, handle = device_of(request.headers.get("User-Agent", "")), str(uuid4())
    counted = tries.forget(tries.for_name(user.username), tries.for_code(user.pk))
    vain = max(0, counted - counted_steps(request, user))
    try:
        with acting_with(Sure(level, proved)):
            sign_in(user, session=handle, device=device, assurance=level, tries=vain)
    except Refused:
        request.session.flush()
        raise
    make_room(request, user)
    DeviceSession.objects.filter(expire_date__lt=clock.now()).delete()
    facts: dict[str, Any] = {"handle": handle, "device": device, "assurance": level or "", "tries_before": vain}
    facts |= {"at": clock.now().isoformat(), "proved_at": proved.isoformat() if level else None}
    facts["counts_from"] = proved.isoformat()
    request.session[FACTS] = facts


def prove(request: HttpRequest, person: Person, level: Assurance | None, *, at: datetime | None = None) -> None:
    """The person of this session has shown again that it is them. From now on the session acts with this level."""
    facts, proved = request.session[FACTS], at or clock.now()
    with acting_with(Sure(level, proved)):
        prove_again(person, session=facts["handle"], assurance=level)
    request.session[FACTS] = {**facts, "assurance": level or "", "proved_at": proved.isoformat()}
    request.session.cycle_key()
