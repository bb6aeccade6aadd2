"""A pytest plugin: what takes long begins first, so that no process waits at the end for a long test of another."""

import pytest

TRANSACTIONAL = {"transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What commits stays behind what does not: it leaves an empty database (the order of pytest-django)."""
    items.sort(key=lambda one: one.get_closest_marker("slow") is None or _commits(one))


def _commits(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & TRANSACTIONAL) or (marked is not None and bool(marked.kwargs.get("transaction")))
