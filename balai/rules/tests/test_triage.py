"""Triage: without debate, to discuss, cannot be decided; always with reasons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.procedure import PRESETS, preset
from balai.rules.stance import Stance, Track
from balai.rules.tests.making import MEMBERS, any_preset, rules, seats, some_seats
from balai.rules.triage import Answer, ItemFacts, triage

ANN, BEA, CARL, *_ = MEMBERS
EVERYBODY = seats(5)
CONTENT = tuple(Answer(member, Stance.NO_OBJECTION) for member in sorted(EVERYBODY))


def item(*answers, **facts):
    """Five members, all without objection but for those who answer here."""
    others = [one for one in CONTENT if one.member not in {answer.member for answer in answers}]
    return ItemFacts(**{"members": EVERYBODY, "answers": (*answers, *others), "complete": True, **facts})


def said(facts, law=None):
    found = triage(facts, law or rules())
    return found.track, [str(reason) for reason in found.reasons]


def test_what_nobody_objects_to_passes_without_debate():
    assert said(item()) == (Track.WITHOUT_DEBATE, ["No objection: all 5 answered (VVR § 3)"])


def test_silence_is_no_objection_in_estonia():
    track, reasons = said(ItemFacts(EVERYBODY))
    assert track == Track.WITHOUT_DEBATE
    assert reasons == ["No objection: 0 of 5 answered; silence is no objection (VVR § 3)"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(ANN, Stance.OBJECTION), "Objection: member00"),
        (Answer(ANN, Stance.OBJECTION, stale=True), "Objection to an earlier version: member00"),
        (Answer(ANN, Stance.WISH_TO_SPEAK), "Wish to speak: member00"),
        (Answer(ANN, Stance.WISH_TO_SPEAK, stale=True), "Wish to speak on an earlier version: member00"),
    ],
)
def test_an_objection_or_a_wish_to_speak_opens_an_item(answer, reason):
    assert said(item(answer)) == (Track.DISCUSS, [f"{reason} (VVR § 3)"])


def test_the_gravest_reason_stands_first_and_members_stand_in_order():
    _, reasons = said(
        item(Answer(CARL, Stance.WISH_TO_SPEAK), Answer(BEA, Stance.OBJECTION), Answer(ANN, Stance.OBJECTION))
    )
    assert reasons == ["Objection: member00, member01 (VVR § 3)", "Wish to speak: member02 (VVR § 3)"]


def test_an_abstention_opens_only_where_the_rules_say_so():
    abstains = item(Answer(ANN, Stance.ABSTAIN))
    opening = rules({"block.opened_by": ["objection", "wish_to_speak", "abstain"]})
    assert said(abstains)[0] == Track.WITHOUT_DEBATE
    assert said(abstains, opening) == (Track.DISCUSS, ["Abstains: member00 (VVR § 3)"])


def test_a_participants_wish_to_speak_opens():
    asked = item(speakers=frozenset({"chancellor"}))
    assert said(asked) == (Track.DISCUSS, ["Asks for the floor: chancellor (VVR § 3)"])
    assert said(asked, rules({"block.speakers_open": False}))[0] == Track.WITHOUT_DEBATE


def test_a_member_opens_in_the_meeting():
    assert said(item(opened_by=frozenset({BEA}))) == (Track.DISCUSS, ["Opened in the meeting: member01 (VVR § 3)"])


def test_what_was_added_at_the_start_is_discussed():
    assert said(item(urgent=True)) == (Track.DISCUSS, ["Added at the start of the meeting (VVR § 3)"])


def test_what_was_taken_off_the_block_is_discussed():
    assert said(item(taken_off=True)) == (Track.DISCUSS, ["Taken off the block (VVR § 3)"])


def test_the_council_always_debates_its_budget():
    council = rules(preset="council")
    assert said(item(kind="order"), council)[0] == Track.WITHOUT_DEBATE
    assert said(item(kind="budget"), council) == (Track.DISCUSS, ["This kind of item is always discussed (Model § 4)"])


def test_incomplete_papers_cannot_be_decided_on_where_the_rules_ask_for_them():
    incomplete = item(complete=False)
    assert said(incomplete) == (Track.UNDECIDABLE, ["Papers not complete (VVR § 3)"])
    assert said(incomplete, rules({"block.incomplete_passes": True}))[0] == Track.WITHOUT_DEBATE


def test_papers_that_nobody_has_checked_yet_stop_nothing():
    assert said(item(complete=None))[0] == Track.WITHOUT_DEBATE


def test_recusals_below_the_quorum_leave_an_item_undecidable():
    facts = item(recused=frozenset({ANN, BEA, CARL}))
    assert said(facts, rules({"quorum.recused_count": False})) == (
        Track.UNDECIDABLE,
        ["Too few can decide: 2 of 3 needed. Recused: member00, member01, member02 (VVS § 16)"],
    )
    assert said(facts)[0] == Track.WITHOUT_DEBATE


def test_in_an_emergency_the_quorum_of_an_emergency_is_enough():
    strict = rules({"quorum.recused_count": False, "quorum.emergency_beside_chair": 1})
    facts = {"recused": frozenset({ANN, BEA, CARL})}
    assert said(item(**facts), strict)[0] == Track.UNDECIDABLE
    assert said(item(**facts, emergency=True), strict)[0] == Track.WITHOUT_DEBATE
    assert said(item(recused=EVERYBODY - {ANN}, emergency=True), strict) == (
        Track.UNDECIDABLE,
        ["Too few can decide: 1 of 2 needed. Recused: member01, member02, member03, member04 (VVS § 16)"],
    )


def test_a_recused_member_does_not_have_it_opened():
    assert said(item(opened_by=frozenset({ANN}), recused=frozenset({ANN})))[0] == Track.WITHOUT_DEBATE


def test_where_all_are_recused_nobody_can_decide():
    assert said(item(recused=EVERYBODY))[0] == Track.UNDECIDABLE


def test_a_body_without_members_decides_nothing():
    assert said(ItemFacts(frozenset())) == (Track.UNDECIDABLE, ["No member can decide (VVS § 16)"])


def test_an_objection_of_a_recused_member_does_not_count():
    assert said(item(Answer(ANN, Stance.OBJECTION), recused=frozenset({ANN})))[0] == Track.WITHOUT_DEBATE


def test_an_objection_of_somebody_who_is_no_member_does_not_count():
    assert said(item(Answer("stranger", Stance.OBJECTION)))[0] == Track.WITHOUT_DEBATE


def test_silence_can_lead_to_a_discussion():
    law = rules({"positions.silence": "discuss"})
    facts = ItemFacts(EVERYBODY, CONTENT[1:])
    assert said(facts, law) == (Track.DISCUSS, ["No answer: member00 (VVR § 3)"])


def test_silence_can_stop_a_decision():
    law = rules({"positions.silence": "undecidable"})
    facts = ItemFacts(EVERYBODY, (Answer(ANN, Stance.NO_OBJECTION, stale=True), *CONTENT[2:]))
    assert said(facts, law) == (
        Track.UNDECIDABLE,
        ["No answer: member01 (VVR § 3)", "Answered an earlier version: member00 (VVR § 3)"],
    )


def test_half_of_a_council_must_answer():
    council = rules(preset="council")
    assert said(ItemFacts(EVERYBODY, CONTENT[:3]), council) == (
        Track.WITHOUT_DEBATE,
        ["No objection: 3 of 5 answered (Model § 4)"],
    )
    assert said(ItemFacts(EVERYBODY, CONTENT[:2]), council) == (
        Track.DISCUSS,
        ["Too few answers: 2 of 3 needed (Model § 3)"],
    )


def test_a_stale_answer_counts_only_where_the_rules_say_so():
    stale = tuple(replace(answer, stale=True) for answer in CONTENT)
    facts = ItemFacts(EVERYBODY, stale)
    assert said(facts, rules(preset="council"))[0] == Track.DISCUSS
    assert said(facts, rules({"positions.stale_counts": True}, "council"))[0] == Track.WITHOUT_DEBATE


def answers(stances=tuple(Stance)):
    one = st.builds(Answer, st.sampled_from(MEMBERS), st.sampled_from(stances), st.booleans())
    return st.lists(one, unique_by=lambda answer: answer.member).map(tuple)


anything = st.builds(
    ItemFacts,
    members=some_seats,
    answers=answers(),
    recused=some_seats,
    speakers=st.frozensets(st.sampled_from(["chancellor", "auditor"])),
    kind=st.sampled_from(["", "budget", "bill", "cabinet_case"]),
    complete=st.sampled_from([None, True, False]),
    opened_by=some_seats,
    urgent=st.booleans(),
    taken_off=st.booleans(),
)


def with_answer(facts, answer):
    return replace(facts, answers=(*(a for a in facts.answers if a.member != answer.member), answer))


@given(any_preset, anything)
def test_there_is_always_a_reason_in_words_with_its_paragraph(name, facts):
    found = triage(facts, preset(name))
    assert found.reasons
    assert all(reason.rule and str(reason) and "{" not in str(reason) for reason in found.reasons)
    assert all(list(reason.members) == sorted(reason.members) for reason in found.reasons)


@given(any_preset, anything, st.sampled_from(MEMBERS), st.booleans())
def test_an_objection_of_a_member_never_lets_an_item_pass(name, facts, member, stale):
    found = triage(with_answer(facts, Answer(member, Stance.OBJECTION, stale)), preset(name))
    if member in facts.members - facts.recused:
        assert found.track != Track.WITHOUT_DEBATE
    elif triage(facts, preset(name)).track == Track.DISCUSS:
        assert found.track == Track.DISCUSS


@given(any_preset, anything, st.sampled_from(["urgent", "taken_off"]))
def test_a_further_reason_to_discuss_never_lets_an_item_pass(name, facts, what):
    before, after = triage(facts, preset(name)).track, triage(replace(facts, **{what: True}), preset(name)).track
    assert after != Track.WITHOUT_DEBATE
    assert (before == Track.UNDECIDABLE) == (after == Track.UNDECIDABLE)


@given(any_preset, anything)
def test_the_order_of_answers_does_not_matter(name, facts):
    turned = replace(facts, answers=facts.answers[::-1])
    assert triage(facts, preset(name)) == triage(turned, preset(name))


@given(any_preset, anything, some_seats)
def test_a_recusal_never_makes_an_undecidable_item_decidable(name, facts, recused):
    if triage(facts, preset(name)).track == Track.UNDECIDABLE:
        assert triage(replace(facts, recused=facts.recused | recused), preset(name)).track == Track.UNDECIDABLE


@given(any_preset, anything)
def test_reasons_name_only_those_who_may_be_named(name, facts):
    known = facts.members | facts.speakers | facts.opened_by
    assert all(set(reason.members) <= known for reason in triage(facts, preset(name)).reasons)


def test_every_preset_passes_what_all_have_cleared():
    assert {triage(item(), preset(name)).track for name in PRESETS} == {Track.WITHOUT_DEBATE}
