"""Refusals: what was said, by which rule, and that nothing has changed."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache

import pytest
from django.apps import apps
from django.db import connection

from balai.verdict import Ground, Refused, Verdict


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours: stamps, the ledger and what was announced among them. As the database gives
    them: objects would take ten times as long, and every refusal is looked at like this."""
    found = {}
    with connection.cursor() as cursor:
        for label, question in _questions().items():
            cursor.execute(question)
            found[label] = cursor.fetchall()
    return found


@cache
def _questions() -> dict[str, str]:
    """Of all rows, by table."""
    quote = connection.ops.quote_name
    models = [one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("balai.")]
    return {
        one._meta.label: f"SELECT * FROM {quote(one._meta.db_table)} ORDER BY {quote(str(one._meta.pk.column))}"  # noqa: S608
        for one in models
    }


def changed_since(before: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """The tables that are not as they were."""
    return [label for label, rows in everything().items() if rows != before[label]]


@contextmanager
def refused(sentence: str, rule: str = "", ground: Ground = Ground.STATE) -> Iterator[None]:
    """The act is refused with these words, by this paragraph, and nothing is changed by it."""
    before = everything()
    with pytest.raises(Refused) as caught:
        yield
    said = caught.value.verdict
    assert sentence in said.sentence, said
    assert (said.rule, said.ground) == (rule, ground), said
    assert not changed_since(before)


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    assert not changed_since(before)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of this at the same moment, each on a connection of its own; what each gave, or the verdict against it."""
    ready = threading.Barrier(len(acts))

    def do(act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            ready.wait(20)
            return act()
        except Refused as refusal:
            return refusal.verdict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def refusals_in(done: list[object]) -> list[str]:
    """Sentence and rule of each act that was refused."""
    return [f"{one.sentence} ({one.rule})" for one in done if isinstance(one, Verdict)]
