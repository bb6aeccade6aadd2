"""Every action has its page in docs/acts, asks a policy, and leaves an entry."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import balai
from balai.action import ACTIONS, Unlawful, action, require
from balai.verdict import Refused, forbidden, yes

PAGES = Path(__file__).resolve().parent.parent / "docs" / "acts"


def load_all_actions() -> None:
    for module in pkgutil.walk_packages(balai.__path__, "balai."):
        if ".actions." in module.name:
            importlib.import_module(module.name)


def registered() -> set[str]:
    load_all_actions()
    return {name for name in ACTIONS if not name.startswith("test.")}


def test_every_action_has_a_page_and_every_page_an_action():
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert pages == registered()


def test_every_page_is_listed_and_says_who_what_and_by_which_rule():
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    for name in registered():
        page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
        assert f"({name}.md)" in index
        for heading in ("**Who may.**", "**What happens.**", "**By which rule.**"):
            assert heading in page, name


def test_every_action_says_what_it_does():
    load_all_actions()
    assert all(found.doc for found in ACTIONS.values())


@pytest.mark.django_db
def test_an_action_that_asks_nobody_fails():
    @action("test.asks_nobody")
    def bad() -> None:
        """Asks nobody."""

    with pytest.raises(Unlawful):
        bad()


@pytest.mark.django_db
def test_an_action_that_leaves_no_entry_fails():
    @action("test.leaves_no_entry")
    def bad() -> None:
        """Leaves no entry."""
        require(yes())

    with pytest.raises(Unlawful):
        bad()


@pytest.mark.django_db
def test_a_refusal_is_an_exception_with_its_sentence_and_rule():
    with pytest.raises(Refused, match=r"Not you\. \(§ 1\)"):
        require(forbidden("Not you.", "§ 1"))
