"""docs/REPLAY.md says what there is."""

from pathlib import Path

import click

from balai.replay.commands import replay
from balai.replay.members import CONTESTED, OBJECTS, SECOND_VOICE
from balai.replay.sitting import AGAINST
from balai.replay.tests.test_command import KEYS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "REPLAY.md").read_text(encoding="utf-8")


def test_every_figure_is_explained():
    assert all(f"\n| `{key}` |" in PAGE for key in KEYS)


def test_every_option_is_named():
    assert all(option.opts[0] in PAGE for option in replay.params if isinstance(option, click.Option))


def test_the_model_has_the_numbers_that_the_page_states():
    assert f"| municipal | {CONTESTED['municipal']:.2f} |" in PAGE
    assert f"| national, regional | {CONTESTED['national']:.2f} |" in PAGE
    assert CONTESTED["regional"] == CONTESTED["national"]
    for number in (OBJECTS, SECOND_VOICE, AGAINST):
        assert f"a chance of {number}" in PAGE
