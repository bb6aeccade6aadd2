"""What is beyond its time goes, what is within stays, and the record stays clean."""

from datetime import timedelta
from typing import Any

import pytest

from balai import clock
from balai.ledger.closing import BY_TIME
from balai.ledger.log import content_of
from balai.ledger.models import Alarm, Entry
from balai.live.models import Announcement
from balai.people.models import DeviceSession, Invitation, Try
from balai.people.sign_in import tries
from balai.personal.actions.prune import prune
from balai.personal.kinds import KINDS
from balai.personal.tests.leaving import make_leaving
from balai.record.verify_database import verify_database
from balai.verdict import Ground
from tests.records import signed
from tests.refusals import nothing_changes, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaving():
    made = make_leaving()
    now = clock.now()
    Alarm.objects.create(event="record.altered", detail="canary", at=now, ended_at=now)
    Alarm.objects.create(event="record.altered", detail="still open", at=now)
    tries.count("x", 5)
    return made


def days(count):
    return clock.as_if(clock.now() + timedelta(days=count))


# the kind whose time it is, what is counted
ROWS: dict[str, Any] = {
    "sessions": DeviceSession,
    "tries": Try,
    "invitations": Invitation,
    "announcements": Announcement,
    "alarms": Alarm,
}


@pytest.mark.parametrize("kind", ROWS)
def test_rows_go_when_their_time_is_over_and_not_before(leaving, kind):
    model, time = ROWS[kind], KINDS[kind].days or 0
    slack = 5 if kind == "invitations" else 1  # the link itself works for three days, a session for half a day
    before = model.objects.count()
    with days(time - 1 if time > 1 else 0):
        prune(by=leaving.cast.root)
        assert model.objects.count() == before > 0
    with days(time + slack):
        prune(by=leaving.cast.root)
        assert model.objects.count() == (1 if kind == "alarms" else 0), "an alarm that is open stays"


def test_sign_ins_in_the_record_are_closed_after_two_years(leaving):
    old = Entry.objects.filter(act="people.signed_in")
    assert old.filter(content__isnull=False).count() == 2
    with days(729):
        prune(by=leaving.cast.root)
        assert old.filter(content__isnull=False).count() == 2
    with days(731):
        gone = prune(by=leaving.cast.root)
        assert not old.filter(content__isnull=False).exists()
        entry = Entry.objects.filter(act="people.data.pruned").latest("index")
    said = content_of(entry)
    assert said is not None
    closed = said["closed"]
    assert len(closed) == gone["ledger.Entry"]
    acts = {Entry.objects.get(index=index).act for index, _part in closed}
    assert "people.signed_in" in acts
    assert acts <= BY_TIME, "by which keys somebody can sign in stays open until they are erased"
    signed()
    assert verify_database().findings == ()


def test_pruning_again_changes_nothing(leaving):
    with days(5_000):
        prune(by=leaving.cast.root)
        with nothing_changes():
            assert prune(by=leaving.cast.root) == {}


def test_what_binds_is_never_pruned(leaving):
    counts = {"agenda.position.marked", "meetings.vote.cast", "decisions.taken", "people.person.enrolled"}
    with days(20_000):
        prune(by=leaving.cast.root)
    assert not Entry.objects.filter(act__in=counts, content=None).exists()
    assert Entry.objects.exclude(apart={}).count() >= 4


@pytest.mark.parametrize("name", ["kai", "sara", "ana"])
def test_only_the_administrator_prunes(leaving, name):
    with refused("Only the administrator", "GDPR art. 5(1)(e)", Ground.PERMISSION):
        prune(by=leaving.cast.people[name])
