"""The minutes: written, circulated, objected to, answered, confirmed; dissents."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.minutes.models import Objection
from tests.machine.account import DECIDED
from tests.machine.law import PEOPLE
from tests.machine.room import Room, chair, member, own_or_other, place, secretary, when

BEGUN = ("open", "suspended", "closed")
keeper = st.sampled_from(("kai", "sara") * 5 + PEOPLE)
text = st.sampled_from(("It was otherwise.", "It was said so.", " "))


class Minuting(Room):
    @when(*BEGUN)
    @rule(who=keeper, number=st.integers(-1, 4), text=text)
    def write(self, who, number, text):
        """-1: at the end, of no item."""
        account, item = self.account, None if number < 0 else self.item(number)
        if self.act(
            lambda: write_minutes(
                self.meeting, {"en": text}, by=self.person(who), item=self.row(item) if item else None
            ),
            lawful=account.keeps(who) and account.state in BEGUN and account.minutes == "draft",
            entry="minutes.written",
        ):
            account.remarks[item.key if item else ""] = text.strip()

    @when("closed")
    @rule(who=secretary)
    def circulate(self, who):
        account = self.account
        minutes = self.act(
            lambda: circulate_minutes(self.meeting, by=self.person(who)),
            lawful=account.is_secretary(who) and account.state == "closed" and account.minutes == "draft",
            entry="minutes.circulated",
        )
        if minutes:
            account.minutes, account.objections_until = "circulated", minutes.objections_until

    @property
    def within_the_term(self):
        ends = self.account.objections_until
        return self.account.minutes == "circulated" and ends is not None and self.at < ends

    @when("closed")
    @rule(who=member, seat=own_or_other, number=st.integers(-1, 4), text=text)
    def object(self, who, seat, number, text):
        account, seat = self.account, self.seat_of(who, seat)
        item = None if number < 0 else self.item(number)
        may = account.speaks_for(who, seat) and self.within_the_term and bool(text.strip())
        objection = self.act(
            lambda: object_to_minutes(
                self.meeting,
                text,
                seat=self.seat(seat),
                by=self.person(who),
                item=self.row(item) if item else None,
            ),
            lawful=may and (seat in account.were_there or not account.law.only_who_was_there_objects),
            entry="minutes.objected",
        )
        if objection:
            account.objections[str(objection.pk)] = False

    @precondition(lambda self: self.account.objections)
    @rule(who=keeper, number=st.integers(0, 3), accepted=st.booleans(), text=text)
    def answer(self, who, number, accepted, text):
        account = self.account
        key = list(account.objections)[number % len(account.objections)]
        said = {"correction": {"en": text}} if accepted else {"because": text}
        if self.act(
            lambda: answer_objection(Objection.objects.get(pk=key), accepted=accepted, by=self.person(who), **said),
            lawful=account.keeps(who)
            and account.minutes == "circulated"
            and not account.objections[key]
            and bool(text.strip()),
            entry="minutes.objection.answered",
        ):
            account.objections[key] = True

    @when("closed")
    @rule(who=chair)
    def confirm_minutes(self, who):
        account = self.account
        may = account.chairs(who) if account.law.chair_confirms_minutes else account.keeps(who)
        over = account.minutes == "circulated" and not self.within_the_term
        if self.act(
            lambda: confirm_minutes(self.meeting, by=self.person(who)),
            lawful=may and over and all(account.objections.values()),
            entry="minutes.confirmed",
        ):
            account.minutes = "confirmed"

    @when(*BEGUN)
    @rule(who=member, seat=own_or_other, number=place, text=text)
    def dissent(self, who, seat, number, text):
        account, item, seat = self.account, self.item(number), self.seat_of(who, seat)
        took_part = seat in account.were_there and seat not in item.recused
        in_time = account.state in ("open", "suspended") or (
            account.law.dissents_after_closing and (account.minutes == "draft" or self.within_the_term)
        )
        lawful = account.speaks_for(who, seat) and item.stage in DECIDED and took_part and seat not in item.dissents
        if self.act(
            lambda: attach_dissent(self.row(item), text, seat=self.seat(seat), by=self.person(who)),
            lawful=lawful and in_time and bool(text.strip()),
            entry="minutes.dissent.attached",
        ):
            item.dissents.add(seat)
