"""Counting tries to sign in, in the database, so that the count is the same for every process.

A try counts when it begins and is struck out when it succeeds: a hundred at once are a hundred. Names that do not
exist are counted like those that do.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from balai import clock
from balai.people.models import Try
from balai.people.sign_in.secrets import keyed_hash

KEPT = timedelta(days=1)
CODE_ACCEPTED = timedelta(minutes=5)  # a one-time code is accepted for less than that


def for_name(username: str) -> str:
    return keyed_hash(f"name {username.strip().lower()}")


def for_code(person: UUID) -> str:
    return keyed_hash(f"code {person}")


def for_address(address: str) -> str:
    return keyed_hash(f"address {address}")


def count(subject: str, limit: int) -> tuple[Try, int]:
    """Enter a try. Gives it with how many there were within the window, this one included."""
    now = clock.now()
    since = now - timedelta(minutes=settings.SIGN_IN_WINDOW_MINUTES)
    Try.objects.filter(at__lt=now - KEPT).delete()
    if Try.objects.filter(subject=subject, at__gt=since).count() > limit:
        # Beyond the limit nothing more is entered: trying on does not make the wait longer, nor the table larger.
        return Try(subject=subject, at=now), limit + 2
    entered = Try.objects.create(subject=subject, at=now)
    return entered, Try.objects.filter(subject=subject, at__gt=since).count()


def used_already(person: UUID, code: str) -> bool:
    """Enter that a person's code has been used. True where it was used before, in the time in which one is accepted."""
    subject, now = keyed_hash(f"used code {person} {code}"), clock.now()
    if Try.objects.filter(subject=subject, at__gt=now - CODE_ACCEPTED).exists():
        return True
    Try.objects.create(subject=subject, at=now)
    return False


def forget(*subjects: str) -> int:
    """Strike out what was counted for these. Gives how many tries that were."""
    struck, _by_model = Try.objects.filter(subject__in=subjects).delete()
    return struck


def strike_one(subject: str) -> None:
    """Strike out the latest try: it succeeded."""
    latest = Try.objects.filter(subject=subject).order_by("-at").first()
    if latest is not None:
        latest.delete()
