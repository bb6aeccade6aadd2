"""The text of the decision while it is typed: seen by all, in the record when it is put to the vote or decided."""

import json

import pytest
from django.urls import reverse

from balai.decisions.models import Decision, Outcome, Way
from balai.ledger.models import Entry
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.draft_decision import draft_decision
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import DecisionDraft, Voting
from balai.record.reconcile import reconcile
from balai.rules.stance import Choice
from balai.verdict import Ground
from tests.refusals import nothing_changes, refused
from tests.sitting import open_item

RULE = "VVS § 16"
TYPED = {"en": "Other words, with 5 million"}


@pytest.fixture
def item(cast, contested):
    return open_item(cast, contested)


def test_typing_is_kept_and_leaves_no_entry(cast, item):
    before = Entry.objects.count()
    draft = draft_decision(item, TYPED, by=cast.sara, seen=0)
    assert (draft.text, draft.number, draft.written_by) == (TYPED, 1, cast.sara)
    assert draft_decision(item, TYPED, by=cast.sara, seen=1).number == 1
    assert draft_decision(item, {"en": "More"}, by=cast.kai, seen=1).number == 2
    assert Entry.objects.count() == before


def test_who_may_not_is_told_why(cast, item, items):
    for name in ("marin", "nils"):
        with nothing_changes(), refused("Only the secretary and the chair write", RULE, Ground.PERMISSION):
            draft_decision(item, TYPED, by=cast.people[name])
    with nothing_changes(), refused("while the item is in debate", RULE):
        draft_decision(items[0], TYPED, by=cast.sara)
    with nothing_changes(), refused("at most 20000 characters", RULE, Ground.INPUT):
        draft_decision(item, {"en": "x" * 20_001}, by=cast.sara)


def test_nobody_writes_over_what_they_have_not_seen(cast, item):
    draft_decision(item, TYPED, by=cast.sara, seen=0)
    with nothing_changes(), refused("Somebody else has changed the text meanwhile", RULE):
        draft_decision(item, {"en": "Mine"}, by=cast.kai, seen=0)


def test_what_is_voted_on_stands_still_and_is_what_is_decided(cast, item):
    draft_decision(item, TYPED, by=cast.sara)
    voting = open_voting(item, by=cast.kai)
    with nothing_changes(), refused("what is voted on does not change", RULE):
        draft_decision(item, {"en": "Later"}, by=cast.sara)
    said = json.loads(Entry.objects.get(act="meetings.voting.opened").content or "")
    assert said["text"] == TYPED
    for name in ("marin", "pia", "tomas"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    close_voting(voting, by=cast.kai)
    decision = Decision.objects.get(item=item)
    assert (decision.text, decision.outcome, decision.way) == (TYPED, Outcome.AMENDED, Way.BY_VOTE)
    item.refresh_from_db()
    assert item.stage == "amended"
    assert [str(one) for one in reconcile()] == []
    Voting.objects.update(text={"en": "Forged"})
    assert any("text" in str(one) for one in reconcile())


def test_the_submitted_text_is_adopted_as_it_is(cast, item):
    draft_decision(item, dict(item.ask), by=cast.sara)
    voting = open_voting(item, by=cast.kai)
    for name in ("marin", "pia", "tomas"):
        cast_vote(voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    close_voting(voting, by=cast.kai)
    assert Decision.objects.get(item=item).outcome == Outcome.ADOPTED


def test_pages_show_the_text_as_it_is_typed(client_of, watch, cast, item):
    meeting = item.meeting
    screens = {"meeting": cast.marin, "chair": cast.kai, "hall": cast.sara}
    open_screens = [watch(kind, meeting.pk, reader) for kind, reader in screens.items()]
    secretary = client_of(cast.sara)
    assert 'id="draft-field"' in secretary.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert 'id="draft-field"' not in client_of(cast.marin).get(reverse("meeting", args=[meeting.pk])).content.decode()
    sent = {"text": TYPED["en"], "seen": 0}
    answer = secretary.post(reverse("write-draft", args=[item.pk]), sent, headers={"HX-Request": "true"})
    assert 'name="seen" value="1"' in answer.content.decode()
    for screen in open_screens:
        assert TYPED["en"] in screen.next().data
    assert secretary.post(reverse("write-draft", args=[item.pk]), sent).status_code == 302


def test_the_chair_adopts_the_text_as_drafted(client_of, cast, item):
    draft_decision(item, TYPED, by=cast.sara)
    page = client_of(cast.kai).get(reverse("chair-console", args=[item.meeting_id])).content.decode()
    assert "Adopt the text as drafted" in page
    decide(item, outcome=Outcome.AMENDED, text=TYPED, by=cast.kai)
    assert Decision.objects.get(item=item).text == TYPED
    assert DecisionDraft.objects.count() == 1
    assert [str(one) for one in reconcile()] == []
