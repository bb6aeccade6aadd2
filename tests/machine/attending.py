"""Who is there: in the room, remote, or a substitute in somebody's seat."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from balai import clock
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.models import Presence
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Membership, Substitution
from tests.machine.law import DECIDING, SEATS
from tests.machine.room import Room, anybody, secretary, when

ATTENDED = ("published", "confirmed", "open", "suspended")
noting = st.sampled_from(("sara", "sara", "kai", "marin", "pia", "tomas", "nils", "ada", "dan", "olga"))


class Attending(Room):
    @when(*ATTENDED)
    @rule(
        who=noting,
        seat=st.sampled_from(SEATS),
        presence=st.sampled_from((Presence.IN_ROOM, Presence.REMOTE, Presence.ABSENT)),
        sits=st.sampled_from(("", "", "", "marin", "pia", "dan")),
    )
    def note(self, who, seat, presence, sits):
        """`sits`: the person named; nobody: '', then who notes, where they stand in for the seat, or the member."""
        account = self.account
        person = sits or (who if account.holds(who, seat) else seat)
        may = account.keeps(who) or account.holds(who, seat)
        in_person = account.sits(seat) == seat and not (account.is_secretary(who) or who in ("kai", seat))
        if self.act(
            lambda: note_attendance(
                self.meeting,
                seat=self.cast.seats[seat],
                presence=presence,
                by=self.person(who),
                person=self.person(sits) if sits else None,
            ),
            lawful=may and account.attended and account.holds(person, seat) and not in_person,
            entry="meetings.attendance.noted",
        ):
            account.noted(seat, person, presence)

    @when("confirmed", "suspended")
    @rule(who=secretary)
    def note_everybody(self, who):
        if self.act(
            lambda: note_all_present(self.meeting, by=self.person(who)),
            lawful=self.account.keeps(who) and self.account.attended,
            entry="meetings.attendance.all_noted",
        ):
            for seat in (*DECIDING, "sara"):
                if seat not in self.account.here:
                    self.account.noted(seat, seat, "in_room")

    @when("confirmed", "open")
    @rule(who=secretary, seat=st.sampled_from(SEATS), substitute=st.sampled_from(("marin", "pia", "kai", "dan")))
    def name_substitute(self, who, seat, substitute):
        account = self.account
        named_by = account.keeps(who) or account.holds(who, seat)
        is_member = substitute in DECIDING
        wants_member = account.law.members_stand_in or seat == "kai"
        named = self.act(
            lambda: name_substitute(
                Membership.objects.select_related("body").get(pk=self.cast.seats[seat].pk),
                substitute=self.person(substitute),
                starts=clock.now(),
                ends=None,
                by=self.person(who),
            ),
            lawful=named_by and substitute != seat and (seat not in DECIDING or is_member == wants_member),
            entry="people.substitute.named",
        )
        if named:
            account.stands_in.append((str(named.pk), seat, substitute))

    @precondition(lambda self: self.account.stands_in)
    @rule(who=anybody, number=st.integers(0, 2))
    def end_substitution(self, who, number):
        """What the substitute did stands; who sits there goes on sitting until somebody notes otherwise."""
        account = self.account
        one = account.stands_in[number % len(account.stands_in)]
        if self.act(
            lambda: end_substitution(Substitution(pk=one[0]), by=self.person(who)),
            lawful=account.keeps(who) or account.holds(who, one[1]),
            entry="people.substitution.ended",
        ):
            account.stands_in.remove(one)
