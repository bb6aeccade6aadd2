"""The agenda that a reader's page shows is kept in memory; whatever it shows changes it, and nothing else does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai import clock
from balai.agenda import kept
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import PaperKind
from balai.people.actions.name_substitute import name_substitute
from balai.rules.stance import Stance
from tests.factories import mark

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def read(client_of, cast, meeting):
    """The agenda as marin reads it, or somebody else."""

    def page(name: str = "marin", query: str = "", language: str = "en") -> str:
        client = client_of(cast.people[name])
        client.cookies["balai_language"] = language
        return str(client.get(f"/meetings/{meeting.pk}/agenda/{query}").content.decode())

    return page


def shown(page: str) -> str:
    """The list and its foot, without what differs each time."""
    return TOKEN.sub("", page[page.index('<div class="agenda-list">') :])


CHANGES = {
    "a position of my own": lambda cast, item: mark(cast, "marin", item),
    "a position of somebody else": lambda cast, item: mark(cast, "pia", item, Stance.OBJECTION),
    "new papers": lambda cast, item: add_paper(
        item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "Text."}, by=cast.sara
    ),
    "a recusal": lambda cast, item: recuse(item, seat=cast.seats["marin"], reason="My own company.", by=cast.marin),
    "a withdrawal": lambda cast, item: withdraw_item(item, because="", by=cast.sara),
    "a seat I stand in for": lambda cast, _item: name_substitute(
        cast.seats["tomas"], substitute=cast.marin, starts=clock.now() - timedelta(1), ends=None, by=cast.sara
    ),
}


def test_an_unchanged_agenda_is_drawn_once(read):
    with CaptureQueriesContext(connection) as first:
        page = read()
    with CaptureQueriesContext(connection) as second:
        assert shown(read()) == shown(page)
    assert len(second) < len(first)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_the_agenda_is_shown_at_once(read, cast, item, change):
    before = read()
    CHANGES[change](cast, item)
    assert shown(read()) != shown(before)


@pytest.mark.parametrize("another", [{"name": "pia"}, {"language": "et"}])
def test_another_reader_or_language_has_its_own(read, another):
    before = read()
    assert shown(read(**another)) != shown(before)
    assert shown(read()) == shown(before)


def test_each_order_has_its_own(read, cast, meeting):
    add_item(meeting, ItemDraft(title={"en": "Mine"}), by=cast.sara, submitter=cast.organizations["finance"])
    assert shown(read()) != shown(read(query="?order=official"))


def test_when_positions_close_the_kept_agenda_no_longer_takes_any(read, meeting):
    assert "data-stances" in read()
    with clock.as_if(meeting.positions_close_at + timedelta(minutes=1)):
        assert "data-stances" not in read()


def test_an_item_that_was_opened_and_then_changed_is_marked(read, cast, item, client_of):
    read()
    client_of(cast.marin).get(f"/items/{item.pk}/")
    add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "Text."}, by=cast.sara)
    assert "line-changed" in read()
    client_of(cast.marin).get(f"/items/{item.pk}/")
    assert "line-changed" not in read()


def test_each_session_gets_its_own_token_in_a_kept_agenda(read):
    first, second = (set(TOKEN.findall(read())) for _session in range(2))
    assert not first & second
    assert kept.TOKEN not in read()
    assert kept.ENTRIES not in read()
