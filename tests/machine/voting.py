"""Votes: opened, cast, counted, broken off. One seat, one vote; none of who is recused or away."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.models import Voting
from balai.rules.stance import Choice
from tests.machine.account import Ballot
from tests.machine.room import Room, chair, member, own_or_other, place, when


def a_vote_was_opened(room):
    return room.account.ballot is not None or (room.last_ballot is not None and room.steps % 4 == 0)


class Balloting(Room):
    last_ballot: Ballot | None = None  # the vote that is open, or the last that was

    @property
    def voting(self):
        assert self.last_ballot is not None
        return Voting.objects.get(pk=self.last_ballot.key)

    @when("open")
    @rule(who=chair, number=place)
    def open_voting(self, who, number):
        account, item = self.account, self.item(number)
        voting = self.act(
            lambda: open_voting(self.row(item), by=self.person(who)),
            lawful=account.may_decide(who, item) and account.kind == "formal" and item.stage == "taken_up",
            entry="meetings.voting.opened",
        )
        if voting:
            account.ballot = self.last_ballot = Ballot(str(voting.pk), item)
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
            decisions=1,
        )
        if voting:
            assert ballot is not None
            counted, carried = account.counted(ballot), account.carries(ballot)
            said = {"for": voting.for_count, "against": voting.against_count, "abstain": voting.abstain_count}
            assert said == counted, f"votes counted: {said}, votes there are: {counted}"
            assert voting.carried == carried, f"carried: {voting.carried}, by the votes: {carried}"
            account.settled(ballot.item, "adopted" if carried else "rejected", "vote")
            account.ballot = None

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
