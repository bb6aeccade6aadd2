"""What seals and counts secret ballots. An engine knows nothing of who votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from balai.rules.stance import Choice


class SpoiltBox(Exception):  # noqa: N818 (reads as what is wrong)
    """The box is not what was put into it: nothing is counted."""


class NoBallotLeft(Exception):  # noqa: N818
    """All ballots that were made when the vote was opened have been used."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """`tracker`: the code by which its voter finds it in the published list; `sealed`: what is put into the box."""

    tracker: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Counted:
    """What was in a box. `published`: the file that others recount; it holds nothing of order or time."""

    counts: dict[Choice, int]
    trackers: tuple[str, ...]
    published: bytes = b""

    @property
    def cast(self) -> int:
        return len(self.trackers)


class Engine(Protocol):
    """`folder`: where this ballot's keys are while it is open."""

    suffix: str  # of the published file

    def available(self) -> bool:
        """Whether it works on this server."""

    def prepare(self, folder: Path, *, voters: int) -> None:
        """Make the keys of a ballot in which at most so many vote."""

    def seal(self, folder: Path, choice: Choice, box: Sequence[bytes]) -> Ballot:
        """A ballot with this choice, beside those that are in the box.

        Raises:
            SpoiltBox: the keys are gone.
            NoBallotLeft: more vote than were counted on at the opening.
        """

    def fits(self, sealed: bytes, box: Sequence[bytes]) -> bool:
        """Whether this ballot can go in beside those, if others came in after it was sealed."""

    def count(self, folder: Path, box: Sequence[bytes]) -> Counted:
        """Open and count the box.

        Raises:
            SpoiltBox: a ballot is not as it was sealed, is there twice, or the keys are gone.
        """

    def recount(self, published: bytes) -> Counted:
        """Count again from the published file, as an observer does.

        Raises:
            SpoiltBox: the file is not what this engine publishes.
        """
