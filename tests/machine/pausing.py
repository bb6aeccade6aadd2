"""The meeting suspended, moved and resumed; a part of it closed to the public."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.resume_meeting import resume_meeting
from balai.meetings.actions.suspend_meeting import move_resumption, suspend_meeting
from tests.machine.room import Room, chair, when

THERE = ZoneInfo("Europe/Tallinn")  # where the body meets: its days are counted there
pauses = st.sampled_from([timedelta(hours=one) for one in (-1, 1, 1, 3, 14, 24, 24, 40, 100, 400)])
reason = st.sampled_from(("Lunch.", "Lunch.", "Lunch.", " "))


def another_day(one, other):
    return one.astimezone(THERE).date() != other.astimezone(THERE).date()


class Pausing(Room):
    def suits(self, begins, until, because):
        """A reason, a time to come, and not more days than the rules give."""
        days = (until.astimezone(THERE).date() - begins.astimezone(THERE).date()).days
        return bool(because.strip()) and until > self.at and days <= self.account.law.longest_pause

    @when("open")
    @rule(who=chair, pause=pauses, because=reason)
    def suspend(self, who, pause, because):
        account, until = self.account, self.at + pause
        lawful = account.leads(who) and account.kind != "electronic" and account.ballot is None
        begins = self.at
        meeting = self.act(
            lambda: suspend_meeting(self.meeting, until=until, because=because, by=self.person(who)),
            lawful=lawful and self.suits(begins, until, because),
            entry="meetings.suspended",
        )
        if meeting:
            account.silence()
            account.state, account.suspended_at, account.resumes_at = "suspended", meeting.suspended_at, until
            account.anew = another_day(meeting.suspended_at, until)
            if account.anew:
                account.here = {}

    @when("suspended")
    @rule(who=chair, pause=pauses, because=reason)
    def move(self, who, pause, because):
        account, until = self.account, self.at + pause
        suspended = account.state == "suspended"
        if self.act(
            lambda: move_resumption(self.meeting, until=until, because=because, by=self.person(who)),
            lawful=account.chairs(who) and suspended and self.suits(account.suspended_at, until, because),
            entry="meetings.resumption_moved",
        ):
            was, account.anew = account.anew, another_day(account.suspended_at, until)
            if account.anew and not was:
                account.here = {}
            account.resumes_at = until

    @when("suspended")
    @rule(who=chair)
    def resume(self, who):
        """Not earlier than announced; on a later day only where attendance was noted anew for it."""
        account = self.account
        suspended = account.state == "suspended" and self.at >= account.resumes_at
        lawful = suspended and (account.anew or not another_day(account.suspended_at, self.at))
        if self.act(
            lambda: resume_meeting(self.meeting, by=self.person(who)),
            lawful=account.chairs(who) and lawful and account.quorate(),
            entry="meetings.resumed",
        ):
            account.state = "open"
            account.were_there |= {seat for seat, _sits in account.here.items() if account.sits(seat)}

    @precondition(lambda self: self.account.state == "open" and self.account.ballot is None)
    @rule(pause=pauses, too_early=st.booleans())
    def a_break(self, pause, too_early):
        """Suspended and resumed at its time, or tried to be before."""
        self.suspend("kai", pause, "Lunch.")
        if self.account.state == "suspended" and not too_early:
            self.at = max(self.at, self.account.resumes_at)
        self.resume("kai")

    @when("open")
    @rule(who=chair, ends=st.booleans())
    def a_closed_part(self, who, ends):
        account = self.account
        known = account.law.closed_parts and account.kind == "formal"
        lawful = account.part_closed if ends else known and not account.part_closed
        do, entry = (end_closed_part, "opened") if ends else (close_part, "closed")
        if self.act(
            lambda: do(self.meeting, by=self.person(who)),
            lawful=account.leads(who) and lawful,
            entry=f"meetings.part.{entry}",
        ):
            account.part_closed = not ends
