"""The table of actions, as reviewed and as it is; and what must hold of it in any case."""

import pytest

from tests.access.holding import held
from tests.access.states import STATES
from tests.access.tables import ACTIONS


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in STATES if ACTIONS.about(kind)])
def test_all_is_as_the_table_of_actions_says(m, roles, kind):
    wrong = held(m, ACTIONS, kind, roles)
    assert not wrong, "\n".join(wrong)
