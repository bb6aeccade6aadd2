"""The life of the minutes, by the rules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules import minutes
from balai.rules.calendar import is_working_day
from balai.rules.minutes import Act, State
from balai.rules.procedure import PRESETS, MinutesRules, preset
from balai.rules.words import NotPossible

TALLINN = ZoneInfo("Europe/Tallinn")
MOMENT = timedelta(microseconds=1)


def rules(name="council", **changes):
    found = preset(name)
    return found.model_copy(update={"minutes": minutes.law_of(found).model_copy(update=changes)})


def at(year, month, day, hour=0):
    return datetime(year, month, day, hour, tzinfo=TALLINN)


# fmt: off
@pytest.mark.parametrize(("state", "act", "then"), [
    (State.DRAFT,      Act.WRITE,     State.DRAFT),
    (State.DRAFT,      Act.CIRCULATE, State.CIRCULATED),
    (State.DRAFT,      Act.OBJECT,    None),
    (State.DRAFT,      Act.ANSWER,    None),
    (State.DRAFT,      Act.CONFIRM,   None),
    (State.CIRCULATED, Act.WRITE,     None),
    (State.CIRCULATED, Act.CIRCULATE, None),
    (State.CIRCULATED, Act.OBJECT,    State.CIRCULATED),
    (State.CIRCULATED, Act.ANSWER,    State.CIRCULATED),
    (State.CIRCULATED, Act.CONFIRM,   State.CONFIRMED),
    (State.CONFIRMED,  Act.WRITE,     None),
    (State.CONFIRMED,  Act.CIRCULATE, None),
    (State.CONFIRMED,  Act.OBJECT,    None),
    (State.CONFIRMED,  Act.ANSWER,    None),
    (State.CONFIRMED,  Act.CONFIRM,   None),
])
# fmt: on
def test_which_act_leads_where(state, act, then):
    if then is None:
        with pytest.raises(NotPossible, match="minutes"):
            minutes.after(state, act)
    else:
        assert minutes.after(state, act) == then


# fmt: off
@pytest.mark.parametrize(("circulated", "days", "ends"), [
    (at(2026, 11, 23, 9),  3, at(2026, 11, 27)),  # Monday: to the end of Thursday
    (at(2026, 11, 26, 23), 3, at(2026, 12, 2)),   # Thursday: the weekend does not count
    (at(2026, 11, 28, 12), 1, at(2026, 12, 1)),   # on a Saturday: Monday
    (at(2026, 12, 22, 12), 3, at(2026, 12, 30)),  # Christmas, the eve a holiday too, then the weekend: 23, 28, 29
])
# fmt: on
def test_the_term_ends_with_its_last_working_day(circulated, days, ends):
    assert minutes.objections_end(rules("estonia", objections_working_days=days), circulated) == ends


def test_working_days_are_those_of_the_place():
    """23:30 in Tallinn is still that day there."""
    utc = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    found = rules("estonia", objections_working_days=1)
    assert minutes.objections_end(found, utc.astimezone(TALLINN)) == at(2026, 11, 25)
    with pytest.raises(ValueError, match="time zone"):
        minutes.objections_end(found, datetime(2026, 11, 22))


@pytest.mark.parametrize("days", [None, 0])
def test_without_a_term_there_is_no_end(days):
    assert minutes.objections_end(rules(objections_working_days=days), at(2026, 11, 23)) is None


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    hour=st.integers(0, 23),
    days=st.integers(1, 12),
    name=st.sampled_from(PRESETS),
)
def test_a_term_has_exactly_its_working_days(day, hour, days, name):
    found = rules(name, objections_working_days=days)
    circulated = datetime(day.year, day.month, day.day, hour, tzinfo=TALLINN)
    ends = minutes.objections_end(found, circulated)
    assert ends is not None
    assert (ends.hour, ends.minute) == (0, 0)
    counted = [day + timedelta(step) for step in range(1, (ends.date() - day).days)]
    working = [one for one in counted if is_working_day(one, found.country, found.subdivision)]
    assert len(working) == days
    assert working[-1] == counted[-1], "it ends on a working day"


ENDS = at(2026, 11, 27)


@pytest.mark.parametrize(
    ("changes", "moment", "ends", "there", "said"),
    [
        ({}, ENDS - MOMENT, ENDS, True, None),
        ({}, ENDS, ENDS, True, "is over"),
        ({}, ENDS - MOMENT, None, True, "set no term"),
        ({"objections_by": "present"}, ENDS - MOMENT, ENDS, False, "were at the meeting"),
        ({"objections_by": "members"}, ENDS - MOMENT, ENDS, False, None),
    ],
)
def test_who_objects_and_how_long(changes, moment, ends, there, said):
    found = minutes.why_not_object(rules(**changes), moment, ends, was_there=there)
    assert (found is None) if said is None else said in str(found)


@pytest.mark.parametrize(
    ("by", "moment", "unanswered", "met", "said"),
    [
        ("silence", ENDS - MOMENT, 0, False, "is not over"),
        ("silence", ENDS, 0, False, None),
        ("silence", ENDS, 2, False, "without an answer: 2"),
        ("chair", ENDS, 0, False, None),
        ("chair", ENDS - MOMENT, 0, True, "is not over"),
        ("chair", ENDS, 1, True, "without an answer: 1"),
        ("next_meeting", ENDS, 0, False, "next meeting"),
        ("next_meeting", ENDS, 0, True, None),
    ],
)
def test_what_confirms(by, moment, unanswered, met, said):
    found = minutes.why_not_confirm(rules(confirmed_by=by), moment, ENDS, unanswered=unanswered, met_again=met)
    assert (found is None) if said is None else said in str(found)


@given(unanswered=st.integers(0, 5), met=st.booleans(), by=st.sampled_from(["silence", "chair", "next_meeting"]))
def test_no_minutes_are_confirmed_against_an_objection_or_before_the_term(unanswered, met, by):
    law = rules(confirmed_by=by)
    assert minutes.why_not_confirm(law, ENDS - MOMENT, ENDS, unanswered=unanswered, met_again=met)
    free = minutes.why_not_confirm(law, ENDS, ENDS, unanswered=unanswered, met_again=met) is None
    assert free == (unanswered == 0 and (met or by != "next_meeting"))


@pytest.mark.parametrize(
    ("until", "state", "moment", "closed", "said"),
    [
        ("never", State.DRAFT, ENDS, False, "no dissents"),
        ("closing", State.DRAFT, ENDS, False, None),
        ("closing", State.DRAFT, ENDS, True, "before the meeting is closed"),
        ("objections", State.DRAFT, ENDS, True, None),
        ("objections", State.CIRCULATED, ENDS - MOMENT, True, None),
        ("objections", State.CIRCULATED, ENDS, True, "is over"),
        ("objections", State.CONFIRMED, ENDS - MOMENT, True, "do not change any more"),
    ],
)
def test_how_long_a_dissent_is_attached(until, state, moment, closed, said):
    found = minutes.why_not_dissent(rules(dissents_until=until), moment, state, ENDS, closed=closed)
    assert (found is None) if said is None else said in str(found)


def test_a_body_without_the_section_has_the_cautious_law():
    bare = preset("estonia").model_copy(update={"minutes": None})
    assert minutes.law_of(bare) == MinutesRules(rule=bare.agenda.rule)
    assert not minutes.are_public(bare, "formal"), "Constitution § 96: closed"


def test_minutes_of_public_meetings_are_public():
    assert minutes.are_public(preset("council"), "formal")
    assert not minutes.are_public(preset("council"), "consultative"), "a kind that is not held"
    assert minutes.are_public(rules("estonia", published=True), "formal")
