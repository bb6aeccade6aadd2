"""Rules for tests: a preset with some keys changed."""

import tomllib
from typing import Any

from hypothesis import strategies as st

from balai.rules.procedure import PRESETS, Rules, preset_text

MEMBERS = tuple(f"member{number:02}" for number in range(15))


def raw(preset: str = "estonia") -> dict[str, Any]:
    return tomllib.loads(preset_text(preset))


def rules(changes: dict[str, Any] | None = None, preset: str = "estonia") -> Rules:
    """`changes` maps dotted keys to values: {"quorum.of_members": "all"}."""
    document = raw(preset)
    for key, value in (changes or {}).items():
        *path, last = key.split(".")
        table = document
        for part in path:
            table = table[part]
        table[last] = value
    return Rules.model_validate(document)


def seats(count: int) -> frozenset[str]:
    return frozenset(MEMBERS[:count])


some_seats = st.frozensets(st.sampled_from(MEMBERS))
fractions = st.sampled_from(["none", "half", "more_than_half", "two_thirds", "all"])
any_preset = st.sampled_from(PRESETS)
