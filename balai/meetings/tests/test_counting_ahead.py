"""Secret ballots: the counting engine runs before the act and without a lock; no ballot is lost or counted twice."""

import os
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from balai.decisions.models import Decision
from balai.meetings import keys_ahead
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.ballots import belenios
from balai.meetings.ballots.engine import SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import folder_of, sweep
from balai.meetings.ballots.overwriting import overwrite
from balai.meetings.models import BallotBox, BallotGiven, Presence, SealedBallot, Voting
from balai.meetings.tests.test_secret_ballot import (
    FOR,
    HERE,
    LAW,
    VOTES,
    all_vote,
    differences,
    in_debate,
    opened,
    put_in,
    with_secret_ballots,
)
from balai.people.actions.appoint import appoint
from balai.people.models import Person, Role
from balai.rules.voting import RepeatGround
from tests.factories import make_cast
from tests.refusals import at_once, refusals_in, refused

pytestmark = pytest.mark.django_db(transaction=True)
CALLS = ("prepare", "seal", "count")


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture(params=HERE)
def engine(request):
    return request.param


@pytest.fixture
def item(cast, engine):
    with_secret_ballots(cast, engine)
    return in_debate(cast)


def around(monkeypatch, engine, name, after):
    """From now on `after(number of the call)` follows each call of the engine's `name`, before it answers."""
    original, calls = getattr(ENGINES[engine], name), []

    def call(*given, **more):
        calls.append(name)
        done = original(*given, **more)
        after(len(calls))
        return done

    monkeypatch.setattr(ENGINES[engine], name, call)
    return calls


def folders():
    place = settings.DATA / "ballots"
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def test_no_transaction_is_open_while_the_engine_works(cast, engine, item, monkeypatch):
    open_then = []
    for name in CALLS:
        around(monkeypatch, engine, name, lambda _number: open_then.append(connection.in_atomic_block))
    voting = opened(cast, item)
    all_vote(cast, voting)
    counted = close_voting(voting, by=cast.kai)
    repeat_voting(counted, ground=RepeatGround.FAULT, because="A tablet died.", by=cast.kai)
    assert open_then == [False] * (1 + 4 + 1 + 1)


def test_a_ballot_that_comes_in_while_the_box_is_counted_is_counted(cast, engine, item, monkeypatch):
    voting = opened(cast, item)
    all_vote(cast, voting, {name: FOR for name in VOTES if name != "tomas"})
    calls = around(monkeypatch, engine, "count", lambda number: number == 1 and put_in(cast, voting, "tomas", FOR))
    assert close_voting(voting, by=cast.kai).for_count == 4
    assert len(calls) == 2
    assert len(BallotBox.objects.get().trackers) == BallotGiven.objects.count() == 4
    assert not SealedBallot.objects.exists()
    assert Decision.objects.count() == 1
    assert differences() == []


def test_a_ballot_is_sealed_anew_where_another_has_used_its_credential(cast, engine, item, monkeypatch):
    """Both would be made with the first credential that is left; the second finds it used and takes the next."""
    monkeypatch.setattr(belenios, "secrets", SimpleNamespace(choice=lambda found: found[0]))
    voting = opened(cast, item)
    calls = around(monkeypatch, engine, "seal", lambda number: number == 1 and put_in(cast, voting, "pia", FOR))
    codes = [put_in(cast, voting, "marin", FOR)]
    assert len(calls) == (3 if engine == "belenios" else 2)
    codes += [put_in(cast, voting, name, FOR) for name in ("tomas", "kai")]
    assert close_voting(voting, by=cast.kai).for_count == 4
    assert set(codes) < set(BallotBox.objects.get().trackers)
    assert differences() == []


def test_all_vote_at_once_and_every_ballot_is_counted_once(cast, engine, item):
    voting = opened(cast, item)
    codes = at_once(*(lambda name=name: put_in(cast, voting, name, FOR) for name in VOTES))
    assert sorted(map(str, codes)) == sorted(set(map(str, codes)))
    assert close_voting(voting, by=cast.kai).for_count == 4
    assert sorted(map(str, codes)) == BallotBox.objects.get().trackers


def test_two_who_close_at_once_count_once(cast, engine, item):
    voting = opened(cast, item)
    all_vote(cast, voting)
    done = at_once(*[lambda: close_voting(voting, by=cast.kai)] * 2)
    assert sum(isinstance(one, Voting) for one in done) == 1
    assert [one.split(" (")[0] for one in refusals_in(done)] == ["The vote is closed."]
    assert Decision.objects.count() == 1


def test_seats_filled_while_it_is_open_vote_as_far_as_ballots_were_made(cast, engine, item, monkeypatch):
    monkeypatch.setattr(keys_ahead, "SPARE", 1)
    voting = opened(cast, item)
    all_vote(cast, voting)
    for name in ("eva", "juhan"):
        person = Person.objects.create(username=name, name=name)
        cast.people[name] = person
        cast.seats[name] = appoint(person, body=cast.body, role=Role.MEMBER, by=cast.root)
        note_attendance(voting.meeting, seat=cast.seats[name], presence=Presence.IN_ROOM, by=cast.sara)
    put_in(cast, voting, "eva", FOR)
    if engine == "belenios":
        with refused("All ballots that were made when this vote was opened have been used.", LAW):
            put_in(cast, voting, "juhan", FOR)
    else:
        put_in(cast, voting, "juhan", FOR)
    assert close_voting(voting, by=cast.kai).for_count >= 3


def test_keys_that_open_no_vote_are_destroyed(cast, engine, item, monkeypatch):
    before = folders()
    with monkeypatch.context() as broken:
        broken.setattr("balai.meetings.actions.open_voting.append", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            opened(cast, item)
    assert folders() == before
    with monkeypatch.context() as broken:
        broken.setattr(ENGINES[engine], "prepare", lambda *_args, **_more: (_ for _ in ()).throw(SpoiltBox))
        with refused("The counting engine did not start: no secret ballot can be opened now.", LAW):
            opened(cast, item)
    assert folders() == before


def test_keys_of_a_vote_that_was_opened_stay_whatever_fails_after_it(cast, item, monkeypatch):
    def fails():
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("balai.live.announce.hub.wake", fails)
        with pytest.raises(RuntimeError):
            opened(cast, item)
    voting = Voting.objects.get()
    assert folder_of(voting.pk).exists()
    all_vote(cast, voting)
    assert close_voting(voting, by=cast.kai).carried is not None


def test_a_program_killed_before_its_vote_was_stored_leaves_keys_that_are_swept_away():
    fresh, old = folder_of(uuid4()), folder_of(uuid4())
    for folder in (fresh, old):
        folder.mkdir(parents=True)
        (folder / "key").write_bytes(b"secret")
    an_hour_ago = time.time() - 2 * 3600
    os.utime(old, (an_hour_ago, an_hour_ago))
    sweep()
    assert (fresh.exists(), old.exists()) == (True, False)


def test_a_key_is_overwritten_before_it_is_removed(tmp_path):
    path, other = tmp_path / "key", tmp_path / "the same file"
    path.write_bytes(b"secret")
    os.link(path, other)
    overwrite(path)
    assert not path.exists()
    assert other.read_bytes() == bytes(6)


def test_no_credential_is_left_on_the_disk_unerased(tmp_path, engine, monkeypatch):
    """Beside the one file of all credentials, which is overwritten with the other keys at the end."""
    erased, seen = [], []
    tool = belenios._tool

    def noted(path):
        erased.append(path.suffix)
        overwrite(path)

    monkeypatch.setattr(belenios, "overwrite", noted)

    def watched(place, *words, **more):
        seen.append((words, {path.name for path in place.iterdir()}))
        return tool(place, *words, **more)

    monkeypatch.setattr(belenios, "_tool", watched)
    ENGINES[engine].prepare(tmp_path, voters=2)
    kept = {path.name for path in tmp_path.iterdir()}
    ENGINES[engine].seal(tmp_path, FOR, [])
    if engine == "belenios":
        assert erased == [".privcreds"]
        assert seen[-1][0][:2] == ("election", "generate-ballot")
        assert seen[-1][1] == kept  # the credential that is used stands in memory
    assert {path.name for path in tmp_path.iterdir()} == kept
