"""What tests of the sitting begin with: a session that has begun, everybody there, an objection on its second item."""

import pytest

from balai.agenda.models import Meeting
from balai.rules.stance import Stance
from tests.factories import Cast, items_of, make_cast, make_meeting, mark
from tests.sitting import begin


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    meeting = make_meeting(cast, 3)
    mark(cast, "pia", items_of(meeting)[1], Stance.OBJECTION)
    return begin(cast, meeting)


@pytest.fixture
def items(meeting: Meeting):
    return items_of(meeting)


@pytest.fixture
def contested(items):
    return items[1]
