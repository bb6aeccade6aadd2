"""A live screen is over when its session is."""

import pytest
from django.conf import settings
from django.http import Http404

from balai.live.stream import AGENT, _admit, _still
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_sessions import end_sessions
from balai.people.actions.shut_out import shut_out
from balai.people.models import Body
from balai.verdict import Refused
from tests.factories import make_cast, make_meeting
from tests.signing_in import IPAD

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def cast():
    return make_cast()


@pytest.mark.parametrize("how", ["ended", "shut out", "seat ended"])
def test_an_open_stream_is_over_when_its_session_is(cast, client_of, how):
    meeting = make_meeting(cast, 1)
    cookies = {COOKIE: client_of(cast.marin).cookies[COOKIE].value, AGENT: ""}
    topic, _person = _admit("agenda", meeting.pk, cookies)
    stamp = Body.objects.get(pk=cast.body.pk).people_stamp
    assert _still(topic, cookies)
    if how == "ended":
        end_sessions(cast.marin, by=cast.marin, because="ended_by_hand")
    elif how == "shut out":
        shut_out(cast.marin, by=cast.root)
    else:
        end_membership(cast.seats["marin"], by=cast.root)
    assert not _still(topic, cookies)
    # Streams ask again before they send anything more when this has risen.
    assert Body.objects.get(pk=cast.body.pk).people_stamp > stamp


def test_a_stream_is_not_opened_by_a_cookie_from_another_device(cast, client_of):
    meeting = make_meeting(cast, 1)
    cookies = {COOKIE: client_of(cast.marin).cookies[COOKIE].value, AGENT: IPAD}
    with pytest.raises((Http404, Refused)):
        _admit("agenda", meeting.pk, cookies)
