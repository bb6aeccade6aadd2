"""The members of a replay: how they answer, by a seeded script. docs/REPLAY.md states and sources the model."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from balai.rules.stance import Stance

# Of 202 items with a count of votes in 13 council meetings 54 had a vote against; of 34 items prepared for two Estonian
# sessions 1 was opened, from which a cabinet is assumed to open no more than one in ten.
CONTESTED = {"municipal": 0.27, "regional": 0.10, "national": 0.10}
OBJECTS = 0.4  # of those who do not let an item pass: the others wish to speak
SECOND_VOICE = 0.35  # the chance of each further member who speaks up on a contested item


@dataclass(frozen=True, slots=True)
class Script:
    """Who says what on which item; everything else is 'no objection'. Items and members by their places."""

    stances: dict[tuple[int, int], Stance]

    def of(self, item: int, member: int) -> Stance | None:
        return self.stances.get((item, member))


def script(items: Sequence[bool | None], members: int, *, contested: float, seed: int) -> Script:
    """Write the script.

    Args:
        items: for each item whether its source says that it was contested (a vote against); None where it does not say.
        contested: the chance that an item is contested where the source does not say.
    """
    chance = Random(seed)  # noqa: S311 (a simulation, not a secret)
    stances: dict[tuple[int, int], Stance] = {}
    for place, known in enumerate(items):
        drawn = chance.random() < contested
        order = chance.sample(range(members), members)
        voices = [chance.random() for _member in order]
        if not (drawn if known is None else known):
            continue
        for number, member in enumerate(order):
            if number and voices[number] > SECOND_VOICE:
                break
            stances[place, member] = Stance.OBJECTION if chance.random() < OBJECTS else Stance.WISH_TO_SPEAK
    return Script(stances)
