"""How a meeting begins and goes on: time passes, and now and then everybody does what comes next."""

from datetime import timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from balai import clock
from balai.agenda.actions.convene import convene
from balai.agenda.models import MeetingKind, Stage
from balai.decisions.models import Outcome
from balai.rules.stance import Choice, Stance
from tests.machine.account import Account
from tests.machine.agenda import Building
from tests.machine.law import DECIDING, KINDS, LAWS, PEOPLE
from tests.machine.minutes import Minuting
from tests.machine.pausing import Pausing, another_day
from tests.machine.room import AT_HAND, BEGINNING
from tests.machine.scenes import Scenes

PAUSES = (timedelta(minutes=1), timedelta(hours=3), timedelta(days=1), timedelta(days=4))
said_before = st.lists(st.tuples(st.sampled_from(DECIDING), st.integers(0, 3), st.sampled_from(Stance)), max_size=4)


class Waiting(Scenes, Building, Minuting, Pausing):
    kinds: ClassVar[tuple[str, ...]] = ()  # of meetings; all that the rules know

    @initialize(data=st.data())
    def convened(self, data):
        """A meeting in two days, with up to four items, in one of the states that this machine begins in."""
        self.kind = data.draw(st.sampled_from(self.kinds or ("formal", *KINDS[self.law])), "kind")
        kinds = data.draw(st.lists(st.sampled_from(("other", "other", "statute")), min_size=1, max_size=4), "items")
        state = data.draw(st.sampled_from(self.starts_in), "state")
        self.readers = (data.draw(st.sampled_from(PEOPLE), "reader"),)
        with clock.as_if(self.at):
            self.meeting = convene(
                self.cast.body,
                starts_at=BEGINNING + timedelta(days=2),
                kind=MeetingKind(self.kind),
                by=self.cast.sara,
            )
        self.account = Account(LAWS[self.law], self.kind, self.meeting.positions_close_at)
        for number, kind in enumerate(kinds):
            self.add("sara", kind, ("", "marin", "pia")[number % 3])
        for seat, number, stance in data.draw(said_before, "positions") if state != "draft" else ():
            if self.account.state == "draft":
                self.publish("sara")
            self.mark(seat, "", number, stance, True)
        for _step in range(20):
            if self.account.state != state:
                self.go_on("shortest")
        assert self.account.state == state, "an orderly meeting does not go on"

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes(self, pause):
        self.wait(pause)

    @rule(way=st.sampled_from(("vote", "debate", "shortest")))
    def go_on(self, way):
        """What comes next in an orderly meeting, by whoever does it."""
        getattr(self, f"_when_{self.account.state}")(way)

    def _when_draft(self, _way):
        self.publish("sara")

    def _when_published(self, _way):
        self.confirm("kai")

    def _when_confirmed(self, _way):
        if self.account.kind == "electronic":
            for seat in ("kai", "marin", "pia"):
                self.mark_all_the_rest(seat, "")
            self.at = max(self.at, self.account.closes_at)
        else:
            self.note_everybody("sara")
            for seat in ("kai", "marin", "pia", "sara"):
                self.note(seat, seat, "in_room", seat)
        self.open("kai")

    def _when_open(self, way):
        account = self.account
        if account.ballot is not None:
            self.close_voting("kai")
        elif not account.pending:
            self.close("kai")
        elif way == "shortest":
            self._settle()
        elif self.item(AT_HAND).stage == "listed":
            self.take_up("kai", AT_HAND)
        elif way == "vote":
            self.open_voting("kai", AT_HAND)
            self.everybody_votes(Choice.FOR)

    def _settle(self):
        if self.account.block() and self.account.quorate():
            self.adopt_block("kai")
        elif self.account.may_decide("kai", item := self.item(AT_HAND)):
            outcome = Outcome.ADOPTED if item.stands == item.ask else Outcome.AMENDED
            self.decide("kai", AT_HAND, outcome, "" if item.stands == item.ask else item.stands)
        else:
            self.set_aside("kai", AT_HAND, Stage.POSTPONED)

    def _when_suspended(self, _way):
        """At the time that was announced, with those who are noted anew."""
        account = self.account
        self.at = max(self.at, account.resumes_at)
        if another_day(account.suspended_at, self.at) and not account.anew:
            self.move("kai", timedelta(hours=1), "Lunch.")
            self.at = max(self.at, account.resumes_at)
        for seat in ("sara", "kai", "marin", "pia"):
            if not account.sits(seat):
                self.note("sara", seat, "in_room", seat)
        self.resume("kai")

    def _when_closed(self, _way):
        account = self.account
        if account.minutes == "draft":
            self.circulate("sara")
        elif account.minutes == "circulated":
            for number in range(len(account.objections)):
                self.answer("sara", number, True, "It was otherwise.")
            self.at = max(self.at, account.objections_until or self.at)
            self.confirm_minutes("kai")
