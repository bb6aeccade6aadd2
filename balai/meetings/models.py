"""The sitting itself: who is there and how the votes fell."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from balai.agenda.guests.models import ItemInvitation
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.motions.models import Motion
from balai.people.models import Membership, Person
from balai.rules.speakers import Kind
from balai.rules.voting import Form
from balai.words import WordsField


class Presence(models.TextChoices):
    IN_ROOM = "in_room"
    REMOTE = "remote"
    ABSENT = "absent"


class AttendanceManager(models.Manager["Attendance"]):
    """What is noted now."""

    def get_queryset(self) -> models.QuerySet["Attendance"]:
        return super().get_queryset().filter(until=None)


class Attendance(models.Model):
    """Who holds a seat in this meeting: its member or a substitute, in the room or remote.

    `until`: when this was taken back, or attendance was to be noted anew after a pause; the row is kept.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=8, choices=Presence)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = AttendanceManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "seat"], condition=Q(until=None), name="one_attendance_a_seat"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="presence_known"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.presence}"


class Voting(models.Model):
    """A vote on an item; at most one is open at a time in a meeting.

    `repeats`: the vote whose result this one replaces, and `because`: why. `motion`: it is voted on, not the item.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votings")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votings")
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="votings")
    form = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Form], default=Form.OPEN)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="repeated_by")
    because = models.TextField(blank=True)
    broken_off_because = models.TextField(blank=True)
    text = WordsField(blank=True)  # what was put to the vote
    opened_at = models.DateTimeField()
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)  # for so long it is kept open by the rules
    closed_at = models.DateTimeField(null=True, blank=True)
    carried = models.BooleanField(null=True)
    for_count = models.PositiveSmallIntegerField(default=0)
    against_count = models.PositiveSmallIntegerField(default=0)
    abstain_count = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)  # balai.rules.words.Reason as mappings

    class Meta:
        ordering = ("opened_at",)
        constraints = (
            models.UniqueConstraint(fields=["meeting"], condition=Q(closed_at=None), name="one_open_voting"),
            models.CheckConstraint(condition=Q(form__in=list(Form)), name="voting_form_known"),
        )

    def __str__(self) -> str:
        return f"voting on {self.item_id}"

    @property
    def time_ends_at(self) -> datetime | None:
        """When the time is over for which the rules keep it open."""
        return self.opened_at + timedelta(seconds=self.seconds) if self.seconds else None


class VoteManager(models.Manager["Vote"]):
    """Votes that count: without answers that were noted and taken back."""

    def get_queryset(self) -> models.QuerySet["Vote"]:
        return super().get_queryset().filter(taken_back_at=None)


class Vote(models.Model):
    """One member's vote in the meeting. `noted`: it was spoken in a roll call, and `cast_by` wrote it down.

    `taken_back_at`: when it was noted that there was no answer after all; the row is kept.
    """

    id = models.BigAutoField(primary_key=True)
    voting = models.ForeignKey(Voting, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=8, choices=[(c, c) for c in ("for", "against", "abstain")])
    cast_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted = models.BooleanField(default=False)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = VoteManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["voting", "seat"], condition=Q(taken_back_at=None), name="one_vote_a_seat"),
        )

    def __str__(self) -> str:
        return f"{self.choice} in {self.voting_id}"


class RollCall(models.Model):
    """A seat's place in a roll call. `passed_at`: when it was called and gave no answer."""

    id = models.BigAutoField(primary_key=True)
    voting = models.ForeignKey(Voting, models.CASCADE, related_name="roll")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["voting", "seat"], name="called_once"),
            models.UniqueConstraint(fields=["voting", "place"], name="one_place_in_the_roll"),
        )

    def __str__(self) -> str:
        return f"{self.place} in {self.voting_id}"


class BallotGiven(models.Model):
    """That a seat has voted in a secret ballot: not when, and nothing of how. Its key is random, not a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting = models.ForeignKey(Voting, models.CASCADE, related_name="given")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["voting", "seat"], name="one_secret_ballot_a_seat"),)

    def __str__(self) -> str:
        return f"{self.seat_id} in {self.voting_id}"


class SealedBallot(models.Model):
    """A ballot in the box of a secret vote that is open. All go when the box is opened or the vote is broken off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting = models.ForeignKey(Voting, models.CASCADE, related_name="box")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"in {self.voting_id}"


class BallotBox(models.Model):
    """The published box of a secret vote, for everybody to recount: one file, ordered by the random codes in it."""

    voting = models.OneToOneField(Voting, models.CASCADE, primary_key=True, related_name="published_box")
    engine = models.CharField(max_length=8, choices=[(one, one) for one in ("plain", "belenios")])
    content = models.BinaryField()
    trackers = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"box of {self.voting_id}"

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal: what the record commits to."""
        return hashlib.sha256(bytes(self.content)).hexdigest()


class Speech(models.Model):
    """The floor on an item, asked for (`asked_at`), given (`began_at`) and over (`ended_at`).

    Either of a seat or of somebody who is invited to the item. `person`: who sits in the seat, or is invited.
    `noted_by`: who asked, or noted that they raised their hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speeches")
    seat = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="speeches")
    invitation = models.ForeignKey(ItemInvitation, models.PROTECT, null=True, blank=True, related_name="speeches")
    person = models.ForeignKey(Person, models.PROTECT, related_name="speeches")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    asked_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(began_at__isnull=False, ended_at=None), name="one_speaks_at_a_time"
            ),
            models.UniqueConstraint(fields=["item", "seat", "kind"], condition=Q(began_at=None), name="asked_once"),
            models.UniqueConstraint(fields=["invitation"], condition=Q(began_at=None), name="invited_listed_once"),
            models.CheckConstraint(
                condition=Q(seat=None, invitation__isnull=False) | Q(seat__isnull=False, invitation=None),
                name="speech_of_a_seat_or_of_who_is_invited",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="speech_kind_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False), name="speech_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} on {self.item_id}"

    @property
    def group(self) -> str:
        """With whom they take turns: who is invited speaks for nobody else."""
        if self.seat is None:
            return str(self.invitation_id)
        return str(self.seat.organization_id or self.seat_id)

    @property
    def minutes(self) -> int:
        """How long it lasted, in whole minutes and at least one; of a speech that is over."""
        if self.began_at is None or self.ended_at is None:
            return 0
        return max(1, round((self.ended_at - self.began_at).total_seconds() / 60))


class ClosedSpeakingList(models.Model):
    """The chair has closed the list of speakers of an item: nobody new is put on it."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, primary_key=True, related_name="closed_speaking_list")
    closed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list of {self.item_id}"


class DecisionDraft(models.Model):
    """The text of the decision on an item in debate, as it is being typed; it binds nobody. `number` counts changes."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, primary_key=True, related_name="decision_draft")
    text = WordsField(blank=True)
    number = models.PositiveIntegerField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft {self.number} on {self.item_id}"


class HallLink(models.Model):
    """A link by which the room's machine opens the hall screen of one meeting; nobody is signed in on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="hall_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"hall of {self.meeting_id}"
