"""An act that a screen sends again counts once: a vote, an answer, a wish for the floor."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from balai import clock
from balai.agenda.models import Position
from balai.ledger.models import Entry
from balai.live.models import DoneOnce
from balai.live.once import HEADER
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Speech, Vote
from balai.personal.actions.prune import prune
from balai.rules.stance import Stance
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import at_once, changed_since, everything
from tests.sitting import begin, open_item

pytestmark = pytest.mark.django_db(transaction=True)
FAULTY = 422


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def items(cast):
    meeting = make_meeting(cast, 3)
    mark(cast, "pia", items_of(meeting)[0], Stance.OBJECTION)
    return items_of(begin(cast, meeting))


def screen(person):
    client = Client()
    client.force_login(person)

    def send(path, key=None, **fields):
        headers = {"HX-Request": "true"} | ({HEADER: f'"{key}"'} if key else {})
        return client.post(path, fields, headers=headers)

    return send


def entries(act):
    return Entry.objects.filter(act=act).count()


def test_a_vote_sent_again_is_one_vote_and_does_not_undo_a_later_one(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    send, path, key = screen(cast.pia), f"/votings/{voting.pk}/vote/", uuid4()
    assert send(path, key, choice="for").status_code == 200  # and the answer is lost on its way
    assert send(path, uuid4(), choice="against").status_code == 200  # on another tablet
    again = send(path, key, choice="for")
    assert again.status_code == 200
    assert Vote.objects.get().choice == "against"
    assert entries("meetings.vote.cast") == 2


def test_a_counted_vote_sent_again_after_the_vote_was_closed_is_not_refused(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    send, path, key = screen(cast.pia), f"/votings/{voting.pk}/vote/", uuid4()
    send(path, key, choice="for")
    close_voting(voting, by=cast.kai)
    assert send(path, key, choice="for").status_code == 200
    assert entries("meetings.vote.cast") == 1


def test_a_vote_that_comes_after_the_close_is_refused_in_words_and_may_be_sent_again(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    close_voting(voting, by=cast.kai)
    send, key = screen(cast.pia), uuid4()
    for _time in range(2):
        answer = send(f"/votings/{voting.pk}/vote/", key, choice="for")
        assert answer.status_code == 409
        assert "The vote is closed." in answer.content.decode()
    assert not Vote.objects.exists()
    assert not DoneOnce.objects.exists()


def test_the_same_vote_arriving_twice_at_once_is_one_entry(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    path, key = f"/votings/{voting.pk}/vote/", uuid4()
    one, other = screen(cast.pia), screen(cast.pia)
    answers = at_once(lambda: one(path, key, choice="for"), lambda: other(path, key, choice="for"))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200, 200]
    assert entries("meetings.vote.cast") == 1


def test_a_wish_for_the_floor_sent_again_after_the_speech_asks_for_none(cast, items):
    item = open_item(cast, items[0])
    send, path, key = screen(cast.tomas), f"/items/{item.pk}/speak/", uuid4()
    assert send(path, key, kind="speech").status_code == 200
    end_speech(give_floor(Speech.objects.get(person=cast.tomas), by=cast.kai), by=cast.kai)
    assert send(path, key, kind="speech").status_code == 200
    assert not Speech.objects.filter(began_at=None, person=cast.tomas).exists()
    assert ask_to_speak(item, seat=cast.seats["tomas"], by=cast.tomas), "a new wish is another matter"


def test_the_floor_given_back_again_says_that_it_is_given_back(cast, items):
    """Its answer was lost, and the second tap has a key of its own: it finds no place on the list any more."""
    item = open_item(cast, items[0])
    speech = ask_to_speak(item, seat=cast.seats["tomas"], by=cast.tomas)
    send, path = screen(cast.tomas), f"/speeches/{speech.pk}/leave/"
    assert send(path, uuid4()).status_code == 200
    before = everything()
    again = send(path, uuid4())
    assert again.status_code == 200
    assert "This place on the list of speakers is given back." in again.content.decode()
    assert not changed_since(before)
    for name in ("pia", "olga"):
        assert screen(cast.people[name])(path, uuid4()).status_code == 404, "who never had the place is told nothing"


def test_a_position_sent_again_is_given_once(cast):
    item = items_of(make_meeting(cast, 1))[0]
    send, path, key = screen(cast.pia), f"/items/{item.pk}/position/", uuid4()
    seen = {"seen_version": 1, "seen_position": 0}
    assert send(path, key, stance="objection", **seen).status_code == 200
    mark(cast, "pia", item, Stance.NO_OBJECTION)
    assert send(path, key, stance="objection", **seen).status_code == 200
    assert Position.objects.current().get(item=item).stance == Stance.NO_OBJECTION


def test_the_key_of_one_person_is_not_that_of_another(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    path, key = f"/votings/{voting.pk}/vote/", uuid4()
    for person in (cast.pia, cast.tomas):
        screen(person)(path, key, choice="for")
    assert Vote.objects.count() == 2


def test_a_key_that_is_none_is_refused_and_changes_nothing(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    send = screen(cast.pia)
    before = everything()
    answer = send(f"/votings/{voting.pk}/vote/", "again-please", choice="for")
    assert answer.status_code == FAULTY
    assert "Idempotency-Key" in answer.content.decode()
    assert [label for label, rows in everything().items() if rows != before[label]] == []


def test_keys_are_kept_for_two_days(cast, items):
    voting = open_voting(open_item(cast, items[0]), by=cast.kai)
    screen(cast.pia)(f"/votings/{voting.pk}/vote/", uuid4(), choice="for")
    prune(by=cast.root)
    assert DoneOnce.objects.count() == 1
    DoneOnce.objects.update(at=clock.now() - timedelta(days=2, minutes=1))
    prune(by=cast.root)
    assert not DoneOnce.objects.exists()
