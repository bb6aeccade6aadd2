"""How a sign-in came to its level of assurance."""

from datetime import datetime
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from fido2.webauthn import AuthenticatorData

from balai import clock
from balai.people.models import Person
from balai.rules.assurance import ORDER, Assurance


def level_of(request: HttpRequest, person: Person) -> Assurance | None:
    """The level that the steps of this sign-in add up to; None where no step is known."""
    if getattr(request, "picked_from_list", False):
        return Assurance.DEMO
    records = get_authentication_records(request, person)
    levels = [level for level in map(_level_of_step, records) if level]
    if any(one.get("method") == "password" for one in records):
        second = any(one.get("type") in ("totp", "recovery_codes") for one in records)
        levels.append(Assurance.TWO_FACTORS if second else Assurance.PASSWORD)
    return max(levels, key=ORDER.index, default=None)


def proved_at(request: HttpRequest, person: Person) -> datetime:
    """When the person showed who they are: now, or, at an identity provider, when the provider says."""
    records = get_authentication_records(request, person)
    said = [one["proved_at"] for one in records if one.get("method") == "socialaccount" and one.get("proved_at")]
    return datetime.fromisoformat(said[-1]) if said else clock.now()


def counted_steps(request: HttpRequest, person: Person) -> int:
    """How many of the steps of this sign-in were counted as tries (`tries`): passwords and codes, not passkeys."""
    records = get_authentication_records(request, person)
    return sum(one.get("method") == "password" or one.get("type") in ("totp", "recovery_codes") for one in records)


def _level_of_step(record: dict[str, Any]) -> Assurance | None:
    """What one step shows by itself. Codes count only beside a password."""
    if record.get("type") == "webauthn":
        return level_of_passkey(Authenticator.objects.filter(pk=record.get("id")).first())
    if record.get("method") == "socialaccount" and record.get("assurance"):
        return Assurance(record["assurance"])
    return None


def level_of_passkey(key: Authenticator | None) -> Assurance | None:
    """A key that may be copied to other devices says so itself ('backup eligible', WebAuthn level 3, § 6.1.3)."""
    if key is None:
        return None
    copies = key.wrap().authenticator_data.flags & AuthenticatorData.FLAG.BE
    return Assurance.PASSKEY if copies else Assurance.DEVICE_PASSKEY
