"""The meeting: opened, the block adopted, items taken up, decided or set aside, an urgent one added, closed."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from balai.agenda.actions.add_item import ItemDraft
from balai.agenda.models import Stage
from balai.decisions.models import Outcome
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from tests.machine.account import Item
from tests.machine.law import DECIDING, SEATS
from tests.machine.room import Room, chair, place, when


class Chairing(Room):
    @when("confirmed")
    @rule(who=chair)
    def open(self, who):
        account = self.account
        in_time = account.kind != "electronic" or self.at >= account.closes_at
        if self.act(
            lambda: open_meeting(self.meeting, by=self.person(who)),
            lawful=account.chairs(who) and account.state == "confirmed" and in_time and account.quorate(),
            entry="meetings.opened",
        ):
            account.opened()

    @when("open")
    @rule(who=chair)
    def adopt_block(self, who):
        account = self.account
        block, formal = account.block(), account.kind != "consultative"
        lawful = account.leads(who) and account.ballot is None and account.quorate() and bool(block)
        if (
            self.act(
                lambda: adopt_block(self.meeting, by=self.person(who)),
                lawful=lawful,
                entry="meetings.block.adopted",
                decisions=len(block) if formal else 0,
            )
            is not None
        ):
            for item in block:
                account.settled(item, "adopted" if formal else "agreed", "block")

    @when("open")
    @rule(who=chair, number=place)
    def take_up(self, who, number):
        account, item = self.account, self.item(number)
        if self.act(
            lambda: take_up(self.row(item), by=self.person(who)),
            lawful=account.leads(who)
            and account.kind != "electronic"
            and item.stage == "listed"
            and account.ballot is None,
            entry="meetings.item.taken_up",
        ):
            self.taken_up(item)

    def taken_up(self, item):
        """One at a time. Who wished to speak before stands on the list, once."""
        account = self.account
        account.counted_last = None
        for other in account.items:
            other.stage = "listed" if other.stage == "taken_up" else other.stage
        account.silence()
        item.stage, account.begun = "taken_up", True
        self.put_on_list(item)

    def put_on_list(self, item):
        """The list of speakers is another file's subject (speaking.py)."""

    @when("open")
    @rule(who=chair, number=place, outcome=st.sampled_from(Outcome), text=st.sampled_from(("As amended.", "")))
    def decide(self, who, number, outcome, text):
        account, item = self.account, self.item(number)
        formal, written = account.kind != "consultative", bool(text) or outcome != Outcome.AMENDED
        as_it_stands = outcome != Outcome.ADOPTED or item.stands == item.ask
        if self.act(
            lambda: decide(self.row(item), outcome=outcome, by=self.person(who), text={"en": text}),
            lawful=account.may_decide(who, item) and written and as_it_stands,
            entry="meetings.item.decided",
            decisions=1 if formal else 0,
        ):
            account.settled(item, outcome.value if formal or outcome == Outcome.REJECTED else "agreed", "decided")

    @when("open")
    @rule(who=chair, number=place, stage=st.sampled_from((Stage.POSTPONED, Stage.WITHDRAWN, Stage.ADOPTED)))
    def set_aside(self, who, number, stage):
        account, item = self.account, self.item(number)
        if self.act(
            lambda: set_aside(self.row(item), stage=stage, because="No time.", by=self.person(who)),
            lawful=account.may_settle(who, item) and stage != Stage.ADOPTED,
            entry=f"meetings.item.{stage}",
        ):
            account.settled(item, stage.value, "set aside")

    @when("open")
    @rule(who=chair, proposer=st.sampled_from((*SEATS, "olga")))
    def add_urgent(self, who, proposer):
        account = self.account
        lawful = account.leads(who) and not account.begun and account.kind != "electronic"
        draft = ItemDraft(title={"en": "Now"}, ask={"en": "Do it."}, kind="other")
        new = self.act(
            lambda: add_urgent_item(self.meeting, draft, proposed_by=self.cast.seats[proposer], by=self.person(who)),
            lawful=lawful and proposer in DECIDING,
            entry="meetings.urgent_item.added",
        )
        if new:
            account.items.append(Item(str(new.pk), submitter=proposer, ask="Do it.", urgent=True))

    @when("open")
    @rule(who=chair)
    def close(self, who):
        if self.act(
            lambda: close_meeting(self.meeting, by=self.person(who)),
            lawful=self.account.leads(who) and not self.account.pending,
            entry="meetings.closed",
            first=("meetings.part.opened",) if self.account.part_closed else (),
        ):
            self.account.state, self.account.part_closed = "closed", False
