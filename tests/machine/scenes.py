"""Scenes of a meeting: several steps that belong together, so that short runs come to what is rare by single steps.

A scene does nothing of its own: it is made of the steps of the other files, legal and illegal ones.
"""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.agenda.models import Stage
from balai.decisions.models import Outcome
from balai.meetings.models import Presence
from balai.rules.motions import Settling
from balai.rules.speakers import Kind
from balai.rules.stance import Choice
from balai.rules.voting import Form
from tests.machine.agenda import Answering
from tests.machine.attending import Attending
from tests.machine.chairing import Chairing
from tests.machine.law import DECIDING, SEATS
from tests.machine.motions import Moving
from tests.machine.room import AT_HAND
from tests.machine.speaking import Speaking
from tests.machine.undoing import Undoing

HERE, AWAY = Presence.IN_ROOM, Presence.ABSENT
comings = st.lists(
    st.tuples(st.sampled_from(SEATS), st.sampled_from((HERE, HERE, AWAY)), st.sampled_from(("", "", "marin", "dan"))),
    min_size=1,
    max_size=4,
)
turns_in_a_vote = st.lists(
    st.tuples(
        st.sampled_from(("vote", "vote", "answer", "answer", "vote", "leave", "recuse")),
        st.sampled_from(DECIDING),
        st.sampled_from(Choice),
    ),
    min_size=2,
    max_size=7,
)
turns_in_a_debate = st.lists(
    st.tuples(st.sampled_from(("ask", "ask", "give", "give", "end", "leave")), st.sampled_from(SEATS)), max_size=7
)
turns_on_motions = st.lists(
    st.tuples(
        st.sampled_from((*("move", "vote") * 3, *("settle", "undo") * 2, "withdraw", "leave", "recuse")),
        st.sampled_from(DECIDING),
        st.sampled_from(("Approve half.", "Approve a third.", "Approve none.")),
    ),
    min_size=2,
    max_size=6,
)
sitting = precondition(lambda self: self.account.state == "open" and bool(self.account.pending))


class Scenes(Answering, Attending, Speaking, Chairing, Moving, Undoing):
    @precondition(lambda self: self.account.attended)
    @rule(comings=comings)
    def people_come_and_go(self, comings):
        for seat, presence, substitute in comings:
            if substitute and not self.account.holds(substitute, seat):
                self.name_substitute("sara", seat, substitute)
            self.note("sara", seat, presence, substitute or seat)

    @sitting
    @rule(
        gathered=st.booleans(),
        form=st.sampled_from((Form.OPEN, Form.OPEN, Form.ROLL_CALL)),
        turns=turns_in_a_vote,
        ends=st.sampled_from(("count", "count", "break off", "stays open")),
    )
    def a_vote(self, gathered, form, turns, ends):
        if gathered:
            self.gather()
        self._debated()
        if self.account.ballot is None:
            self.open_voting("kai", AT_HAND, form)
        for turn in turns if self.account.ballot else ():
            self._turn(*turn)
        if self.account.ballot and ends == "count":
            self.close_voting("kai")
        elif self.account.ballot and ends == "break off":
            self.break_off_voting("kai")

    def _turn(self, what, seat, choice):
        if what == "vote":
            self.vote(self.account.sits(seat) or seat, seat, choice)
        elif what == "answer":  # whoever is called, aloud
            self.note_answer("sara", next(iter(self.waiting()), seat), choice if seat != "tomas" else None)
        elif what == "leave":
            self.note("sara", seat, AWAY, seat)
        else:
            self.recuse(seat, seat, AT_HAND, "Kin.")

    @sitting
    @rule(turns=turns_in_a_debate, ends=st.sampled_from((*Outcome, Stage.POSTPONED, None)))
    def a_debate(self, turns, ends):
        self._debated()
        for number, (what, seat) in enumerate(turns):
            if what == "ask":
                self.ask_to_speak(seat, seat, AT_HAND, Kind.SPEECH)
            elif what == "leave":
                self.note("sara", seat, AWAY, seat)
            elif any(item.speakers for item in self.account.items):
                (self.give_floor if what == "give" else self.end_speech)("kai", number)
        if ends == Stage.POSTPONED:
            self.set_aside("kai", AT_HAND, Stage.POSTPONED)
        elif ends:
            self.decide("kai", AT_HAND, ends, "As amended.")

    @sitting
    @rule(
        gathered=st.sampled_from((True, True, True, False)),
        turns=turns_on_motions,
        how=st.sampled_from(Settling),
        choice=st.sampled_from(Choice),
        ends=st.sampled_from(("vote", "decide", "block", "stays open")),
    )
    def a_debate_on_motions(self, gathered, turns, how, choice, ends):
        """Members propose, the chair settles; then somebody tries to end the item."""
        if gathered:
            self.gather(("sara", *DECIDING))
        if ends != "block":
            self._debated()
        for what, seat, text in turns:
            self._motion_turn(what, seat, text, how, choice)
        if ends == "vote":
            self.open_voting("kai", AT_HAND)
            self._counted(choice)
        elif ends == "decide":
            self.decide("kai", AT_HAND, Outcome.ADOPTED, "")
        elif ends == "block":
            self.adopt_block("kai")

    def _motion_turn(self, what, seat, text, how, choice):
        if what == "move":
            self.move_motion(self.account.sits(seat) or seat, seat, AT_HAND, text, "It costs less.")
        elif what == "leave":
            self.note("sara", seat, AWAY, seat)
        elif what == "recuse":
            self.recuse(seat, seat, AT_HAND, "Kin.")
        elif what == "undo" and self.course:
            self.undo("kai")
        elif any(item.motions for item in self.account.items):
            self._motion_settled(what, how, choice)

    def _motion_settled(self, what, how, choice):
        item, _motion = self.motion(1)
        if what == "settle":  # after one was adopted, the others fall
            fall = any(one.adopted for one in item.motions)
            self.settle_motion("kai", 1, Settling.FALL if fall else how, "It costs less.")
        elif what == "withdraw":
            self.take_back_motion("kai", True, 1)
        else:
            self.put_motion("kai", 1)
            self._counted(choice)

    def _counted(self, choice):
        self.everybody_votes(choice)
        if self.account.ballot is not None:
            self.close_voting("kai")

    def gather(self, seats=("sara", "kai", "marin")):
        """So many come that there is a quorum."""
        for seat in seats:
            if not self.account.sits(seat):
                self.note("sara", seat, HERE, seat)

    def _debated(self):
        if self.item(AT_HAND).stage == "listed":
            self.take_up("kai", AT_HAND)
