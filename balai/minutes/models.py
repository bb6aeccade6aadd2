"""What is written into the minutes by hand, and the minutes as they were circulated and confirmed.

What happened in the meeting stands in the record and is read from there (balai/minutes/reading.py).
"""

import uuid

from django.db import models
from django.db.models import F, Q

from balai.agenda.models import AgendaItem, Meeting
from balai.decisions.models import Decision
from balai.people.models import Membership, Person
from balai.rules.minutes import State
from balai.words import WordsField


class Remark(models.Model):
    """What the secretary adds to an item, or, without an item, at the end."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="remarks")
    text = WordsField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item"], condition=~Q(item=None), name="one_remark_an_item"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(item=None), name="one_remark_at_the_end"),
        )

    def __str__(self) -> str:
        return f"remark on {self.item_id or self.meeting_id}"


class DissentQuerySet(models.QuerySet["Dissent"]):
    def from_what_stands(self) -> "DissentQuerySet":
        """Without those from decisions whose vote was repeated."""
        return self.filter(decision__replaced_at=None, decision__undone_at=None)


class Dissent(models.Model):
    """A member's separate opinion on what was decided; it is attached once and does not change.

    `decision`: what it dissents from, and stays with; None where the body agreed on the item and decided nothing.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="dissents")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="dissents")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    text = models.TextField()
    attached_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DissentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["decision", "seat"], name="one_dissent"),
            models.UniqueConstraint(
                fields=["item", "seat"], condition=Q(decision=None), name="one_dissent_from_what_was_agreed"
            ),
        )

    def __str__(self) -> str:
        return f"dissent of {self.seat_id} on {self.item_id}"


class Minutes(models.Model):
    """Minutes that have been circulated; before that there are none. Documents: balai.minutes.document.Document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    circulated = models.JSONField()  # the text as circulated
    circulated_at = models.DateTimeField()
    objections_until = models.DateTimeField(null=True, blank=True)  # the first moment that is too late
    confirmed = models.JSONField(null=True, blank=True)  # the text as confirmed, with its corrections
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed=None)
                | Q(confirmed_at__gte=F("circulated_at"), confirmed__isnull=False),
                name="minutes_confirmed_after_circulated",
            ),
        )

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"

    @property
    def state(self) -> State:
        return State.CONFIRMED if self.confirmed_at else State.CIRCULATED


class Objection(models.Model):
    """A member objects to an item of the minutes, or to the whole; the answer is a correction or a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="objections")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    text = models.TextField()
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted = models.BooleanField(null=True, blank=True)  # None: not answered yet
    correction = WordsField(blank=True)  # what the minutes say from now on, where it was accepted
    because = models.TextField(blank=True)  # why it was rejected
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"objection of {self.seat_id} to {self.minutes_id}"
