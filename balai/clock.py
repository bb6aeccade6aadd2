"""The one clock. Rules compare with this and never with the reader's device."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC; tests replace this function."""
    return timezone.now()
