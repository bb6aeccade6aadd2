"""The list of speakers: the floor asked for, given, given back and ended; the list closed and reopened."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.models import Speech
from balai.rules.speakers import Kind
from tests.machine.account import Speaker
from tests.machine.law import DECIDING, SEATS
from tests.machine.room import Room, anybody, chair, own_or_other, place, when


def on_a_list(room):
    return any(item.speakers for item in room.account.items)


class Speaking(Room):
    def put_on_list(self, item):
        """Of an item just taken up: those who asked before the meeting, and who wished to speak."""
        wish = [seat for seat in DECIDING if seat in item.answers and item.answers[seat].stance == "wish_to_speak"]
        known = {one.seat for one in item.speakers}
        for seat in (*sorted(item.floor), *wish):
            if seat not in known:
                row = Speech.objects.filter(item=item.key, seat=self.cast.seats[seat], began_at=None).first()
                assert row, f"{seat} asked for the floor before, and is not on the list"
                item.speakers.append(Speaker(str(row.pk), seat, "speech"))

    def speaker(self, number):
        every = [(item, one) for item in self.account.items for one in item.speakers]
        return every[number % len(every)]

    def can_speak(self, item, seat):
        return seat not in item.recused and bool(self.account.sits(seat))

    @when("open")
    @rule(who=anybody, seat=own_or_other, number=place, kind=st.sampled_from(Kind))
    def ask_to_speak(self, who, seat, number, kind):
        account, item, seat = self.account, self.item(number), self.seat_of(who, seat)
        may = account.keeps(who) or (account.holds(who, seat) and account.sits(seat) == who)
        of_those = seat in SEATS and (seat != "sara" or account.law.secretary_speaks)
        in_time = account.debated(item) and account.ballot is None and not (item.list_closed and kind == Kind.SPEECH)
        answers_for_it = kind != Kind.REPLY or (bool(item.submitter) and item.submitter == seat)
        speech = self.act(
            lambda: ask_to_speak(self.row(item), seat=self.seat(seat), by=self.person(who), kind=kind),
            lawful=may and of_those and in_time and answers_for_it and self.can_speak(item, seat),
            entry="meetings.floor.asked",
        )
        if speech and not any(one.key == str(speech.pk) for one in item.speakers):
            item.speakers.append(Speaker(str(speech.pk), seat, kind.value))

    @precondition(on_a_list)
    @rule(who=chair, number=st.integers(0, 9))
    def give_floor(self, who, number):
        account, (item, one) = self.account, self.speaker(number)
        speech = self.act(
            lambda: give_floor(Speech.objects.get(pk=one.key), by=self.person(who)),
            lawful=account.leads(who)
            and account.debated(item)
            and account.ballot is None
            and one.turn == "waits"
            and self.can_speak(item, one.seat),
            entry="meetings.floor.given",
        )
        if speech:
            account.silence()
            one.turn, one.person = "speaks", account.sits(one.seat)

    @precondition(on_a_list)
    @rule(who=anybody, number=st.integers(0, 9))
    def end_speech(self, who, number):
        account, (_item, one) = self.account, self.speaker(number)
        speaks = one.person == who and account.holds(who, one.seat)
        if self.act(
            lambda: end_speech(Speech.objects.get(pk=one.key), by=self.person(who)),
            lawful=one.turn == "speaks" and (account.chairs(who) or speaks),
            entry="meetings.speech.ended",
        ):
            one.turn = "over"

    @precondition(on_a_list)
    @rule(who=anybody, number=st.integers(0, 9))
    def leave_list(self, who, number):
        account, (item, one) = self.account, self.speaker(number)
        may = account.holds(who, one.seat) or account.keeps(who)
        if self.act(
            lambda: leave_speaking_list(Speech.objects.get(pk=one.key), by=self.person(who)),
            lawful=may and one.turn == "waits" and account.debated(item),
            entry="meetings.floor.given_back",
        ):
            item.speakers.remove(one)

    @when("open")
    @rule(who=chair, number=place, reopen=st.booleans())
    def close_list(self, who, number, reopen):
        account, item = self.account, self.item(number)
        do, entry = (reopen_speaking_list, "reopened") if reopen else (close_speaking_list, "closed")
        if self.act(
            lambda: do(self.row(item), by=self.person(who)),
            lawful=account.leads(who) and account.debated(item),
            entry=f"meetings.speaking_list.{entry}",
        ):
            item.list_closed = not reopen
