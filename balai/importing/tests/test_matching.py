"""Which item of a changed file is which item of the agenda."""

from hypothesis import given
from hypothesis import strategies as st

from balai.agenda.actions.add_item import ItemDraft
from balai.importing.mapping import NOT_PUBLISHED
from balai.importing.matching import Kept, kept, match, moved, read

Said = tuple[str, str | None]  # number and title


def prints(*said: Said) -> list[Kept]:
    titles = [NOT_PUBLISHED if title is None else {"en": title} for _number, title in said]
    drafts = [ItemDraft(title=title, number=number) for (number, _old), title in zip(said, titles, strict=True)]
    return [kept(place, draft) for place, draft in enumerate(drafts, start=1)]


SCHOOL, ROAD, BRIDGE = ("1", "School"), ("2", "Road"), ("3", "Bridge")


def test_the_same_file_matches_item_by_item():
    both = prints(SCHOOL, ROAD, BRIDGE)
    assert match(both, both) == {0: 0, 1: 1, 2: 2}


def test_an_item_put_in_front_is_new_and_the_others_stay_themselves():
    now = prints(("1", "Budget"), ("2", "School"), ("3", "Road"), ("4", "Bridge"))
    assert match(prints(SCHOOL, ROAD, BRIDGE), now) == {1: 0, 2: 1, 3: 2}


def test_an_item_with_a_new_title_is_known_by_its_number():
    assert match(prints(SCHOOL, ROAD), prints(SCHOOL, ("2", "Road and bridge"))) == {0: 0, 1: 1}


def test_an_item_that_left_is_matched_by_nothing():
    assert match(prints(SCHOOL, ROAD, BRIDGE), prints(SCHOOL, BRIDGE)) == {0: 0, 1: 2}


def test_items_with_the_same_number_and_title_are_taken_in_their_order():
    twice = ("2", "Question")
    assert match(prints(SCHOOL, twice, twice), prints(SCHOOL, twice, twice, twice)) == {0: 0, 1: 1, 2: 2}


def test_items_without_titles_are_told_apart_by_their_numbers_only():
    before = prints(("1", None), ("2", None), ("3", None))
    assert match(before, prints(("2", None), ("4", None))) == {0: 1}


def test_an_exchange_of_two_items_is_a_move():
    before = prints(SCHOOL, ROAD, BRIDGE)
    assert not moved(before, match(before, prints(SCHOOL, BRIDGE)))
    assert moved(before, match(before, prints(ROAD, SCHOOL, BRIDGE)))


AGENDAS = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from(["a", "b", None])), max_size=8)


@given(before=AGENDAS, now=AGENDAS)
def test_nothing_is_matched_twice_and_nothing_is_lost_that_could_be_matched(before: list[Said], now: list[Said]):
    pairs = match(prints(*before), prints(*now))
    assert len(set(pairs.values())) == len(pairs)
    new = {now[index] for index in range(len(now)) if index not in pairs}
    gone = {before[index] for index in range(len(before)) if index not in pairs.values()}
    assert not {number for number, _title in new} & {number for number, _title in gone}
    assert not {title for _number, title in new if title} & {title for _number, title in gone}


@given(AGENDAS)
def test_a_print_is_read_back_from_an_item(said: list[Said]):
    for one in prints(*said):
        assert read(str(one)) == one
        assert len(str(one)) <= 300
