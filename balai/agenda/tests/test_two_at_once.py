"""Two people, or one person on two tablets, at the same moment: real threads, real connections, on both databases."""

from functools import partial

import pytest

from balai import clock
from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.ask_for_floor import ask_for_floor
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import FloorRequest, PaperKind, Position, Recusal
from balai.ledger import tree
from balai.ledger.models import Entry
from balai.live.models import Announcement
from balai.people.actions.name_substitute import name_substitute
from balai.rules import merkle
from balai.rules.stance import Stance
from tests.factories import items_of, make_cast, make_meeting, mark
from tests.refusals import at_once, refusals_in

pytestmark = pytest.mark.django_db(transaction=True)
RULE = "(VVR § 3)"
ELSEWHERE = (
    "This item was answered a moment ago on another device. Look at that answer, then mark again if you wish. " + RULE
)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def items(cast):
    return items_of(make_meeting(cast, 6))


def tap(cast, item, stance, *, seen_position=0, by="marin", seat="marin"):
    """As a tablet sends it that showed version 1 of the item."""
    return lambda: mark_position(
        item, seat=cast.seats[seat], stance=stance, by=cast.people[by], seen_version=1, seen_position=seen_position
    )


def current(item):
    return list(Position.objects.current().filter(item=item).values_list("stance", "item_version"))


def the_log_is_whole():
    entries = list(Entry.objects.all())
    assert [entry.index for entry in entries] == list(range(len(entries)))
    assert tree.root() == merkle.root([merkle.leaf_hash(entry.leaf.encode()) for entry in entries])


def test_of_two_different_answers_from_two_tablets_exactly_one_stands_and_the_other_is_told(cast, items):
    for item in items:
        before = (Entry.objects.count(), Announcement.objects.count(), item.stamp)
        done = at_once(tap(cast, item, Stance.OBJECTION), tap(cast, item, Stance.ABSTAIN))
        assert refusals_in(done) == [ELSEWHERE]
        [winner] = [one for one in done if isinstance(one, Position)]
        assert current(item) == [(winner.stance, 1)]
        assert Position.objects.filter(item=item).count() == 1
        item.refresh_from_db()
        after = (Entry.objects.count(), Announcement.objects.count(), item.stamp)
        assert after == (before[0] + 1, before[1] + 1, before[2] + 1)
    the_log_is_whole()


def test_a_later_answer_that_both_tablets_saw_is_changed_by_one_of_them(cast, items):
    for item in items:
        first = mark(cast, "marin", item)
        done = at_once(
            tap(cast, item, Stance.OBJECTION, seen_position=first.pk),
            tap(cast, item, Stance.ABSTAIN, seen_position=first.pk),
        )
        assert refusals_in(done) == [ELSEWHERE]
        assert len(current(item)) == 1


def test_the_same_answer_from_two_tablets_is_one_answer(cast, items):
    for item in items:
        assert refusals_in(at_once(*[tap(cast, item, Stance.OBJECTION)] * 2)) == []
        assert Position.objects.filter(item=item).count() == 1


def test_a_member_and_their_substitute_give_one_answer_for_the_seat(cast, items):
    name_substitute(cast.seats["tomas"], substitute=cast.pia, starts=clock.now(), ends=None, by=cast.tomas)
    for item in items:
        done = at_once(
            tap(cast, item, Stance.OBJECTION, by="tomas", seat="tomas"),
            tap(cast, item, Stance.NO_OBJECTION, by="pia", seat="tomas"),
        )
        assert refusals_in(done) == [ELSEWHERE]


def test_members_who_answer_at_once_are_all_heard(cast, items):
    names = ("kai", "marin", "pia", "tomas")
    for item in items:
        done = at_once(*(tap(cast, item, Stance.OBJECTION, by=name, seat=name) for name in names))
        assert refusals_in(done) == []
        assert len(current(item)) == 4
    the_log_is_whole()


def test_the_rest_marked_on_two_tablets_is_marked_once(cast, items):
    sweep = lambda: mark_rest(items[0].meeting, seat=cast.seats["marin"], by=cast.marin)  # noqa: E731
    done = at_once(sweep, sweep)
    assert refusals_in(done) == [f"You have answered every item already. {RULE}"]
    assert Position.objects.count() == len(items)


def test_a_tap_and_the_rest_at_once_leave_one_answer_on_each_item(cast, items):
    at_once(
        tap(cast, items[0], Stance.OBJECTION),
        lambda: mark_rest(items[0].meeting, seat=cast.seats["marin"], by=cast.marin),
    )
    assert Position.objects.current().count() == Position.objects.count() == len(items)


def test_a_paper_renewed_while_a_member_answers_never_puts_an_answer_on_what_was_not_read(cast, items):
    def new_paper(item):
        return lambda: add_paper(
            item, kind=PaperKind.DRAFT_ACT, title={"en": "Draft"}, text={"en": "Two."}, by=cast.sara
        )

    changed = "The papers changed while you were reading: you read version 1, now it is version 2. Look again. " + RULE
    for item in items:
        done = at_once(tap(cast, item, Stance.OBJECTION), new_paper(item))
        assert (current(item), refusals_in(done)) in (([("objection", 1)], []), ([], [changed]))


def test_the_rest_marked_while_an_item_is_edited_never_covers_what_was_not_read(cast, items):
    seen = {item.pk: item.version for item in items}
    at_once(
        lambda: mark_rest(items[0].meeting, seat=cast.seats["marin"], by=cast.marin, seen=seen),
        *(partial(edit_item, item, {"ask": {"en": "Else."}}, by=cast.sara) for item in items[:3]),
    )
    assert set(Position.objects.values_list("item_version", flat=True)) == {1}
    assert Position.objects.filter(item__in=items[3:]).count() == 3


def test_an_item_withdrawn_while_a_member_answers(cast, items):
    for item in items:
        done = at_once(tap(cast, item, Stance.OBJECTION), partial(withdraw_item, item, because="No", by=cast.sara))
        refusals = refusals_in(done)
        assert refusals in ([], [f"This item has been withdrawn; it takes no positions. {RULE}"])
        assert len(current(item)) == 1 - len(refusals)


def test_a_member_who_recuses_themselves_on_one_tablet_and_answers_on_another_gives_no_position(cast, items):
    for item in items:
        at_once(
            tap(cast, item, Stance.OBJECTION),
            partial(recuse, item, seat=cast.seats["marin"], reason="My brother's firm", by=cast.marin),
        )
        assert current(item) == []
    assert Recusal.objects.count() == len(items)


def test_of_two_who_put_the_agenda_in_order_the_last_stands_whole(cast, items):
    keys = [item.pk for item in items]
    orders = (keys[::-1], keys[3:] + keys[:3])
    at_once(*(partial(arrange, items[0].meeting, order, by=cast.sara) for order in orders))
    assert [item.pk for item in items_of(items[0].meeting)] in [list(order) for order in orders]


def test_an_agenda_confirmed_on_two_tablets_is_one_version(cast, items):
    confirm = lambda: confirm_agenda(items[0].meeting, by=cast.kai)  # noqa: E731
    done = at_once(confirm, confirm)
    assert refusals_in(done) == [f"The agenda is already confirmed. {RULE}"]
    assert items[0].meeting.versions.count() == 2


def test_an_agenda_published_by_two_at_once_is_two_versions_in_a_row(cast, items):
    publish = lambda: publish_agenda(items[0].meeting, by=cast.sara)  # noqa: E731
    assert refusals_in(at_once(publish, publish)) == []
    assert list(items[0].meeting.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_the_floor_asked_for_on_two_tablets_is_asked_for_once(cast, items):
    assert refusals_in(at_once(*[lambda: ask_for_floor(items[0], by=cast.nils)] * 2)) == []
    assert FloorRequest.objects.count() == 1
