"""The table of addresses, as reviewed and as it is; and what must hold of it in any case."""

import pytest

from tests.access.holding import held
from tests.access.tables import ADDRESSES


@pytest.mark.slow
@pytest.mark.sqlite_only  # the same views and policies: what differs by database, test_actions shows on both
@pytest.mark.django_db
def test_all_is_as_the_table_of_addresses_says():
    wrong = held(ADDRESSES)
    assert not wrong, "\n".join(wrong)
