"""A database administrator writes a session of the chair into the table."""

import json
import secrets
from datetime import timedelta
from uuid import uuid4

from django.conf import settings

from balai import clock
from balai.drill.browser import LINUX, SESSION
from balai.drill.stage import Stage
from balai.people.models import DeviceSession
from balai.people.sign_in.device import device_of
from balai.people.sign_in.sessions import kept_as

DEFENCES = ("sessions-are-signed",)


def attack(stage: Stage) -> bool:
    person = stage.world.person("kai")
    key, now = secrets.token_hex(16), clock.now()
    device = device_of(LINUX)
    facts = {"handle": str(uuid4()), "device": device, "assurance": "passkey", "tries_before": 0}
    facts |= {"at": now.isoformat(), "proved_at": now.isoformat(), "counts_from": now.isoformat()}
    said = {
        "_auth_user_id": str(person.pk),
        "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
        "_auth_user_hash": person.get_session_auth_hash(),  # the administrator may even know the secret of passwords
        "sign_in": facts,
    }
    stage.attack_begins()
    DeviceSession.objects.create(
        session_key=kept_as(key),
        session_data=json.dumps(said),
        expire_date=now + timedelta(hours=1),
        person=person,
        device=device,
        signed_in_at=now,
        used_at=now,
    )
    attacker = stage.stranger()
    attacker.cookies = {SESSION: key}
    return attacker.get("/desk/").sent_to_sign_in
