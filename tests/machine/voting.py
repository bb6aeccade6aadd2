"""Votes: opened, cast, counted, broken off. One seat, one vote; none of who is recused or away."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_answer import note_answer
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.models import Voting
from balai.rules.stance import Choice
from balai.rules.voting import Form, RepeatGround
from tests.machine.account import Ballot
from tests.machine.law import SEATS
from tests.machine.room import Room, chair, member, own_or_other, place, secretary, when


def a_vote_was_opened(room):
    return room.account.ballot is not None or (room.last_ballot is not None and room.steps % 4 == 0)


def a_vote_was_counted(room):
    return room.last_ballot is not None and (room.account.counted_last is not None or room.steps % 6 == 0)


class Balloting(Room):
    @property
    def voting(self):
        assert self.last_ballot is not None
        return Voting.objects.get(pk=self.last_ballot.key)

    @when("open")
    @rule(who=chair, number=place, form=st.sampled_from((Form.OPEN, Form.OPEN, Form.ROLL_CALL)))
    def open_voting(self, who, number, form=Form.OPEN):
        account, item = self.account, self.item(number)
        voting = self.act(
            lambda: open_voting(self.row(item), form=form, by=self.person(who)),
            lawful=account.may_decide(who, item) and account.kind == "formal" and item.stage == "taken_up",
            entry="meetings.voting.opened",
        )
        if voting:
            self.begun(str(voting.pk), item, form, item.stands)

    def begun(self, key, item, form, text, motion=None):
        """A vote begins; in a roll call those are on the roll who can vote now."""
        account = self.account
        able = account.voters(item)
        roll = tuple(seat for seat in account.law.members_called if seat in able)
        account.ballot = self.last_ballot = Ballot(
            key, item, roll=roll if form == Form.ROLL_CALL else None, text=text, motion=motion
        )
        account.counted_last = None
        account.silence(item)

    @precondition(a_vote_was_opened)
    @rule(who=member, seat=own_or_other, choice=st.sampled_from(Choice))
    def vote(self, who, seat, choice):
        account, seat = self.account, self.seat_of(who, seat)
        if self.act(
            lambda: cast_vote(self.voting, seat=self.seat(seat), choice=choice, by=self.person(who)),
            lawful=account.may_vote(who, seat),
            entry="meetings.vote.cast",
        ):
            assert account.ballot is not None
            account.ballot.votes[seat] = (choice.value, who)
            account.ballot.noted.discard(seat)

    @precondition(lambda self: self.account.ballot is not None and (self.account.ballot.roll or self.steps % 4 == 0))
    @rule(who=secretary, seat=st.sampled_from(SEATS), choice=st.sampled_from((*Choice, None)))
    def note_answer(self, who, seat, choice):
        """What was said aloud; None: the member was called and gave no answer."""
        account, ballot = self.account, self.account.ballot
        may = account.is_secretary(who) if choice else account.keeps(who)
        if self.act(
            lambda: note_answer(self.voting, seat=self.cast.seats[seat], choice=choice, by=self.person(who)),
            lawful=may and account.may_be_noted(seat),
            entry="meetings.answer.noted",
        ):
            assert ballot is not None
            if choice:
                ballot.votes[seat] = (choice.value, ballot.votes[seat][1] if self.same(ballot, seat, choice) else who)
                ballot.noted.add(seat)
            else:
                ballot.votes.pop(seat, None)
                ballot.noted.discard(seat)
                ballot.passed.add(seat)

    def waiting(self):
        """Seats still to be called in the roll call."""
        ballot = self.account.ballot
        return ballot.waiting(self.account.voters(ballot.item)) if ballot else []

    def same(self, ballot, seat, choice):
        """What stands already is not noted again."""
        return seat in ballot.noted and ballot.votes[seat][0] == choice.value

    @precondition(lambda self: self.account.ballot is not None and bool(self.account.ballot.roll))
    @rule(choices=st.lists(st.sampled_from((*Choice, None)), min_size=4, max_size=4))
    def call_the_roll(self, choices):
        """One after the other, as called: on their own screen or aloud."""
        for number, choice in enumerate(choices):
            waits = self.waiting()
            if waits and choice and number % 2:
                self.vote(self.account.sits(waits[0]), waits[0], choice)
            elif waits:
                self.note_answer("sara", waits[0], choice)

    @precondition(lambda self: self.account.ballot is not None)
    @rule(choice=st.sampled_from(Choice))
    def everybody_votes(self, choice):
        """Whoever may; the chair otherwise than the others."""
        if self.account.ballot is None:
            return
        for seat in self.account.voters(self.account.ballot.item):
            other = Choice.AGAINST if choice == Choice.FOR else Choice.FOR
            self.vote(self.account.sits(seat), seat, other if seat == "kai" else choice)

    @precondition(a_vote_was_opened)
    @rule(who=chair)
    def close_voting(self, who):
        account, ballot = self.account, self.account.ballot
        voting = self.act(
            lambda: close_voting(self.voting, by=self.person(who)),
            lawful=account.chairs(who) and ballot is not None and account.quorate(ballot.item),
            entry="meetings.voting.closed",
            decisions=0 if ballot is not None and ballot.motion else 1,
        )
        if voting:
            assert ballot is not None
            counted, carried = account.counted(ballot), account.carries(ballot)
            said = {"for": voting.for_count, "against": voting.against_count, "abstain": voting.abstain_count}
            assert said == counted, f"votes counted: {said}, votes there are: {counted}"
            assert voting.carried == carried, f"carried: {voting.carried}, by the votes: {carried}"
            account.ballot = None
            self.voted(ballot, carried=carried)

    def voted(self, ballot, *, carried):
        """What follows from the result: the item is settled, or the motion and nothing more."""
        account, item, motion = self.account, ballot.item, ballot.motion
        if motion is not None:
            motion.how = "carried" if carried else "lost"
            item.draft = motion.text if carried else item.draft
            return
        adopted = "adopted" if ballot.text == item.ask else "amended"
        account.settled(item, adopted if carried else "rejected", "vote")
        account.counted_last = ballot

    @precondition(a_vote_was_counted)
    @rule(who=chair, ground=st.sampled_from(RepeatGround), because=st.sampled_from(("A hand too many.",) * 4 + (" ",)))
    def repeat_voting(self, who, ground, because):
        """On a ground that the rules name, before anything else is dealt with; the earlier result is replaced."""
        account, counted = self.account, self.account.counted_last
        known = ground.value in account.law.repeated_for and bool(because.strip())
        in_time = counted is not None and counted.item.cause == "vote" and account.quorate(counted.item)
        voting = self.act(
            lambda: repeat_voting(self.voting, ground=ground, because=because, by=self.person(who)),
            lawful=account.leads(who) and in_time and known,
            entry="meetings.voting.repeated",
        )
        if voting:
            assert counted is not None
            item = counted.item
            item.stage, item.cause, item.dissents = "taken_up", "", set()
            self.stages.pop(item.key, None)
            form = Form.ROLL_CALL if counted.roll is not None else Form.OPEN
            self.begun(str(voting.pk), item, form, counted.text)

    @precondition(a_vote_was_opened)
    @rule(who=chair)
    def break_off_voting(self, who):
        account = self.account
        if self.act(
            lambda: break_off_voting(self.voting, because="The question is not ready.", by=self.person(who)),
            lawful=account.chairs(who) and account.ballot is not None,
            entry="meetings.voting.broken_off",
        ):
            account.ballot = None
