"""The demonstration government: loaded whole or not at all, through the same actions as everything else."""

from django.db import transaction
from django.utils.timezone import localdate

from balai.demo.files import items, table
from balai.demo.meetings import load_meetings
from balai.demo.people import load_people, load_substitutions
from balai.demo.programme import load_programme


def load() -> None:
    """Load into an empty database."""
    today = localdate()
    with transaction.atomic():
        government = table("government.toml")
        people = load_people(government, today=today)
        loaded = load_meetings(table("meetings.toml"), items(), people, today=today)
        load_programme(table("programme.toml"), items(), loaded, people, today=today)
        load_substitutions(government, people, today=today)
