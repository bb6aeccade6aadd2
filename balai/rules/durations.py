"""Lengths of time that are not certain: right-skewed, never negative (lognormal), added up in closed form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, fsum, log1p, sqrt
from statistics import NormalDist
from typing import Self

P90 = NormalDist().inv_cdf(0.9)


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes: the mean and the variance."""

    mean: float
    variance: float

    @classmethod
    def of(cls, mean: float, variation: float) -> Self:
        """`variation` is the standard deviation divided by the mean."""
        return cls(mean, (variation * mean) ** 2)

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm of the lognormal with this mean and variance."""
        return sqrt(log1p((sqrt(self.variance) / self.mean) ** 2)) if self.mean else 0.0

    @property
    def median(self) -> float:
        return self.mean * exp(-(self.sigma**2) / 2)

    @property
    def p90(self) -> float:
        """Nine times in ten it takes no longer."""
        return self.median * exp(P90 * self.sigma)

    def at(self, deviation: float) -> float:
        """The length that lies so many standard deviations (of the logarithm) from the median."""
        return self.median * exp(deviation * self.sigma)


def total(durations: Iterable[Duration]) -> Duration:
    """The sum of independent durations, taken as lognormal again (Fenton and Wilkinson's moment matching)."""
    listed = list(durations)
    return Duration(fsum(one.mean for one in listed), fsum(one.variance for one in listed))


def stretched(duration: Duration, spread: float) -> Duration:
    """The duration times a common factor with mean 1 and this variation: a talkative day lengthens everything."""
    factor = 1 + spread**2
    return Duration(duration.mean, duration.variance * factor + duration.mean**2 * spread**2)


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed, between neighbours in proportion; `values` not empty."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
