"""What ends, ends once; a term ends after it begins."""

from datetime import timedelta

import pytest

from balai import clock
from balai.meetings.policy import may_propose_urgent
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Substitution
from balai.verdict import Refused
from tests.factories import make_cast, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def test_a_membership_ends_once(cast):
    seat = end_membership(cast.seats["pia"], by=cast.root)
    with pytest.raises(Refused, match="This membership has ended already"):
        end_membership(seat, by=cast.root)
    seat.refresh_from_db()
    assert seat.ends is not None
    assert seat.ends <= clock.now()


def test_whoever_has_left_proposes_no_urgent_item(cast):
    meeting = make_meeting(cast)
    assert may_propose_urgent(cast.seats["pia"], meeting)
    seat = end_membership(cast.seats["pia"], by=cast.root)
    assert may_propose_urgent(seat, meeting).sentence == "This membership has ended already."


def test_a_substitution_ends_once(cast):
    now = clock.now()
    named = name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=now, ends=None, by=cast.sara)
    end_substitution(named, by=cast.sara)
    with pytest.raises(Refused, match="This substitution has ended already"):
        end_substitution(named, by=cast.sara)


def test_a_substitution_ends_after_it_begins(cast):
    now = clock.now()
    with pytest.raises(Refused, match="The end lies before the beginning"):
        name_substitute(
            cast.seats["tomas"], substitute=cast.pia, starts=now, ends=now - timedelta(days=1), by=cast.sara
        )
    assert not Substitution.objects.exists()
