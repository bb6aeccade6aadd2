"""The seeded script by which the members of a replay answer."""

from hypothesis import given
from hypothesis import strategies as st

from balai.replay.members import CONTESTED, script
from balai.rules.stance import Stance

MANY: list[bool | None] = [None] * 4000


def test_the_same_seed_writes_the_same_script_and_another_seed_another():
    assert script(MANY, 14, contested=0.3, seed=5) == script(MANY, 14, contested=0.3, seed=5)
    assert script(MANY, 14, contested=0.3, seed=5) != script(MANY, 14, contested=0.3, seed=6)


def test_the_share_of_contested_items_is_the_one_asked_for():
    written = script(MANY, 14, contested=0.3, seed=1)
    share = len({item for item, _member in written.stances}) / len(MANY)
    assert 0.27 < share < 0.33


def test_what_the_source_says_of_an_item_goes_before_chance():
    written = script([True, False] * 50, 14, contested=0.5, seed=1)
    assert {item for item, _member in written.stances} == set(range(0, 100, 2))


@given(
    items=st.lists(st.sampled_from([True, False, None]), max_size=30),
    members=st.integers(1, 40),
    contested=st.floats(0, 1),
    seed=st.integers(),
)
def test_only_members_speak_up_only_on_items_of_the_agenda(
    items: list[bool | None], members: int, contested: float, seed: int
):
    written = script(items, members, contested=contested, seed=seed)
    assert all(item < len(items) and member < members for item, member in written.stances)
    assert set(written.stances.values()) <= {Stance.OBJECTION, Stance.WISH_TO_SPEAK}
    assert {item for item, _member in written.stances} >= {item for item, known in enumerate(items) if known}
    assert written.of(len(items), 0) is None


def test_every_level_of_government_has_its_share():
    assert set(CONTESTED) == {"national", "regional", "municipal"}
