"""Pages ask the database the same number of questions, however many items and members there are."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.models import Meeting, PaperKind
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.rules.stance import Stance
from tests.factories import Cast, items_of, make_cast, make_meeting, mark

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SIZES = ((5, 4), (30, 12))
MOST = 29  # questions of any page where nothing is kept yet; a page that asks more wants a look
PAGES = {  # page: who reads it, its address, the meeting's state
    "agenda": ("marin", "/meetings/{}/agenda/", "published"),
    "agenda in the meeting": ("marin", "/meetings/{}/agenda/", "open"),
    "secretary's desk": ("sara", "/meetings/{}/desk/", "published"),
    "builder": ("sara", "/meetings/{}/build/", "draft"),
    "builder of a published agenda": ("sara", "/meetings/{}/build/", "published"),
    "chair's console": ("kai", "/meetings/{}/chair/", "open"),
    "chair's console before the meeting": ("kai", "/meetings/{}/chair/", "confirmed"),
    "room": ("marin", "/meetings/{}/meeting/", "open"),
    "public agenda": (None, "/public/meetings/{}/", "confirmed"),
}


@dataclass
class Sized:
    cast: Cast
    meetings: dict[str, Meeting]


def sized(items: int, members: int) -> Sized:
    """A meeting in each state; every item has a paper, all have answered, not all agree, nils asks for the floor."""
    cast = make_cast(extra_members=members - 4)
    states = ("draft", "published", "confirmed", "open")
    meetings = {
        state: make_meeting(cast, items, state="draft" if state == "draft" else "published") for state in states
    }
    for meeting in meetings.values():
        for item in items_of(meeting):
            add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "Text."}, by=cast.sara)
    for state in states[1:]:
        answer(cast, meetings[state])
    for state in states[2:]:
        confirm_agenda(meetings[state], by=cast.kai)
    note_all_present(meetings["open"], by=cast.sara)
    open_meeting(meetings["open"], by=cast.kai)
    return Sized(cast, meetings)


def answer(cast: Cast, meeting: Meeting) -> None:
    for number, item in enumerate(items_of(meeting)):
        ask_for_floor(item, by=cast.nils)
        mark(cast, "pia", item, (Stance.OBJECTION, Stance.WISH_TO_SPEAK)[number % 2], opinion="Not so.")
    for seat in cast.members():
        if seat.person != cast.pia:
            mark_rest(meeting, seat=seat, by=seat.person)


def questions(items: int, members: int) -> dict[str, tuple[int, int]]:
    """For each page the queries of its first reading and of the next one. Nothing of this world is left behind."""
    found: dict[str, tuple[int, int]] = {}
    with transaction.atomic():
        world = sized(items, members)
        for page, (reader, address, state) in PAGES.items():
            client = Client()
            if reader:
                client.force_login(world.cast.people[reader])
            first, again = (count(client, address.format(world.meetings[state].pk)) for _reading in range(2))
            found[page] = (first, again)
        transaction.set_rollback(True)
    return found


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_ask_as_much_for_thirty_items_and_twelve_members_as_for_five_and_four():
    small, large = (questions(*size) for size in SIZES)
    assert large == small
    assert max(max(one) for one in large.values()) <= MOST
