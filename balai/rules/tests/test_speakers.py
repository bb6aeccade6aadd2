"""The order in which the floor is given, by table and by property."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.procedure import Rules
from balai.rules.speakers import Asked, Kind, has_turn, law_of, may_speak_as, queue
from balai.rules.tests.making import any_preset, raw, rules

BEGAN = datetime(2026, 1, 8, 10, tzinfo=UTC)
ORDERS = ("first_come", "submitter_first", "alternating", "chair")
SIGNS = {"!": Kind.POINT_OF_ORDER, "<": Kind.REPLY}


def by(order):
    return rules({"speakers.order": order})


def asked(line):
    """'a1 b1 !c1': who asked, in the order of asking; the letter is the group, ! a point of order, < a reply."""
    for minute, word in enumerate(line.split()):
        key = word.lstrip("!<")
        yield Asked(key, key[0], SIGNS.get(word[0], Kind.SPEECH), BEGAN + timedelta(minutes=minute))


# order, who waits, the submitter, who has spoken, the queue
# fmt: off
TABLE = (
    ("first_come",      "b1 a1 c1",      "c", "",     "b1 a1 c1"),
    ("first_come",      "b1 a1 !c1",     "",  "",     "c1 b1 a1"),
    ("first_come",      "b1 <a1 !c1 !d1","",  "",     "c1 d1 a1 b1"),
    ("submitter_first", "b1 a1 c1 c2",   "c", "",     "c1 c2 b1 a1"),
    ("submitter_first", "b1 !a1 c1",     "c", "",     "a1 c1 b1"),
    ("submitter_first", "b1 a1",         "",  "",     "b1 a1"),
    ("submitter_first", "b1 a1",         "z", "",     "b1 a1"),
    ("alternating",     "a1 a2 b1 c1",   "",  "",     "a1 b1 c1 a2"),
    ("alternating",     "a1 a2 b1 b2 a3","",  "",     "a1 b1 a2 b2 a3"),
    ("alternating",     "a1 b1",         "",  "a",    "b1 a1"),
    ("alternating",     "a1 b1 c1",      "",  "aab",  "c1 b1 a1"),
    ("alternating",     "a1 !a2 b1",     "",  "a",    "a2 b1 a1"),
    ("chair",           "b1 a1 !c1",     "a", "b",    "c1 b1 a1"),
    ("chair",           "",              "a", "b",    ""),
)
# fmt: on


@pytest.mark.parametrize(("order", "waiting", "submitter", "spoken", "expected"), TABLE)
def test_the_order_of_the_list(order, waiting, submitter, spoken, expected):
    assert " ".join(queue(asked(waiting), by(order), submitter=submitter, spoken=spoken)) == expected


lists = st.lists(
    st.builds(
        Asked,
        key=st.uuids().map(str),
        group=st.sampled_from("abcd"),
        kind=st.sampled_from(Kind),
        at=st.integers(0, 20).map(lambda minutes: BEGAN + timedelta(minutes=minutes)),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)
orders, groups, spoken_so_far = (
    st.sampled_from(ORDERS),
    st.sampled_from(["", *"abcd"]),
    st.lists(st.sampled_from("abcd")),
)


@given(lists, orders, groups, spoken_so_far)
def test_nobody_is_lost_and_nobody_stands_twice(waiting, order, submitter, spoken):
    found = queue(waiting, by(order), submitter=submitter, spoken=spoken)
    assert sorted(found) == sorted(one.key for one in waiting)


@given(lists, orders, groups, spoken_so_far)
def test_points_of_order_go_first_and_replies_before_speeches(waiting, order, submitter, spoken):
    kinds = {one.key: one.kind for one in waiting}
    found = [kinds[key] for key in queue(waiting, by(order), submitter=submitter, spoken=spoken)]
    assert found == sorted(found, key=[Kind.POINT_OF_ORDER, Kind.REPLY, Kind.SPEECH].index)


@given(lists, orders, groups, spoken_so_far, st.randoms())
def test_the_order_does_not_hang_on_how_the_list_is_read(waiting, order, submitter, spoken, chance):
    shuffled = list(waiting)
    chance.shuffle(shuffled)
    first, second = (queue(one, by(order), submitter=submitter, spoken=spoken) for one in (waiting, shuffled))
    assert first == second


@given(lists, orders, groups, spoken_so_far)
def test_of_one_group_who_asked_first_speaks_first(waiting, order, submitter, spoken):
    place = {key: number for number, key in enumerate(queue(waiting, by(order), submitter=submitter, spoken=spoken))}
    for one in waiting:
        for other in waiting:
            if (one.group, one.kind) == (other.group, other.kind) and one.at < other.at:
                assert place[one.key] < place[other.key]


@given(lists, spoken_so_far)
def test_taking_turns_no_group_is_passed_over_for_one_that_has_spoken_more(waiting, spoken):
    of = {one.key: one for one in waiting}
    left = [of[key] for key in queue(waiting, by("alternating"), spoken=spoken) if of[key].kind == Kind.SPEECH]
    count = Counter(spoken)
    while left:
        chosen = left.pop(0)
        assert all(count[chosen.group] <= count[other.group] for other in left)
        count[chosen.group] += 1


def test_where_the_chair_chooses_only_points_of_order_and_replies_have_a_turn():
    assert [has_turn(kind, by("chair")) for kind in Kind] == [False, True, True]
    assert all(has_turn(kind, by(order)) for kind in Kind for order in ORDERS[:-1])


# fmt: off
WHO = (
    # who may ask                    chair  member speaker secretary
    (["members"],                    True,  True,  False,  False),
    (["participants"],               False, False, True,   False),
    (["members", "secretary"],       True,  True,  False,  True),
)
# fmt: on


@pytest.mark.parametrize(("who", "chair", "member", "speaker", "secretary"), WHO)
def test_who_may_ask(who, chair, member, speaker, secretary):
    law = rules({"speakers.who": who})
    expected = {"chair": chair, "member": member, "speaker": speaker, "secretary": secretary, "stranger": False}
    assert {role: may_speak_as(role, law) for role in expected} == expected


@given(any_preset)
def test_without_a_section_it_is_first_come_first_served_without_a_limit(preset):
    document = raw(preset)
    del document["speakers"]
    law = Rules.model_validate(document)
    found = law_of(law)
    assert (found.order, found.speech_minutes, found.rule) == ("first_come", None, law.quorum.rule)
    assert may_speak_as("member", law)
    assert not may_speak_as("secretary", law)
