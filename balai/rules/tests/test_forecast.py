"""The forecast: what it rests on, and how it behaves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.rules.calibration import Held, calibrate, minutes_between
from balai.rules.durations import quantile
from balai.rules.forecast import (
    BLOCK_MINUTES,
    DEBATED_MINUTES,
    MEETING_VARIATION,
    Basis,
    History,
    Past,
    Planned,
    forecast,
    simulate,
)
from balai.rules.stance import Track

KARLSRUHE = (
    Held("2022-10-25", minutes_between("15:30", "21:00"), 54),
    Held("2023-06-27", minutes_between("15:30", "21:00"), 60),
    Held("2024-02-20", minutes_between("15:30", "00:00"), 57),
    Held("2025-09-30", minutes_between("15:30", "22:00"), 51),
)


def block(count):
    return [Planned(f"block{number}", Track.WITHOUT_DEBATE) for number in range(count)]


def debates(count, **given):
    return [Planned(f"debate{number}", Track.DISCUSS, **given) for number in range(count)]


def test_twenty_items_that_nobody_opens_take_two_minutes():
    found = forecast(block(20))
    assert (found.minutes_median, found.minutes_p90) == (2, 2)
    assert found.all_debated_minutes > 120


def test_an_empty_agenda_takes_no_time():
    found = forecast([])
    assert (found.minutes_median, found.minutes_p90, found.all_debated_minutes) == (0, 0, 0)


def test_what_cannot_be_decided_takes_a_minute_to_postpone():
    assert forecast([Planned("a", Track.UNDECIDABLE)]).minutes_median == 1


def test_a_plan_goes_before_a_history_and_a_history_before_the_default():
    past = [Past("bill", Track.DISCUSS, minutes) for minutes in (18, 20, 22)]
    items = [
        Planned("planned", Track.DISCUSS, "bill", 5),
        Planned("known kind", Track.DISCUSS, "bill"),
        Planned("other kind", Track.DISCUSS, "order"),
    ]
    assert [line.basis for line in forecast(items, past).lines] == [Basis.PLANNED, Basis.HISTORY_OF_KIND, Basis.HISTORY]
    assert forecast(items[1:2], past).lines[0].median == pytest.approx(20, rel=0.05)
    assert forecast(items[2:]).lines[0].basis == Basis.DEFAULT


def test_two_debates_are_no_history():
    past = [Past("bill", Track.DISCUSS, 60.0)] * 2
    assert forecast(debates(1, kind="bill"), past).lines[0].basis == Basis.DEFAULT


def test_what_passed_without_debate_says_nothing_about_debates():
    past = [Past("bill", Track.WITHOUT_DEBATE, 0.1)] * 20
    assert forecast(debates(1, kind="bill"), past).lines[0].basis == Basis.DEFAULT


def test_the_history_of_a_kind_is_told_as_median_and_p90():
    past = [Past("bill", Track.DISCUSS, minutes) for minutes in range(1, 12)]
    (bill,) = History(past).by_kind()
    assert (bill.kind, bill.debates, bill.median, bill.p90) == ("bill", 11, 6, 10)


def test_the_constants_are_those_of_the_calibration():
    fitted = calibrate(KARLSRUHE)
    assert fitted.minutes_per_item == pytest.approx(DEBATED_MINUTES, abs=0.05)
    assert fitted.meeting_variation == pytest.approx(MEETING_VARIATION, abs=0.02)


def test_the_council_meetings_lie_within_the_model():
    """Half of four are longer than the median, and none is twice as long as the 90th percentile."""
    found = [(one.minutes, forecast(debates(one.items))) for one in KARLSRUHE]
    assert sum(minutes > told.minutes_median for minutes, told in found) == 2
    assert sum(minutes > told.minutes_p90 for minutes, told in found) <= 1


def test_one_meeting_is_no_calibration():
    with pytest.raises(ValueError, match="at least two"):
        calibrate(KARLSRUHE[:1])


@pytest.mark.parametrize(
    ("start", "end", "minutes"), [("15:30", "21:00", 330), ("15:30", "00:00", 510), ("10:00", "10:00", 1440)]
)
def test_a_meeting_can_end_on_the_next_day(start, end, minutes):
    assert minutes_between(start, end) == minutes


def test_the_closed_form_agrees_with_ten_thousand_simulated_meetings():
    items = [*block(20), *debates(6), Planned("long", Track.DISCUSS, "", 40)]
    told = forecast(items)
    drawn = [simulate(items, seed=seed).minutes for seed in range(10_000)]
    assert quantile(drawn, 0.5) == pytest.approx(told.minutes_median, rel=0.05)
    assert quantile(drawn, 0.9) == pytest.approx(told.minutes_p90, rel=0.05)


def test_a_simulation_is_the_same_for_the_same_seed():
    items = [*block(3), *debates(3)]
    assert simulate(items, seed=7) == simulate(items, seed=7)
    assert simulate(items, seed=7) != simulate(items, seed=8)


def test_a_simulated_block_saves_exactly_its_debates():
    items = debates(5)
    passed = [replace(item, track=Track.WITHOUT_DEBATE) for item in items[:3]] + items[3:]
    all_debated, with_block = simulate(items, seed=1), simulate(passed, seed=1)
    assert all_debated.minutes == pytest.approx(with_block.all_debated_minutes)
    assert with_block.minutes == pytest.approx(
        BLOCK_MINUTES + sum(all_debated.by_item[item.item] for item in items[3:])
    )


planned = st.builds(
    Planned,
    st.uuids().map(str),
    st.sampled_from(Track),
    st.sampled_from(["bill", "order"]),
    st.none() | st.integers(0, 120),
)
agendas = st.lists(planned, max_size=60)
pasts = st.lists(
    st.builds(Past, st.sampled_from(["bill", "order"]), st.sampled_from(Track), st.floats(0, 240)), max_size=30
)


@given(agendas, pasts)
def test_the_median_is_never_longer_than_the_p90(items, past):
    found = forecast(items, past)
    assert 0 <= found.minutes_median <= found.minutes_p90
    assert all(0 <= line.median <= line.p90 for line in found.lines)
    assert [line.item for line in found.lines] == [item.item for item in items]


@given(agendas, pasts, planned)
def test_one_more_debate_never_shortens_a_meeting(items, past, further):
    more = [*items, replace(further, track=Track.DISCUSS)]
    assert forecast(items, past).minutes_median <= forecast(more, past).minutes_median
    assert forecast(items, past).minutes_p90 <= forecast(more, past).minutes_p90


@given(st.lists(planned, min_size=1, max_size=60), pasts)
def test_an_agenda_that_is_all_debated_takes_as_long_as_if_all_were_debated(items, past):
    found = forecast([replace(item, track=Track.DISCUSS) for item in items], past)
    assert found.minutes_median == found.all_debated_minutes


@given(agendas, pasts)
def test_the_order_of_items_does_not_matter(items, past):
    assert forecast(items, past).minutes_median == forecast(items[::-1], past[::-1]).minutes_median
