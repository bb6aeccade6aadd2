"""Two administrators at the same moment."""

from functools import partial

import pytest

from balai.agenda.models import Position
from balai.ledger.models import Entry
from balai.people.actions.appoint import appoint
from balai.people.models import Membership, Person, Role
from balai.personal.actions.erase import Erasure, erase
from balai.personal.actions.prune import prune
from balai.personal.policy import ErasureOrder
from balai.personal.tests.leaving import make_left
from balai.record.verify_database import verify_database
from tests.factories import items_of, make_meeting, mark
from tests.records import signed
from tests.refusals import at_once, refusals_in

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = ErasureOrder("They left.", "c", name=True, texts=True)


@pytest.fixture
def left():
    return make_left()


def test_of_two_erasures_one_erases_and_the_other_finds_nothing_left(left):
    done = at_once(*(lambda: erase(left.ana, ORDER, by=left.cast.root) for _time in range(2)))
    assert sorted(bool(one.closed) for one in done) == [False, True]  # type: ignore[attr-defined]
    assert Entry.objects.filter(act="people.person.erased").count() == 1
    signed()
    assert verify_database().findings == ()


def test_who_is_appointed_at_the_same_moment_is_erased_before_or_not_at_all(left):
    erased, appointed = at_once(
        lambda: erase(left.ana, ORDER, by=left.cast.root),
        lambda: appoint(left.ana, body=left.cast.body, role=Role.SPEAKER, by=left.cast.root),
    )
    assert isinstance(appointed, Membership)
    gone = Person.objects.get(pk=left.ana.pk).username.startswith("former-")
    assert gone == isinstance(erased, Erasure)
    if not gone:
        assert refusals_in([erased]) == ["This person holds a seat: end it first. (GDPR art. 17)"]
    else:
        entries = Entry.objects.filter(act__in=("people.person.erased", "people.member.appointed")).order_by("index")
        assert list(entries.values_list("act", flat=True))[-2:] == ["people.person.erased", "people.member.appointed"]


def test_erasing_while_pruning_leaves_the_record_clean(left):
    at_once(lambda: erase(left.ana, ORDER, by=left.cast.root), lambda: prune(by=left.cast.root))
    signed()
    assert verify_database().findings == ()


def test_erasing_while_others_answer_blocks_nobody(left):
    items = items_of(make_meeting(left.cast, 3))
    names = ("pia", "marin", "tomas")
    answers = [partial(mark, left.cast, name, item) for name, item in zip(names, items, strict=True)]
    erased, *answered = at_once(lambda: erase(left.ana, ORDER, by=left.cast.root), *answers)
    assert isinstance(erased, Erasure)
    assert [type(one) for one in answered] == [Position] * 3
    signed()
    assert verify_database().findings == ()
