"""What tests of preparing begin with: the cast, ada, who prepares for marin, and a published agenda of three items."""

import pytest

from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.advising.models import PreparedPosition
from balai.agenda.models import AgendaItem, Meeting
from balai.rules.stance import Stance
from tests.factories import Cast, items_of, make_adviser, make_cast, make_meeting


@pytest.fixture
def cast(db: None) -> Cast:
    cast = make_cast()
    make_adviser(cast)
    return cast


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast, 3)


@pytest.fixture
def items(meeting: Meeting):
    return items_of(meeting)


@pytest.fixture
def item(items):
    return items[0]


def prepare(
    cast: Cast, item: AgendaItem, stance: Stance = Stance.OBJECTION, *, by: str = "ada", seat: str = "marin", **more
) -> PreparedPosition:
    """On the item's present version."""
    item.refresh_from_db()
    more.setdefault("seen_version", item.version)
    return prepare_position(item, seat=cast.seats[seat], stance=stance, by=cast.people[by], **more)
