"""What an electronic session leaves to a meeting, by table and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.carrying import falls_to_a_meeting, why_not_carry
from balai.rules.stance import Track
from balai.rules.tests.making import rules

P, D, U = Track.WITHOUT_DEBATE, Track.DISCUSS, Track.UNDECIDABLE
# fmt: off
TABLE: tuple[tuple[str, bool, bool, str, str], ...] = (  # tracks, quorum, concluding, what falls, refused
    ("PDU", True,  True,  "12",  ""),
    ("PP",  True,  True,  "",    "No item falls to a meeting"),
    ("PDU", True,  False, "12",  "conclude the electronic session first"),
    ("PDU", False, False, "012", ""),
    ("PD",  False, True,  "01",  ""),
    ("",    False, False, "",    "No item falls to a meeting"),
)
# fmt: on


@pytest.mark.parametrize(("tracks", "quorum", "concluding", "falls", "refused"), TABLE)
def test_what_falls_to_a_meeting(tracks, quorum, concluding, falls, refused):
    found = {str(place): {"P": P, "D": D, "U": U}[one] for place, one in enumerate(tracks)}
    assert falls_to_a_meeting(found, quorum=quorum) == frozenset(falls)
    reason = why_not_carry(rules(), found, quorum=quorum, concluding=concluding)
    assert bool(reason) == bool(refused)
    if reason:
        assert refused in str(reason)


many = st.dictionaries(st.text(min_size=1, max_size=3), st.sampled_from(list(Track)), max_size=9)


@given(many, st.booleans())
def test_every_item_is_decided_there_or_falls_to_a_meeting(tracks, quorum):
    falls = falls_to_a_meeting(tracks, quorum=quorum)
    decided = {key for key, track in tracks.items() if quorum and track == P}
    assert falls | decided == set(tracks)
    assert not falls & decided
