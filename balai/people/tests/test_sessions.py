"""Sessions: seen and ended by their owner, bound to a kind of device, over when old, idle, or their person left."""

import logging
from datetime import timedelta

import pytest
from django.conf import settings as project
from django.test import Client

from balai import clock
from balai.drill.authenticator import Device
from balai.ledger.models import Entry
from balai.people.actions.appoint import appoint
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_sessions import end_sessions
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.enrol import enrol
from balai.people.actions.let_in_again import let_in_again
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.shut_out import shut_out
from balai.people.models import DeviceSession, Role, Substitution
from balai.people.sign_in.device import device_of
from balai.people.sign_in.parallel import too_many
from balai.verdict import Refused
from tests.checked_pages import CheckingClient
from tests.factories import administrator, make_cast
from tests.signing_in import FIREFOX, IPAD, by_passkey, join, said

pytestmark = pytest.mark.django_db
DESK = "/desk/"
COOKIE = project.SESSION_COOKIE_NAME


@pytest.fixture
def cast():
    return make_cast()


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_a_person_sees_where_they_are_signed_in_and_ends_it(cast):
    here = join(cast.marin, Device(), HTTP_USER_AGENT=FIREFOX)
    there = join(cast.marin, Device(credential=b"another"), HTTP_USER_AGENT=IPAD)
    page = here.get("/my/sign-in/").content.decode()
    assert "Firefox, Linux" in page
    assert "Safari, Mac or iPad" in page
    other = DeviceSession.objects.get(device="Safari, Mac or iPad")
    here.post(f"/my/sign-in/sessions/{other.handle}/end/")
    assert is_in(here)
    assert not is_in(there)
    assert '"because":"ended_by_hand"' in said("people.sessions.ended")


def test_all_others_end_at_once(cast, client_of):
    here, *others = [client_of(cast.marin) for _number in range(3)]
    here.post("/my/sign-in/sessions/others/end/")
    assert [is_in(one) for one in (here, *others)] == [True, False, False]


def test_for_one_session_too_many_the_oldest_ends_and_its_owner_reads_it(cast, settings):
    settings.SESSIONS_AT_ONCE = 2
    device = Device()
    first, second = join(cast.marin, device, HTTP_USER_AGENT=IPAD), CheckingClient(HTTP_USER_AGENT=FIREFOX)
    by_passkey(second, device)
    assert is_in(first)
    third = CheckingClient(HTTP_USER_AGENT=FIREFOX)
    by_passkey(third, device)
    page = third.get(DESK).content.decode()
    assert [is_in(one) for one in (first, second, third)] == [False, True, True]
    assert '"because":"too_many"' in said("people.sessions.ended")
    assert DeviceSession.objects.filter(person=cast.marin).count() == 2
    assert "2 sessions at a time" in page
    assert "Safari, Mac or iPad" in page


def test_who_signs_in_again_in_the_same_browser_ends_no_other_session(cast, settings):
    settings.SESSIONS_AT_ONCE = 2
    first, second = join(cast.marin, Device()), CheckingClient()
    for _again in range(3):
        second.force_login(cast.marin)
    assert [is_in(one) for one in (first, second)] == [True, True]


def test_sessions_that_have_ended_or_are_somebody_elses_are_not_counted(cast, client_of, settings):
    settings.SESSIONS_AT_ONCE = 2
    first, _pias, _pias_too = client_of(cast.marin), client_of(cast.pia), client_of(cast.pia)
    with clock.as_if(clock.now() + timedelta(minutes=settings.SESSION_IDLE_MINUTES + 1)):
        client_of(cast.marin)
        assert too_many(cast.marin, room_for=1) == []
        second = client_of(cast.marin)
        assert is_in(second)
    assert Entry.objects.filter(act="people.sessions.ended").count() == 0
    assert is_in(first)


def test_of_sign_ins_at_the_same_moment_those_too_many_end_within_a_minute(cast, client_of, settings):
    """None of them could see the others' rows: what is too many is found when a session is used."""
    browsers = [client_of(cast.marin) for _number in range(4)]
    settings.SESSIONS_AT_ONCE = 2
    with clock.as_if(clock.now() + timedelta(minutes=1, seconds=1)):
        assert [is_in(one) for one in browsers] == [False, False, True, True]
    assert '"because":"too_many"' in said("people.sessions.ended")


def test_the_end_of_a_session_too_many_stands_in_the_security_log(
    cast, client_of, settings, caplog, django_capture_on_commit_callbacks
):
    settings.SESSIONS_AT_ONCE = 1
    client_of(cast.marin)
    caplog.set_level(logging.INFO, "balai.security")
    with django_capture_on_commit_callbacks(execute=True):
        client_of(cast.marin)
    assert "session_ended" in [line.getMessage() for line in caplog.records if line.name == "balai.security"]


def test_nobody_ends_the_session_of_somebody_else(cast, client_of):
    client_of(cast.marin)
    session = DeviceSession.objects.get(person=cast.marin)
    assert client_of(cast.pia).post(f"/my/sign-in/sessions/{session.handle}/end/").status_code == 404
    with pytest.raises(Refused):
        end_sessions(cast.marin, by=cast.pia, because="ended_by_hand")
    assert DeviceSession.objects.filter(person=cast.marin).exists()


def test_a_stolen_cookie_ends_its_session_on_another_kind_of_device(cast):
    owner = join(cast.marin, Device(), HTTP_USER_AGENT=FIREFOX)
    thief = Client(HTTP_USER_AGENT=IPAD)
    thief.cookies[COOKIE] = owner.cookies[COOKIE].value
    assert not is_in(thief)
    assert not is_in(owner)
    assert '"because":"other_device"' in said("people.sessions.ended")


def test_an_update_of_the_browser_ends_no_session():
    assert device_of(FIREFOX) == device_of(FIREFOX.replace("140.0", "151.2"))


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox, Linux"),
        (IPAD, "Safari, Mac or iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, Mac or iPad"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("", "?, ?"),
    ],
)
def test_kinds_of_devices(agent, device):
    assert device_of(agent) == device


def test_the_key_changes_at_sign_in_and_nothing_in_the_database_opens_a_session(cast, client):
    device = Device()
    join(cast.marin, device)
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    before = client.cookies[COOKIE].value
    by_passkey(client, device)
    assert client.cookies[COOKIE].value != before
    for kept in DeviceSession.objects.values_list("session_key", flat=True):
        thief = Client()
        thief.cookies[COOKIE] = kept
        assert not is_in(thief)


def test_the_cookie_is_closed_to_scripts_and_other_sites(cast, client_of):
    cookie = join(cast.marin, Device()).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_session_that_is_not_used_ends(cast, client_of, settings):
    client = client_of(cast.marin)
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    with clock.as_if(clock.now() + idle - timedelta(minutes=1)):
        assert is_in(client)
        still = clock.now() + idle - timedelta(minutes=1)
    with clock.as_if(still):
        assert is_in(client)
        gone = clock.now() + idle + timedelta(minutes=1)
    with clock.as_if(gone):
        assert not is_in(client)


def test_a_session_ends_after_its_hours_however_much_it_is_used(cast, client_of, settings):
    settings.SESSION_COOKIE_AGE = 3600
    client, begun = client_of(cast.marin), clock.now()
    for minutes, alive in ((30, True), (59, True), (61, False)):
        with clock.as_if(begun + timedelta(minutes=minutes)):
            assert is_in(client) is alive


def test_signing_out_ends_the_session_on_the_server_too(cast, client_of):
    client = client_of(cast.marin)
    copy = Client()
    copy.cookies[COOKIE] = client.cookies[COOKIE].value
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(copy)
    assert '"because":"signed_out"' in said("people.sessions.ended")


def test_with_the_last_seat_all_sessions_end_at_once(cast, client_of):
    client = client_of(cast.marin)
    end_membership(cast.seats["marin"], by=cast.root)
    assert not is_in(client)
    with pytest.raises(Refused):
        Client().force_login(cast.marin)


def test_with_another_seat_left_they_go_on(cast, client_of):
    appoint(cast.marin, body=cast.other_body, role=Role.MEMBER, by=cast.root)
    client = client_of(cast.marin)
    end_membership(cast.seats["marin"], by=cast.root)
    assert is_in(client)


def test_a_seat_that_ends_by_the_calendar_ends_them_too(cast, client_of):
    seat = cast.seats["marin"]
    seat.ends = clock.now() + timedelta(minutes=5)
    seat.save()
    client = client_of(cast.marin)
    assert is_in(client)
    with clock.as_if(seat.ends + timedelta(seconds=1)):
        assert not is_in(client)


def test_a_substitute_without_a_seat_stays_as_long_as_they_stand_in(cast, client_of):
    helper = enrol("helper", name="Helper", by=cast.root)
    stood = name_substitute(cast.seats["nils"], substitute=helper, starts=clock.now(), ends=None, by=cast.sara)
    client = client_of(helper)
    assert is_in(client)
    end_substitution(Substitution.objects.get(pk=stood.pk), by=cast.sara)
    assert not is_in(client)


def test_who_is_shut_out_is_out_at_once(cast, client_of):
    client = client_of(cast.marin)
    shut_out(cast.marin, by=administrator())
    assert not is_in(client)


def test_shutting_out_and_letting_in_are_recorded_once_each(cast):
    root, begun = administrator(), Entry.objects.count()
    for act in (shut_out, shut_out, let_in_again, let_in_again):
        act(cast.marin, by=root)
    acts = Entry.objects.filter(index__gte=begun).order_by("index").values_list("act", flat=True)
    assert list(acts) == ["people.person.shut_out", "people.person.let_in_again"]
