"""What tests of the agenda begin with: the cast, and a published agenda of three items."""

import pytest

from balai.agenda.models import Meeting
from tests.factories import Cast, items_of, make_cast, make_meeting


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast, 3)


@pytest.fixture
def items(meeting: Meeting):
    return items_of(meeting)


@pytest.fixture
def item(items):
    return items[0]
