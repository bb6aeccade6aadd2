"""What a person does for themselves: it asks its policy, and leaves no entry."""

import pytest

from balai.agenda.actions.personal import choose_order, look, write_note
from balai.agenda.models import Look, PrivateNote
from balai.ledger.models import Entry
from balai.verdict import Ground
from tests.factories import items_of, make_meeting
from tests.refusals import refused

READERS = ("nils", "marin", "sara", "kai")
NOT_YOURS = "This meeting is not yours to read."


@pytest.mark.parametrize("name", READERS)
def test_who_reads_the_agenda_keeps_a_note_and_is_remembered_as_having_looked(cast, item, name):
    entries = Entry.objects.count()
    write_note(item, text=" Ask about the cost. ", by=cast.people[name])
    look(item, by=cast.people[name])
    assert PrivateNote.objects.get().text == "Ask about the cost."
    assert Look.objects.get().item_version == 1
    write_note(item, text="  ", by=cast.people[name])
    assert not PrivateNote.objects.exists()
    assert Entry.objects.count() == entries


def test_strangers_and_the_administrator_neither_note_nor_look(cast, item):
    for person in (cast.olga, cast.root):
        with refused(NOT_YOURS, ground=Ground.PERMISSION):
            write_note(item, text="Curious", by=person)
        with refused(NOT_YOURS, ground=Ground.PERMISSION):
            look(item, by=person)


def test_a_draft_is_for_the_secretariat_alone(cast):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    for name in ("marin", "nils"):
        for act in (lambda by: write_note(item, text="Soon", by=by), lambda by: look(item, by=by)):
            with refused("The agenda has not been published to the members yet.", ground=Ground.PERMISSION):
                act(cast.people[name])
    look(item, by=cast.kai)


def test_a_person_chooses_the_order_of_their_list_among_those_that_there_are(cast):
    choose_order("official", by=cast.marin)
    cast.marin.refresh_from_db()
    assert cast.marin.item_order == "official"
    with refused("There is no such order of items.", ground=Ground.INPUT):
        choose_order("random", by=cast.marin)
