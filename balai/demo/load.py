"""The demonstration government: loaded whole or not at all, through the same actions as everything else."""

from django.db import transaction
from django.utils.timezone import localdate

from balai.demo.agenda import RealAgenda, open_on
from balai.demo.files import items, table
from balai.demo.meetings import load_meetings, moment_of
from balai.demo.people import load_people, load_substitutions
from balai.demo.programme import load_programme


def load(agenda: RealAgenda | None = None) -> None:
    """Load into an empty database; a real agenda takes the place of the meeting that members answer now."""
    today = localdate()
    with transaction.atomic():
        government, meetings = table("government.toml"), table("meetings.toml")
        people = load_people(government, today=today)
        without = agenda.replaces if agenda else None
        loaded = load_meetings(meetings, items(), people, today=today, without=without)
        load_programme(table("programme.toml"), items(), loaded, people, today=today)
        load_substitutions(government, people, today=today)
        if agenda:
            replaced = next(one for one in meetings["meetings"] if one["key"] == agenda.replaces)
            open_on(agenda, people, starts_at=moment_of(replaced, people, today))
