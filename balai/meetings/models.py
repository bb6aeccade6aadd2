"""The sitting itself: who is there and how the votes fell."""

import uuid

from django.db import models
from django.db.models import Q

from balai.agenda.models import AgendaItem, Meeting
from balai.people.models import Membership, Person


class Presence(models.TextChoices):
    IN_ROOM = "in_room"
    REMOTE = "remote"
    ABSENT = "absent"


class Attendance(models.Model):
    """Who holds a seat in this meeting: its member or a substitute, in the room or remote."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=8, choices=Presence)
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_a_seat"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="presence_known"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.presence}"


class Voting(models.Model):
    """One open vote on an item; at most one is open at a time in a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="votings")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votings")
    opened_at = models.DateTimeField()
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
        )

    def __str__(self) -> str:
        return f"voting on {self.item_id}"


class Vote(models.Model):
    """One member's vote in the meeting."""

    id = models.BigAutoField(primary_key=True)
    voting = models.ForeignKey(Voting, models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=8, choices=[(c, c) for c in ("for", "against", "abstain")])
    cast_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["voting", "seat"], name="one_vote_a_seat"),)

    def __str__(self) -> str:
        return f"{self.choice} in {self.voting_id}"
