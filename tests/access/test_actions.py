"""The table of actions, as reviewed and as it is; and what must hold of it in any case."""

import pytest

from tests.access.holding import held
from tests.access.tables import ACTIONS


@pytest.mark.slow
@pytest.mark.django_db
def test_all_is_as_the_table_of_actions_says():
    wrong = held(ACTIONS)
    assert not wrong, "\n".join(wrong)
