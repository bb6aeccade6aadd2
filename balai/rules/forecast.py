"""How long a meeting will take: a forecast by a stated model, never a measurement. docs/FORECAST.md explains it.

A debated item takes as long as the secretary planned; without a plan as this body's debates on that kind took; without
a history the default. All that passes without debate takes one fixed time together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from statistics import fmean, stdev

from balai.rules.durations import Duration, quantile, stretched, total
from balai.rules.stance import Track

DEBATED_MINUTES = 7.0  # calibrated: 1,560 minutes for 222 items in four council meetings (docs/FORECAST.md)
MEETING_VARIATION = 0.2  # calibrated on the same meetings: how much whole meetings differ from that mean
ITEM_VARIATION = 0.6  # assumed: how much single debates differ; four meetings cannot tell it apart
BLOCK_MINUTES = 2.0  # Estonia, 6.12.2007: a session of 20 items in two minutes
POSTPONING_MINUTES = 1.0  # assumed: what cannot be decided is named and postponed
ENOUGH = 3  # so many past debates make a history
LEAST_VARIATION, MOST_VARIATION = 0.2, 1.2  # a short history is not trusted to be more even, or wilder, than this


class Basis(StrEnum):
    """What an item's minutes rest on."""

    PLANNED = "planned"
    HISTORY_OF_KIND = "history_of_kind"
    HISTORY = "history"
    DEFAULT = "default"
    BLOCK = "block"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Planned:
    """An item of the coming meeting; `minutes` as the secretary planned them."""

    item: str
    track: Track
    kind: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """How long an item of a past meeting of this body took."""

    kind: str
    track: Track
    minutes: float
    meeting: str = ""  # in which it was


@dataclass(frozen=True, slots=True)
class Line:
    """One item's part of the forecast, in minutes; items of the block stand in it with none of their own."""

    item: str
    median: float
    p90: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class Forecast:
    """Minutes of the whole meeting: as likely longer as shorter (median), nine times in ten not longer (p90), and the
    median had every item been debated."""

    minutes_median: int
    minutes_p90: int
    all_debated_minutes: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class KindTimes:
    """What this body's past debates on a kind of item took, in minutes."""

    kind: str
    debates: int
    median: float
    p90: float


class History:
    """What past debates of a body say about debates to come."""

    def __init__(self, past: Sequence[Past]) -> None:
        self._debates: dict[str, list[float]] = defaultdict(list)
        for one in past:
            if one.track == Track.DISCUSS and one.minutes > 0:
                self._debates[one.kind].append(one.minutes)
        self._by_kind = {kind: _learnt(found) for kind, found in self._debates.items() if len(found) >= ENOUGH}
        together = [minutes for found in self._debates.values() for minutes in found]
        self._any_kind = _learnt(together) if len(together) >= ENOUGH else None

    def debate(self, item: Planned) -> tuple[Duration, Basis]:
        """How long a debate on this item takes, and what that rests on."""
        if item.minutes is not None:
            return Duration.of(item.minutes, ITEM_VARIATION), Basis.PLANNED
        if item.kind in self._by_kind:
            return self._by_kind[item.kind], Basis.HISTORY_OF_KIND
        if self._any_kind is not None:
            return self._any_kind, Basis.HISTORY
        return Duration.of(DEBATED_MINUTES, ITEM_VARIATION), Basis.DEFAULT

    def by_kind(self) -> tuple[KindTimes, ...]:
        """Median and 90th percentile of the past debates, kind by kind."""
        return tuple(
            KindTimes(kind, len(found), quantile(found, 0.5), quantile(found, 0.9))
            for kind, found in sorted(self._debates.items())
        )


def _learnt(minutes: Sequence[float]) -> Duration:
    mean = fmean(minutes)
    return Duration.of(mean, min(MOST_VARIATION, max(LEAST_VARIATION, stdev(minutes) / mean)))


def forecast(items: Sequence[Planned], past: Sequence[Past] = (), *, variation: float = MEETING_VARIATION) -> Forecast:
    """The forecast for a meeting, as its triage stands now. `variation`: how much whole meetings of the body differ."""
    history = History(past)
    block = BLOCK_MINUTES if any(item.track == Track.WITHOUT_DEBATE for item in items) else 0.0
    parts = [_part(item, history) for item in items]
    meeting = _whole((one for one, _ in parts), block, variation)
    if_all_debated = _whole((history.debate(item)[0] for item in items), 0.0, variation)
    lines = tuple(
        Line(item.item, round(one.median, 1), round(one.p90, 1), basis)
        for item, (one, basis) in zip(items, parts, strict=True)
    )
    return Forecast(round(meeting.median), round(meeting.p90), round(if_all_debated.median), lines)


def _part(item: Planned, history: History) -> tuple[Duration, Basis]:
    if item.track == Track.WITHOUT_DEBATE:
        return Duration(0.0, 0.0), Basis.BLOCK
    if item.track == Track.UNDECIDABLE:
        return Duration(POSTPONING_MINUTES, 0.0), Basis.POSTPONED
    return history.debate(item)


def _whole(parts: Iterable[Duration], block: float, variation: float) -> Duration:
    """The block takes its fixed time on any day; everything else is longer on a talkative one."""
    spoken = stretched(total(parts), variation)
    return Duration(spoken.mean + block, spoken.variance)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A meeting that never took place: minutes drawn from the model of the forecast."""

    minutes: float
    all_debated_minutes: float
    by_item: Mapping[str, float]


def simulate(items: Sequence[Planned], past: Sequence[Past] = (), *, seed: int) -> Simulated:
    """Draw one meeting. The same seed gives the same debates, whether or not an item comes to one."""
    history, chance = History(past), Random(seed)  # noqa: S311 (a simulation, not a secret)
    day = Duration.of(1.0, MEETING_VARIATION).at(chance.gauss(0, 1))
    debates = {item.item: history.debate(item)[0].at(chance.gauss(0, 1)) * day for item in items}
    parts = {item.item: _drawn(item, debates[item.item]) for item in items}
    block = BLOCK_MINUTES if any(item.track == Track.WITHOUT_DEBATE for item in items) else 0.0
    return Simulated(block + sum(parts.values()), sum(debates.values()), parts)


def _drawn(item: Planned, debate: float) -> float:
    return {Track.WITHOUT_DEBATE: 0.0, Track.UNDECIDABLE: POSTPONING_MINUTES}.get(item.track, debate)
