"""Appending: within an action only, all or nothing, canonical, in order and without gaps whatever happens at once."""

import json
import threading
from collections import Counter
from datetime import UTC, timedelta

import pytest
import rfc8785
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balai.action import action, require
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.models import AgendaItem
from balai.ledger import tree
from balai.ledger.log import LONGEST_ENTRY, SCHEMA, append
from balai.ledger.models import Entry
from balai.people.actions.choose_language import choose_language
from balai.people.actions.found_organization import found_organization
from balai.people.models import Organization
from balai.rules import merkle
from balai.rules.stance import Stance
from balai.verdict import Refused, yes
from tests.factories import Cast, items_of, make_cast, make_meeting, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def naive_root(size=None):
    return merkle.root([merkle.leaf_hash(one.leaf.encode()) for one in Entry.objects.all()[:size]])


def agree():
    """The log is without gaps, and its root is that of the naive tree over all its entries."""
    assert [one.index for one in Entry.objects.all()] == list(range(tree.size()))
    assert tree.root() == naive_root()


@action("test.says_what_it_is_told")
def say(by, about, text):
    """Appends one entry with any content."""
    require(yes())
    return append("test.said", by=by, about=about, body=None, content={"text": text})


@action("test.breaks_after_its_entry")
def break_after(cast: Cast) -> None:
    """Changes, appends, and fails."""
    require(yes())
    Organization.objects.filter(body=cast.body, key="finance").update(key="changed")
    append("test.broken", by=cast.sara, about=cast.body, body=cast.body)
    raise ZeroDivisionError


def test_every_entry_is_its_own_canonical_json(cast):
    make_meeting(cast, 2, state="confirmed")
    for entry in Entry.objects.all():
        said = json.loads(entry.canonical)
        assert entry.canonical.encode() == rfc8785.dumps(said)
        assert set(said) == {"schema", "act", "at", "by", "assurance", "seat", "body", "about", "rule", "content"}
        assert said["schema"] == SCHEMA
        assert (said["act"], said["about"]["kind"], said["about"]["id"]) == (
            entry.act,
            entry.about_kind,
            entry.about_id,
        )
        assert said["at"] == entry.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_an_entry_names_who_acted_for_which_seat_by_which_rule_on_which_version(cast):
    item = items_of(make_meeting(cast, 1))[0]
    mark(cast, "marin", item)
    said = json.loads(Entry.objects.get(act="agenda.position.marked").canonical)
    assert said["by"] == str(cast.marin.pk)
    assert said["seat"] == str(cast.seats["marin"].pk)
    assert said["body"] == str(cast.body.pk)
    assert said["rule"] == "VVR § 3"


def test_two_equal_contents_do_not_look_alike(cast):
    one, other = (say(cast.sara, cast.body, "the same") for _turn in range(2))
    assert one.content == other.content
    assert json.loads(one.canonical)["content"] != json.loads(other.canonical)["content"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=40), part=st.integers(0, 10_000))
def test_whatever_is_recorded_the_root_is_that_of_the_naive_tree(cast, texts, part):
    """Also of every shorter log; the same database goes on growing from one example to the next."""
    for text in texts:
        say(cast.sara, cast.body, text)
    agree()
    size = part % (tree.size() + 1)
    assert tree.root(size) == naive_root(size)


ACTS = {
    "mark": lambda cast, item, name: mark(cast, name, item, Stance.OBJECTION),
    "rest": lambda cast, item, name: mark_rest(item.meeting, seat=cast.seats[name], by=cast.people[name]),
    "language": lambda cast, item, name: choose_language("et", by=cast.people[name]),
    "refused": lambda cast, item, name: mark_position(
        item, seat=cast.seats["nils"], stance=Stance.OBJECTION, by=cast.people[name], seen_version=1
    ),
    "broken": lambda cast, item, name: break_after(cast),
}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.sampled_from(["marin", "pia", "tomas"])),
        max_size=25,
    )
)
def test_many_acts_some_refused_and_some_broken_leave_a_sound_log(cast, acts):
    items = items_of(make_meeting(cast, 3))
    for act, item, name in acts:
        before = tree.size()
        try:
            ACTS[act](cast, items[item], name)
        except (Refused, ZeroDivisionError):
            assert tree.size() == before
    agree()


def test_an_act_that_fails_leaves_neither_its_change_nor_its_entry(cast):
    before = (tree.size(), tree.root(), set(Organization.objects.values_list("key", flat=True)))
    with pytest.raises(ZeroDivisionError):
        break_after(cast)
    assert (tree.size(), tree.root(), set(Organization.objects.values_list("key", flat=True))) == before


def test_an_act_that_the_database_refuses_leaves_no_entry(cast):
    before = tree.size()
    with pytest.raises(IntegrityError), transaction.atomic():
        found_organization(cast.body, key="finance", name={"en": "Again"}, label={"en": "Again"}, by=cast.root)
    assert tree.size() == before
    say(cast.sara, cast.body, "goes on")
    agree()


def test_what_the_whole_transaction_rolls_back_is_not_in_the_log(cast):
    before = tree.root()
    with transaction.atomic():
        say(cast.sara, cast.body, "never")
        transaction.set_rollback(True)
    assert tree.root() == before


def test_an_entry_longer_than_the_format_allows_is_refused_with_its_change(cast):
    @action(f"test.long_rule_{id(cast)}")
    def long_rule():
        """Cites a rule that fits in no entry."""
        require(yes())
        cast.body.slug = "changed"
        cast.body.save()
        append("test.long", by=cast.sara, about=cast.body, body=cast.body, rule="§" * LONGEST_ENTRY)

    before = tree.size()
    with pytest.raises(ValueError, match="longer than"):
        long_rule()
    assert tree.size() == before
    cast.body.refresh_from_db()
    assert cast.body.slug == "cabinet"


def test_entries_follow_one_another_in_time(cast):
    make_meeting(cast, 3, state="confirmed")
    moments = list(Entry.objects.values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] < timedelta(minutes=5)


@pytest.mark.django_db(transaction=True)
def test_members_who_act_at_the_same_moment_follow_one_another_without_a_gap():
    cast = make_cast(extra_members=4)
    meeting = make_meeting(cast, 6)
    names = ["marin", "pia", "tomas", "kai", "m1", "m2", "m3", "m4"]
    at_once, faults = threading.Barrier(len(names)), []

    def answer(name: str) -> None:
        try:
            at_once.wait()
            for item in AgendaItem.objects.select_related("meeting__body").filter(meeting=meeting):
                mark(cast, name, item, Stance.OBJECTION)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    before = tree.size()
    threads = [threading.Thread(target=answer, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert tree.size() == before + 6 * len(names)
    agree()
    about = Counter(json.loads(one.canonical)["seat"] for one in Entry.objects.filter(index__gte=before))
    assert set(about.values()) == {6}
