"""Inviting to one item, by table and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.invitations import law_of, why_not_invite
from balai.rules.tests.making import any_preset, rules

# fmt: off
TABLE: tuple[tuple[list[str], bool, str, bool, str], ...] = (
    # kinds that the rules name, may the invited speak, kind of the meeting, with the right to speak, refused
    (["consultative"],           True,  "consultative", True,  ""),
    (["consultative"],           True,  "formal",       False, "of this kind of meeting"),
    (["formal", "consultative"], True,  "electronic",   False, "of this kind of meeting"),
    (["formal"],                 False, "formal",       False, ""),
    (["formal"],                 False, "formal",       True,  "is not heard on it"),
    ([],                         True,  "formal",       False, "know no invitations"),
)
# fmt: on


@pytest.mark.parametrize(("kinds", "speaks", "kind", "wanted", "refused"), TABLE)
def test_who_is_invited_to_what(kinds, speaks, kind, wanted, refused):
    law = rules({"invitations.meetings": kinds, "invitations.may_speak": speaks})
    reason = why_not_invite(law, kind, may_speak=wanted)
    assert bool(reason) == bool(refused)
    if reason:
        assert refused in str(reason)


@given(any_preset, st.sampled_from(["formal", "consultative", "electronic"]))
def test_the_right_to_speak_never_opens_what_is_closed_without_it(preset, kind):
    law = rules(preset=preset)
    if why_not_invite(law, kind, may_speak=False) is not None:
        assert why_not_invite(law, kind, may_speak=True) is not None
    assert law_of(law).rule
