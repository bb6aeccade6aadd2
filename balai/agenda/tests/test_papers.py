"""Papers and their versions."""

import pytest

from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import PaperKind
from balai.ledger.models import Entry
from balai.verdict import Ground
from tests.factories import items_of, make_meeting
from tests.refusals import refused
from tests.sitting import begin

RULE = "VVR § 3"


def paper_for(item, by):
    return add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "One."}, by=by)


@pytest.fixture
def paper(cast, item):
    return paper_for(item, cast.sara).paper


def test_versions_of_a_paper_are_counted_and_name_the_version_of_the_item_that_they_began(cast, item, paper):
    renew_paper(paper, text={"en": "Two."}, by=cast.sara)
    found = [(one.number, one.item_version, one.text["en"]) for one in paper.versions.all()]
    assert found == [(1, 2, "One."), (2, 3, "Two.")]
    assert list(Entry.objects.values_list("act", flat=True))[-2:] == ["agenda.paper.added", "agenda.paper.renewed"]


def test_on_a_draft_papers_come_without_another_version_of_the_item(cast):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    assert paper_for(item, cast.sara).item_version == 1


def test_on_a_confirmed_agenda_papers_can_still_be_renewed(cast):
    item = items_of(make_meeting(cast, 1, state="confirmed"))[0]
    assert paper_for(item, cast.sara).item_version == 2


def test_only_the_secretary_adds_and_renews_papers(cast, item, paper):
    for person in (cast.olga, cast.nils, cast.marin, cast.kai, cast.root):
        with refused("Only the secretary adds papers.", RULE, Ground.PERMISSION):
            paper_for(item, person)
        with refused("Only the secretary adds papers.", RULE, Ground.PERMISSION):
            renew_paper(paper, text={"en": "Two."}, by=person)


def test_papers_of_a_withdrawn_item_are_not_renewed(cast, item, paper):
    withdraw_item(item, because="Not ready", by=cast.sara)
    with refused("This item is no longer on the agenda.", RULE):
        renew_paper(paper, text={"en": "Two."}, by=cast.sara)
    with refused("This item is no longer on the agenda.", RULE):
        paper_for(item, cast.sara)


def test_once_the_meeting_has_begun_no_papers_are_exchanged(cast):
    meeting = make_meeting(cast, 1, state="confirmed")
    item = items_of(meeting)[0]
    paper = paper_for(item, cast.sara).paper
    begin(cast, meeting)
    with refused("The meeting has begun; papers are no longer exchanged.", RULE):
        paper_for(item, cast.sara)
    with refused("The meeting has begun; papers are no longer exchanged.", RULE):
        renew_paper(paper, text={"en": "Two."}, by=cast.sara)
