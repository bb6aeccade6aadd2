"""Motions: another text proposed, withdrawn, taken over, declined, fallen, put to the vote."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.agenda.motions.models import Motion
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.rules.motions import Settling
from balai.rules.voting import Form
from tests.machine.account import Moved
from tests.machine.law import MOST_MOTIONS
from tests.machine.room import anybody, chair, member, own_or_other, place, when
from tests.machine.voting import Balloting

MOVING = ("published", "confirmed", "open", "suspended")
texts = st.sampled_from(("Approve half.", "Approve half.", "Approve a third.", "Approve none.", "Approve it.", " "))
reason = st.sampled_from(("It costs less.",) * 4 + ("",))
which = st.integers(0, 5)


def on_the_table(room):
    return any(item.motions for item in room.account.items)


class Moving(Balloting):
    def motion(self, number):
        """Mostly one that is open, on the item in debate first; and its item."""
        every = [(item, one) for item in self.account.items for one in item.motions]
        still = [(item, one) for item, one in every if one.how == "open"]
        debated = [(item, one) for item, one in still if item.stage == "taken_up"]
        chosen = (debated or still or every) if number else every
        return chosen[number % len(chosen)]

    def stored(self, motion):
        return Motion.objects.select_related("item").get(pk=motion.key)

    def may_move(self, who, seat, item):
        """A member not recused, from the publication until it is decided; in the meeting only who sits there."""
        account = self.account
        if not account.speaks_for(who, seat) or account.state not in MOVING or not item.pending or seat in item.recused:
            return False
        if account.kind == "electronic":
            return self.at <= account.closes_at
        if account.state == "open" and account.sits(seat) != who:
            return False
        return account.ballot is None or account.ballot.item is not item

    @when(*MOVING)
    @rule(who=member, seat=own_or_other, number=place, text=texts, because=reason)
    def move_motion(self, who, seat, number, text, because):
        """It changes something, and is not what another one proposes already; sent twice, it is one."""
        item, seat = self.item(number), self.seat_of(who, seat)
        same = [one for one in item.open_motions if one.text == text]
        twice = any(one.seat == seat for one in same)
        some_left = sum(one.seat == seat for one in item.motions) < MOST_MOTIONS
        motion = self.act(
            lambda: propose_motion(
                self.row(item), {"en": text}, seat=self.seat(seat), by=self.person(who), because=because
            ),
            lawful=self.may_move(who, seat, item)
            and (twice or (some_left and bool(text.strip()) and text != item.stands and not same)),
            entry="meetings.motion.proposed",
        )
        if motion and not twice:
            item.motions.append(Moved(str(motion.pk), len(item.motions) + 1, seat, text))

    @precondition(on_the_table)
    @rule(who=anybody, own=st.booleans(), number=which)
    def take_back_motion(self, who, own, number):
        """By whoever holds the seat that proposed it; not while it is voted on."""
        account, (item, motion) = self.account, self.motion(number)
        who = motion.seat if own else who
        voted_on = account.ballot is not None and account.ballot.motion is motion
        if self.act(
            lambda: withdraw_motion(self.stored(motion), by=self.person(who)),
            lawful=account.holds(who, motion.seat) and motion.how == "open" and item.pending and not voted_on,
            entry="meetings.motion.withdrawn",
        ):
            motion.how = "withdrawn"

    def in_debate(self, who, item, motion):
        account = self.account
        return account.leads(who) and account.ballot is None and item.stage == "taken_up" and motion.how == "open"

    @precondition(on_the_table)
    @rule(who=chair, number=which, how=st.sampled_from(Settling), because=reason)
    def settle_motion(self, who, number, how, because):
        """Taken over; not taken over where no vote is taken; fallen where another one was adopted."""
        account, (item, motion) = self.account, self.motion(number)
        adopted = any(one.adopted for one in item.motions if one is not motion)
        ways = {"taken_over": True, "declined": account.kind == "consultative", "fallen": adopted}
        says_why = how == Settling.TAKE_OVER or bool(because.strip())
        if self.act(
            lambda: settle_motion(self.stored(motion), how=how, by=self.person(who), because=because),
            lawful=self.in_debate(who, item, motion) and ways[how.value] and says_why,
            entry=f"meetings.motion.{how}",
        ):
            motion.how = how.value
            item.draft = motion.text if how == Settling.TAKE_OVER else item.draft

    @precondition(on_the_table)
    @rule(who=chair, number=which, form=st.sampled_from((Form.OPEN, Form.OPEN, Form.ROLL_CALL, Form.SECRET)))
    def put_motion(self, who, number, form=Form.OPEN):
        """An open vote, in a formal session, with a quorum on the item."""
        account, (item, motion) = self.account, self.motion(number)
        lawful = account.kind == "formal" and form != Form.SECRET and account.quorate(item)
        voting = self.act(
            lambda: put_motion(self.stored(motion), form=form, by=self.person(who)),
            lawful=self.in_debate(who, item, motion) and lawful,
            entry="meetings.voting.opened",
        )
        if voting:
            self.begun(str(voting.pk), item, form, motion.text, motion)
