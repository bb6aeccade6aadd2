"""Recovery codes: sixteen digits that stand once in place of a one-time code. Kept as hashes, like passwords.

allauth derives its codes from a sealed seed: whoever has database and secret has them. Ours cannot be read again.
The first digit is a code's number and says which hash to compare: one slow hash for a try, not ten.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password

from balai.people.models import Person

HOW_MANY = 10
LENGTH = 16  # digits: the number, and 15 of chance (49 bits), each set of them tried five times in ten minutes
KIND = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True, slots=True)
class NewCodes:
    """What is shown once, and what is kept."""

    shown: tuple[str, ...]
    hashes: tuple[str, ...]


def new_codes() -> NewCodes:
    """Some seconds of hashing: made before an action begins, so that nobody waits for its locks."""
    codes = [f"{number}{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}}" for number in range(HOW_MANY)]
    shown = tuple(" ".join(code[at : at + 4] for at in range(0, LENGTH, 4)) for code in codes)
    return NewCodes(shown, tuple(make_password(code) for code in codes))


def keep_codes(person: Person, hashes: Sequence[str]) -> None:
    """In place of the earlier ones."""
    Authenticator.objects.filter(user=person, type=KIND).delete()
    Authenticator.objects.create(user=person, type=KIND, data={"hashes": list(hashes)})


def codes_left(person: Person) -> int:
    kept = Authenticator.objects.filter(user=person, type=KIND).first()
    return sum(one is not None for one in kept.data["hashes"]) if kept else 0


def is_right(kept: Authenticator, code: str) -> bool:
    """Whether this is one of the codes that have not been used. Changes nothing."""
    if len(code) != LENGTH or not (code.isascii() and code.isdecimal()):
        return False
    hashed = kept.data["hashes"][int(code[0])]
    return hashed is not None and check_password(code, hashed)


def strike_out(person: Person, code: str, of_list: int) -> bool:
    """The code of this list has been used. False where that has happened before, or the list has been renewed since.

    Only an action calls this, and holds its locks.
    """
    kept = Authenticator.objects.select_for_update().filter(user=person, type=KIND, pk=of_list).first()
    number = int(code[0])
    if kept is None or kept.data["hashes"][number] is None:
        return False
    kept.data["hashes"][number] = None
    kept.save(update_fields=["data"])
    return True
