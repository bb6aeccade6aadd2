"""Before the meeting: the agenda, positions, recusals, requests for the floor and to open an item."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.ask_for_floor import ask_for_floor, give_back_floor
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.actions.withdraw_objection import withdraw_objection
from balai.rules.stance import Stance
from tests.machine.account import Answer, Item
from tests.machine.law import DECIDING
from tests.machine.room import Room, anybody, chair, member, own_or_other, place, secretary, when

BUILDING, ANSWERING, SITTING = (
    ("draft", "published"),
    ("published", "confirmed"),
    ("published", "confirmed", "open", "suspended"),
)
BEFORE = ("draft", "published", "confirmed")
ORGANISATIONS = {"marin": "finance", "pia": "interior"}


class Building(Room):
    """The secretariat's work on the agenda, and the chair's word on it."""

    @when(*BUILDING)
    @rule(who=secretary, kind=st.sampled_from(("other", "statute")), submitter=st.sampled_from(("", "marin", "pia")))
    def add(self, who, kind, submitter):
        lawful = self.account.is_secretary(who) and self.account.state in BUILDING and len(self.account.items) < 7
        if len(self.account.items) >= 7:
            return
        number = len(self.account.items) + 1
        draft = ItemDraft(
            title={"en": f"Matter {number}"}, ask={"en": f"Approve matter {number}."}, kind=kind, complete=True
        )
        organization = self.cast.organizations[ORGANISATIONS[submitter]] if submitter else None
        new = self.act(
            lambda: add_item(self.meeting, draft, by=self.person(who), submitter=organization),
            lawful=lawful,
            entry="agenda.item.added",
        )
        if new:
            self.account.items.append(Item(str(new.pk), kind, submitter, ask=f"Approve matter {number}."))

    @when(*BUILDING)
    @rule(who=secretary, number=place, text=st.sampled_from(("Approve it.", "Approve all of it.")))
    def edit(self, who, number, text):
        item = self.item(number)
        done = self.act(
            lambda: edit_item(self.row(item), {"ask": {"en": text}}, by=self.person(who)),
            lawful=self.account.is_secretary(who) and self.account.state in BUILDING and item.stage == "listed",
            entry="agenda.item.edited",
        )
        if done:
            item.version, item.ask = done.version, text

    @when("draft")
    @rule(who=secretary)
    def publish(self, who):
        lawful = self.account.is_secretary(who) and self.account.state in BUILDING
        if self.act(lambda: publish_agenda(self.meeting, by=self.person(who)), lawful=lawful, entry="agenda.published"):
            self.account.state = "published"

    @when("published")
    @rule(who=chair)
    def confirm(self, who):
        lawful = self.account.chairs(who) and self.account.state == "published"
        if self.act(lambda: confirm_agenda(self.meeting, by=self.person(who)), lawful=lawful, entry="agenda.confirmed"):
            self.account.state = "confirmed"

    @when("confirmed")
    @rule(who=chair)
    def reopen(self, who):
        lawful = self.account.chairs(who) and self.account.state == "confirmed"
        if self.act(lambda: reopen_agenda(self.meeting, by=self.person(who)), lawful=lawful, entry="agenda.reopened"):
            self.account.state = "published"

    @when("published")
    @rule(who=secretary, number=place)
    def withdraw(self, who, number):
        item, account = self.item(number), self.account
        acts = any(account.speaks_for(who, seat) for seat in DECIDING)
        submits = acts and bool(item.submitter) and account.holds(who, item.submitter)
        allowed = account.is_secretary(who) or submits
        if self.act(
            lambda: withdraw_item(self.row(item), because="Not ready.", by=self.person(who)),
            lawful=allowed and account.state in BEFORE and item.stage == "listed",
            entry="agenda.item.withdrawn",
        ):
            account.settled(item, "withdrawn", "withdrawn")


class Answering(Room):
    """What the members say before the meeting."""

    @when(*ANSWERING)
    @rule(who=member, seat=own_or_other, number=place, stance=st.sampled_from(Stance), current=st.booleans())
    def mark(self, who, seat, number, stance, current):
        item, seat = self.item(number), self.seat_of(who, seat)
        seen = item.version if current else item.version - 1
        lawful = self.account.may_answer(who, seat, self.at) and item.stage == "listed" and seat not in item.recused
        if self.act(
            lambda: mark_position(
                self.row(item), seat=self.seat(seat), stance=stance, by=self.person(who), seen_version=seen
            ),
            lawful=lawful and current,
            entry="agenda.position.marked",
        ):
            item.answers[seat] = Answer(stance, item.version)

    @when(*ANSWERING)
    @rule(who=member, seat=own_or_other, number=place)
    def take_back(self, who, seat, number):
        item, seat = self.item(number), self.seat_of(who, seat)
        if self.act(
            lambda: take_back_position(self.row(item), seat=self.seat(seat), by=self.person(who)),
            lawful=self.account.may_answer(who, seat, self.at) and item.stage == "listed",
            entry="agenda.position.taken_back",
        ):
            item.answers.pop(seat, None)

    @when(*ANSWERING)
    @rule(who=member, seat=own_or_other)
    def mark_all_the_rest(self, who, seat):
        seat = self.seat_of(who, seat)
        left = [
            item
            for item in self.account.items
            if item.stage == "listed" and seat not in item.answers and seat not in item.recused
        ]
        if self.act(
            lambda: mark_rest(self.meeting, seat=self.seat(seat), by=self.person(who)),
            lawful=self.account.may_answer(who, seat, self.at) and bool(left),
            entry="agenda.rest.marked",
        ):
            for item in left:
                item.answers[seat] = Answer("no_objection", item.version)

    @when(*SITTING)
    @rule(who=member, seat=own_or_other, number=place, reason=st.sampled_from(("Kin.", "Kin.", "Kin.", " ")))
    def recuse(self, who, seat, number, reason):
        item, seat = self.item(number), self.seat_of(who, seat)
        lawful = self.account.speaks_for(who, seat) and self.account.state in SITTING and item.pending
        if self.act(
            lambda: recuse(self.row(item), seat=self.seat(seat), reason=reason, by=self.person(who)),
            lawful=lawful and bool(reason.strip()),
            entry="agenda.member.recused",
        ):
            item.recused.setdefault(seat, who)
            item.answers.pop(seat, None)

    @when(*SITTING)
    @rule(who=member, seat=own_or_other, number=place)
    def end_recusal(self, who, seat, number):
        item, seat = self.item(number), self.seat_of(who, seat)
        lawful = self.account.speaks_for(who, seat) and self.account.state in SITTING and item.pending
        by_the_member = item.recused.get(seat) == seat and who != seat
        if self.act(
            lambda: end_recusal(self.row(item), seat=self.seat(seat), by=self.person(who)),
            lawful=lawful and not by_the_member,
            entry="agenda.recusal.ended",
        ):
            item.recused.pop(seat, None)

    @when(*SITTING)
    @rule(who=st.sampled_from(("nils", "nils", "marin", "dan", "ada", "olga")), number=place, back=st.booleans())
    def ask_for_floor(self, who, number, back):
        item = self.item(number)
        lawful = self.account.holds(who, "nils") and self.account.state in SITTING and item.stage == "listed"
        do, entry = (give_back_floor, "given_back") if back else (ask_for_floor, "asked")
        if self.act(lambda: do(self.row(item), by=self.person(who)), lawful=lawful, entry=f"agenda.floor.{entry}"):
            (item.floor.discard if back else item.floor.add)("nils")

    @when("open")
    @rule(who=member, seat=own_or_other, number=place)
    def withdraw_objection(self, who, seat, number):
        """The member objects no longer; what they said beside it is over, too."""
        item, seat = self.item(number), self.seat_of(who, seat)
        objects = seat in item.answers and item.answers[seat].stance == "objection"
        lawful = self.account.speaks_for(who, seat) and self.account.state == "open" and item.pending
        if self.act(
            lambda: withdraw_objection(self.row(item), seat=self.seat(seat), by=self.person(who)),
            lawful=lawful and objects,
            entry="agenda.objection.withdrawn",
        ):
            item.answers[seat] = Answer("no_objection", item.version)

    @when("open")
    @rule(who=anybody, seat=own_or_other, number=place)
    def ask_to_open(self, who, seat, number):
        item, seat = self.item(number), self.seat_of(who, seat)
        if self.act(
            lambda: ask_to_open(self.row(item), seat=self.seat(seat), by=self.person(who)),
            lawful=self.account.speaks_for(who, seat)
            and self.account.state == "open"
            and item.stage == "listed"
            and seat not in item.recused,
            entry="agenda.item.asked_open",
        ):
            item.opened_by.add(seat)
