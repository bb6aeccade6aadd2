"""Motions: another text of the decision that a member proposes for an item."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from balai.people.models import Membership, Person
from balai.rules.motions import ADOPTED, MotionState
from balai.words import WordsField


class MotionQuerySet(models.QuerySet["Motion"]):
    def open(self) -> Self:
        return self.filter(state=MotionState.OPEN)

    def changing(self) -> Self:
        """Those that would change the text that was submitted, and those that did."""
        return self.filter(state__in=(MotionState.OPEN, *ADOPTED))


class Motion(models.Model):
    """It binds nobody while it is open. `number`: on its item; `settled_because`: why it fell or was not taken over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey("agenda.AgendaItem", models.CASCADE, related_name="motions")
    number = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="motions")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    text = WordsField()
    because = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in MotionState], default=MotionState.OPEN
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_because = models.TextField(blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="motion_number_once"),
            models.CheckConstraint(condition=Q(state__in=list(MotionState)), name="motion_state_known"),
            models.CheckConstraint(
                condition=Q(state=MotionState.OPEN, settled_at=None)
                | (~Q(state=MotionState.OPEN) & Q(settled_at__isnull=False)),
                name="motion_open_or_settled",
            ),
        )

    def __str__(self) -> str:
        return f"motion {self.number} on {self.item_id}"

    @property
    def is_open(self) -> bool:
        return self.state == MotionState.OPEN
