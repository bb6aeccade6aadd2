"""What an adviser prepares for a seat. None of it is a position: triage, tallies and the others know nothing of it."""

from typing import Self

from django.db import models
from django.db.models import Q

from balai.people.models import Membership, Person
from balai.rules.stance import Stance


class PreparedPositionQuerySet(models.QuerySet["PreparedPosition"]):
    def current(self) -> Self:
        return self.filter(current=True)


class PreparedPosition(models.Model):
    """A stance and opinion laid before the member. Rows are added, never changed, but for losing `current`.

    It holds for the version of the item that it was prepared on, and waits until the member gives a position after it.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey("agenda.AgendaItem", models.CASCADE, related_name="prepared_positions")
    seat = models.ForeignKey(Membership, models.PROTECT, related_name="prepared_positions")
    stance = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Stance])
    opinion = models.TextField(blank=True)
    item_version = models.PositiveIntegerField()
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    objects = PreparedPositionQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["seat"], name="prepared_of_a_seat", condition=Q(current=True)),)
        constraints = (
            models.UniqueConstraint(fields=["item", "seat"], condition=Q(current=True), name="one_current_prepared"),
            models.CheckConstraint(condition=Q(stance__in=[s.value for s in Stance]), name="prepared_stance_known"),
        )

    def __str__(self) -> str:
        return f"{self.stance} prepared on {self.item_id}"


class Briefing(models.Model):
    """The advisers' note to the member on an item."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey("agenda.AgendaItem", models.CASCADE, related_name="briefings")
    seat = models.ForeignKey(Membership, models.CASCADE, related_name="briefings")
    text = models.TextField()
    item_version = models.PositiveIntegerField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "seat"], name="one_briefing"),)

    def __str__(self) -> str:
        return f"briefing on {self.item_id}"
