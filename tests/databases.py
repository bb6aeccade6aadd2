"""A pytest plugin: what asks no database is the same on each, and runs once, with the tests on SQLite.

Who brings processes with a database of their own, on the server that the suite is run on, is marked `own_database`.
"""

import pytest

DATABASES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Before tests are chosen by their marks."""
    for item in items:
        if not asks_a_database(item):
            item.add_marker(pytest.mark.sqlite_only)


def asks_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    marks = ("django_db", "own_database", "postgresql_only")
    return bool(names & DATABASES) or any(map(item.get_closest_marker, marks))
