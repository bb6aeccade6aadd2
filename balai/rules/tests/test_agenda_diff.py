"""What changed between two versions of an agenda."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.agenda_diff import Line, What, compare


def agenda(keys):
    return [Line(key, str(place), f"Title {key}", "A") for place, key in enumerate(keys, start=1)]


def changes(old, new):
    return [(change.what, change.item) for change in compare(agenda(old), agenda(new))]


def test_nothing_changed():
    assert changes("abc", "abc") == []


def test_one_item_put_elsewhere_has_moved_and_no_other():
    assert changes("abcdefg", "agbcdef") == [(What.MOVED, "g")]
    assert changes("abcdefg", "bcdefga") == [(What.MOVED, "a")]


def test_added_and_removed():
    assert changes("abc", "axc") == [(What.ADDED, "x"), (What.REMOVED, "b")]


def test_a_removal_moves_nothing():
    assert changes("abcd", "bcd") == [(What.REMOVED, "a")]


def test_a_move_tells_from_where_to_where():
    (change,) = compare(agenda("abc"), agenda("cab"))
    assert (change.before, change.after, change.title) == (3, 1, "Title c")


def test_a_number_that_only_counts_places_is_no_change():
    assert changes("ab", "xab") == [(What.ADDED, "x")]


def test_a_number_of_its_own_is_a_change():
    old = [Line("a", "4.1", "Title")]
    (change,) = compare(old, [replace(old[0], number="4.2")])
    assert (change.what, change.before, change.after) == (What.RENUMBERED, "4.1", "4.2")


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("title", "New", What.RETITLED),
        ("section", "B", What.SECTION),
        ("minutes", 15, What.MINUTES),
        ("version", 2, What.PAPERS),
        ("complete", False, What.COMPLETE),
    ],
)
def test_each_change_of_an_item_has_its_name(field, value, what):
    old = agenda("ab")
    (change,) = compare(old, [replace(old[0], **{field: value}), old[1]])
    assert (change.what, change.item, change.after) == (what, "a", value)


def test_an_item_twice_on_one_agenda_is_refused():
    with pytest.raises(ValueError, match="twice"):
        compare(agenda("aa"), agenda("a"))


orders = st.lists(st.sampled_from("abcdefghijkl"), unique=True)


def longest_common(old, new):
    """The naive definition of the longest common subsequence."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest_common(old[1:], new[1:])
    return max(longest_common(old[1:], new), longest_common(old, new[1:]))


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.lists(st.sampled_from("abcdefg"), unique=True))
def test_as_few_items_as_possible_have_moved(old, new):
    moved = [item for what, item in changes(old, new) if what == What.MOVED]
    assert len(moved) == len(set(old) & set(new)) - longest_common(old, new)


@given(orders, orders)
def test_what_has_not_moved_stands_in_the_old_order(old, new):
    moved = {item for what, item in changes(old, new) if what == What.MOVED}
    kept = [item for item in new if item in old and item not in moved]
    assert kept == [item for item in old if item in kept]


@given(orders, orders)
def test_what_came_and_went(old, new):
    found = changes(old, new)
    assert {item for what, item in found if what == What.ADDED} == set(new) - set(old)
    assert {item for what, item in found if what == What.REMOVED} == set(old) - set(new)


def test_a_long_agenda_compares_fast():
    keys = [str(number) for number in range(287)]
    assert len(compare(agenda(keys), agenda(keys[::-1]))) == 286
