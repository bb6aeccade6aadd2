"""The lives of items and meetings: every step is in the table or refused in words."""

import pytest

from balai.rules import item_life, meeting_life
from balai.rules.words import NotPossible


@pytest.mark.parametrize("act", item_life.Act)
@pytest.mark.parametrize("stage", item_life.Stage)
def test_an_item_moves_by_the_table_or_not_at_all(stage, act):
    if (stage, act) in item_life.LIFE:
        assert item_life.after(stage, act) == item_life.LIFE[stage, act]
        return
    with pytest.raises(NotPossible) as refused:
        item_life.after(stage, act)
    assert refused.value.reason.text


@pytest.mark.parametrize("act", item_life.Act)
@pytest.mark.parametrize("stage", [stage for stage in item_life.Stage if stage not in item_life.PENDING])
def test_what_is_settled_stays_settled(stage, act):
    with pytest.raises(NotPossible):
        item_life.after(stage, act)


def test_an_item_taken_up_leaves_the_block():
    with pytest.raises(NotPossible, match="no longer part of the block"):
        item_life.after(item_life.Stage.TAKEN_UP, item_life.Act.ADOPT_IN_BLOCK)


def test_an_item_taken_up_can_be_put_back():
    assert item_life.after(item_life.Stage.TAKEN_UP, item_life.Act.PUT_BACK) == item_life.Stage.LISTED


def test_every_stage_of_an_item_can_be_reached():
    assert {item_life.Stage.LISTED, *item_life.LIFE.values()} == set(item_life.Stage)


@pytest.mark.parametrize("act", meeting_life.Act)
@pytest.mark.parametrize("state", meeting_life.State)
def test_a_meeting_moves_by_the_table_or_not_at_all(state, act):
    if (state, act) in meeting_life.LIFE:
        assert meeting_life.after(state, act) == meeting_life.LIFE[state, act]
        return
    with pytest.raises(NotPossible) as refused:
        meeting_life.after(state, act)
    assert refused.value.reason.text


def test_a_meeting_goes_from_draft_to_closed():
    acts = [meeting_life.Act.PUBLISH, meeting_life.Act.CONFIRM, meeting_life.Act.OPEN, meeting_life.Act.CLOSE]
    state = meeting_life.State.DRAFT
    for act in acts:
        state = meeting_life.after(state, act)
    assert state == meeting_life.State.CLOSED


def test_an_agenda_reopened_is_confirmed_again_before_the_meeting():
    reopened = meeting_life.after(meeting_life.State.CONFIRMED, meeting_life.Act.REOPEN_AGENDA)
    with pytest.raises(NotPossible, match="not been confirmed"):
        meeting_life.after(reopened, meeting_life.Act.OPEN)


@pytest.mark.parametrize("act", meeting_life.Act)
def test_a_closed_meeting_stays_closed(act):
    with pytest.raises(NotPossible, match="closed"):
        meeting_life.after(meeting_life.State.CLOSED, act)
