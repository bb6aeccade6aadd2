"""The table of addresses, as reviewed and as it is; and what must hold of it in any case."""

import pytest

from tests.access.holding import held
from tests.access.states import STATES
from tests.access.tables import ADDRESSES


@pytest.mark.slow
@pytest.mark.sqlite_only  # the same views on either database; what they call, the other two tables hold on both
@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in STATES if ADDRESSES.about(kind)])
def test_all_is_as_the_table_of_addresses_says(m, roles, kind):
    wrong = held(m, ADDRESSES, kind, roles)
    assert not wrong, "\n".join(wrong)
