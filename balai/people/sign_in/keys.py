"""A person's keys: passkeys, and a password with one-time codes and recovery codes. Kept by django-allauth's tables.

Only actions call what changes something here.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.hashers import get_hasher, identify_hasher

from balai.people.models import Person
from balai.people.sign_in import ending
from balai.people.sign_in.assurance import level_of_passkey

Kind = Authenticator.Type
WAYS_IN = (Kind.WEBAUTHN, Kind.TOTP)


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """`credential` is what the browser gave, already verified."""

    name: str
    credential: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewPassword:
    """`secret` is shared with the app that makes one-time codes; a first code has been verified."""

    password: str
    secret: str


NewKey = NewPasskey | NewPassword


def keep(person: Person, key: NewKey) -> dict[str, str | None]:
    """Keep a key. Gives what the record says of it."""
    if isinstance(key, NewPasskey):
        return described(WebAuthn.add(person, key.name[:80], key.credential).instance)
    person.set_password(key.password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person, type__in=(Kind.TOTP, Kind.RECOVERY_CODES)).delete()
    return described(TOTP.activate(person, key.secret).instance) | {"password": print_of_password(person)}


def drop(person: Person, key: Authenticator) -> None:
    """Remove a key; one-time codes go together with their password and the recovery codes."""
    if key.type == Kind.TOTP:
        Authenticator.objects.filter(user=person, type=Kind.RECOVERY_CODES).delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
    key.delete()


def described(key: Authenticator) -> dict[str, str | None]:
    """What the record says of a key; the print binds the entry to this key and no other."""
    level = level_of_passkey(key) if key.type == Kind.WEBAUTHN else None
    return {"kind": key.type, "assurance": level, "print": print_of(key)}


def print_of(key: Authenticator) -> str:
    """SHA-256 of a passkey's public key with its number, or of the secret of one-time codes, in hex."""
    if key.type == Kind.WEBAUTHN:
        public = key.wrap().authenticator_data.credential_data
        return hashlib.sha256(b"balai passkey\n" + bytes(public)).hexdigest()
    return hashlib.sha256(b"balai codes\n" + decrypt(key.data["secret"]).encode()).hexdigest()


def print_of_password(person: Person) -> str | None:
    """SHA-256 of the kept hash, which has its salt, in hex; None where no password opens."""
    if not person.has_usable_password():
        return None
    return hashlib.sha256(b"balai password\n" + person.password.encode()).hexdigest()


def is_outdated(kept: str) -> bool:
    """Whether a password is kept by another way of hashing than new ones are."""
    preferred = get_hasher()
    return identify_hasher(kept).algorithm != preferred.algorithm or preferred.must_update(kept)


def ways_in(person: Person) -> list[Authenticator]:
    """Passkeys, and the one-time codes that stand for password and code together."""
    return list(Authenticator.objects.filter(user=person, type__in=WAYS_IN).order_by("created_at"))


def forget_keys(person: Person) -> list[str]:
    """Everything by which this person could sign in or is signed in ends. Gives the handles of the sessions."""
    Authenticator.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return ending.end_sessions(person)
