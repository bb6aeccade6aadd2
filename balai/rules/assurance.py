"""How sure it is who acts: levels in order, and how fresh a sign-in has to be (NIST SP 800-63B-4; eIDAS 2015/1502)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class Assurance(StrEnum):
    """From the weakest to the strongest."""

    DEMO = "demo"  # picked from a list, in a demonstration
    PASSWORD = "password"  # noqa: S105 (a name, not a password)
    TWO_FACTORS = "two_factors"  # a password and a one-time or recovery code
    PASSKEY = "passkey"  # a key that its holder unlocked (WebAuthn with user verification); may be synchronised
    DEVICE_PASSKEY = "device_passkey"  # the same, and the key cannot leave its device


class Shortfall(StrEnum):
    LEVEL = "level"
    TIME = "time"


ORDER = tuple(Assurance)


def at_least(level: Assurance | None, wanted: Assurance) -> bool:
    return level is not None and ORDER.index(level) >= ORDER.index(wanted)


def is_fresh(proved_at: datetime | None, now: datetime, minutes: int) -> bool:
    """Whether somebody has shown who they are within the last `minutes`; a moment to come does not count."""
    return proved_at is not None and timedelta() <= now - proved_at <= timedelta(minutes=minutes)


def shortfall(
    level: Assurance | None, proved_at: datetime | None, now: datetime, *, wanted: str, minutes: int | None
) -> Shortfall | None:
    """What an act still needs: a stronger proof, a fresher one, or nothing. `wanted` is a level or 'none'."""
    if wanted != "none" and not at_least(level, Assurance(wanted)):
        return Shortfall.LEVEL
    if minutes is not None and not is_fresh(proved_at, now, minutes):
        return Shortfall.TIME
    return None


# RFC 8176: how somebody was authenticated, in the words of an identity provider.
UNLOCKED = {"mfa", "pin", "fpt", "face", "iris", "retina", "user", "bio"}
SECOND = {"mfa", "otp", "sms", "tel", "mca", "sc", "hwk", "swk", "pop"}


def level_of_claims(acr: str, amr: Collection[str], levels: Mapping[str, Assurance]) -> Assurance:
    """The level of a sign-in elsewhere: as the installation rates its `acr`, otherwise by what its `amr` names.

    What a provider does not say does not count: at least a password has been given.
    """
    if acr in levels:
        return levels[acr]
    said = set(amr)
    if said & {"hwk", "sc"} and said & UNLOCKED:
        return Assurance.DEVICE_PASSKEY
    if said & {"swk", "pop"} and said & UNLOCKED:
        return Assurance.PASSKEY
    return Assurance.TWO_FACTORS if "mfa" in said or ("pwd" in said and said & SECOND) else Assurance.PASSWORD


def read_levels(text: str) -> dict[str, Assurance]:
    """'acr=level' pairs, separated by commas.

    Raises:
        ValueError: for a pair that is none, or a level that does not exist.
    """
    pairs = (one.strip().rpartition("=") for one in text.split(",") if one.strip())
    levels = {}
    for acr, sign, level in pairs:
        if not sign or not acr or level not in ORDER:
            raise ValueError(f"{acr}{sign}{level}: write acr=level, with a level of {', '.join(ORDER)}")
        levels[acr] = Assurance(level)
    return levels
