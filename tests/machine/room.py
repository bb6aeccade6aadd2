"""The ground of the machine: a body with its people, the test's account of the meeting, and one way to act."""

import sys
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from balai import clock
from balai.agenda.models import AgendaItem, Meeting
from balai.ledger.models import Entry
from balai.people.models import Membership, Person
from balai.verdict import Refused
from tests.factories import Cast
from tests.machine.account import Account, Ballot, Item
from tests.machine.law import LAWS, PEOPLE, SEATS
from tests.machine.writing import Written
from tests.memories import forget

BEGINNING = datetime(2027, 3, 1, 8, tzinfo=UTC)  # a Monday
TAKEN = "decisions.taken"
EVERY = 6  # each sixth step may be one whose time has not come

anybody = st.sampled_from(PEOPLE)
chair = st.sampled_from(("kai",) * 18 + PEOPLE)  # mostly who may; nobody is spared
secretary = st.sampled_from(("sara",) * 18 + PEOPLE)
member = st.sampled_from(("kai", "marin", "pia", "tomas") * 3 + PEOPLE)
own_or_other = st.sampled_from(("",) * 8 + SEATS)  # '': the seat that this person has
AT_HAND = 99
place = st.sampled_from((AT_HAND, AT_HAND, AT_HAND, 0, 1, 2, 3, 4))  # of an item on the agenda


def when(*states: str) -> Any:
    """A step for meetings in these states, and now and then for others."""
    return precondition(lambda self: self.account.state in states or self.steps % EVERY == 0)


class Room(RuleBasedStateMachine):
    """`account`: what the test holds to have happened. `at`: the moment, which only this machine moves on."""

    cast: ClassVar[Cast]
    others: ClassVar[dict[str, Person]]
    law: ClassVar[str] = "estonia"
    readers: tuple[str, ...] = ()  # of the pages at the end
    seen: ClassVar[Counter[str]] = Counter()  # accepted acts, and 'refused'
    starts_in: ClassVar[tuple[str, ...]] = ("draft", "confirmed", "open", "open", "open", "closed")
    account: Account
    meeting: Meeting
    last_ballot: Ballot | None = None  # the vote that is open, or the last that was
    stages: dict[str, str]  # of items, when they were looked at last

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self.at, self.compared = BEGINNING, True
        self.account = Account(LAWS[self.law], "formal", BEGINNING)
        forget()  # a stamp that was rolled back comes a second time
        self._savepoint = transaction.atomic()
        self._savepoint.__enter__()

    def teardown(self) -> None:
        """What must hold of a meeting as it was left; not where a step has failed already."""
        try:
            if sys.exc_info()[0] is None:
                self.holds_at_the_end()
        finally:
            transaction.set_rollback(True)
            self._savepoint.__exit__(None, None, None)
            forget()

    def holds_at_the_end(self) -> None:
        raise NotImplementedError

    # Names and rows

    def person(self, name: str) -> Person:
        return self.others.get(name) or self.cast.people[name]

    def seat(self, name: str) -> Membership | None:
        return self.cast.seats.get(name)

    def seat_of(self, who: str, named: str) -> str:
        """The seat that somebody acts for; '' where they have none."""
        return named or (who if who in SEATS else "")

    def item(self, number: int) -> Item:
        """By its place; AT_HAND is what is taken up, else the first that is pending."""
        account = self.account
        debated = [item for item in account.items if item.stage == "taken_up"]
        if number == AT_HAND and (found := debated or account.pending):
            return found[0]
        return account.items[number % len(account.items)]

    def row(self, item: Item) -> AgendaItem:
        return AgendaItem(pk=item.key)

    # Acting

    def act(
        self, do: Callable[[], Any], *, lawful: bool, entry: str, decisions: int = 0, first: tuple[str, ...] = ()
    ) -> Any:
        """Try something. It must happen where it is lawful and be refused where it is not; what it gave, or None.

        A refusal is a sentence with a rule, and leaves nothing written. What is accepted leaves its one entry, and one
        more for each decision, or writes nothing at all.

        Args:
            lawful: by the account. entry: the act as the ledger calls it, '' for one that binds nobody.
            decisions: how many are taken by it. first: entries that stand before its own.
        """
        self.steps += 1
        before, written, account = _last_entry(), Written(), deepcopy(self.account)
        try:
            with clock.as_if(self.at), connection.execute_wrapper(written):
                result = do()
                self.at = clock.now()
        except Refused as refusal:
            _rightly_refused(refusal, lawful, entry, written)
            self.seen[f"{entry} refused"] += 1
            return None
        assert lawful, f"an unlawful act is accepted: {entry}"
        entries = list(Entry.objects.filter(index__gt=before).order_by("index").values_list("act", flat=True))
        if entries or written.standing:
            expected = [*first, *[TAKEN] * decisions, *([entry] if entry else [])]
            assert entries == expected, f"{entry}: entries {entries}"
        if entries:
            self.accepted(entry, account)
        self.seen[entry] += 1
        self.compared = False
        return True if result is None else result

    def accepted(self, act: str, before: Account) -> None:
        """What was accepted and has left its entry can be another file's subject (undoing.py)."""

    def wait(self, time: timedelta) -> None:
        self.steps += 1
        self.at += time


def _last_entry() -> int:
    return Entry.objects.order_by("-index").values_list("index", flat=True).first() or 0


def _rightly_refused(refusal: Refused, lawful: bool, entry: str, written: Written) -> None:
    assert not lawful, f"a lawful act is refused ({entry}): {refusal}"
    assert not written.standing, f"a refused act has written ({entry}): {written.standing}"
    said = refusal.verdict
    whole = said.sentence[:1].isupper() and said.sentence.endswith(".") and not set("{%") & set(said.sentence)
    assert whole, f"no whole sentence: {said.sentence!r}"
    assert said.rule, f"no rule: {said.sentence!r}"
