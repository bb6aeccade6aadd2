"""What was decided. The decision is not the act: signing and publishing an act comes after it."""

import uuid

from django.db import models
from django.db.models import Q

from balai.agenda.models import AgendaItem
from balai.people.models import Body
from balai.words import WordsField


class Outcome(models.TextChoices):
    ADOPTED = "adopted"
    AMENDED = "amended"
    REJECTED = "rejected"


class Way(models.TextChoices):
    """By which way the decision was reached."""

    WITHOUT_DEBATE = "without_debate"
    AFTER_DEBATE = "after_debate"
    BY_VOTE = "by_vote"
    BY_DECIDER = "by_decider"
    ELECTRONIC = "electronic"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """Without those whose vote was repeated."""
        return self.filter(replaced_at=None)


class DecisionManager(models.Manager["Decision"]):
    """Without those that were undone: they never came into force, and nobody but the record's comparison reads them."""

    def get_queryset(self) -> DecisionQuerySet:
        return DecisionQuerySet(self.model, using=self._db).filter(undone_at=None)

    def standing(self) -> DecisionQuerySet:
        return self.get_queryset().standing()


class Decision(models.Model):
    """A formal decision of a body on an item, numbered within the year.

    `replaced_at`: since when it no longer stands, because its vote is repeated; its number is not given again.
    `undone_at`: when the chair took it back; its number is given again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    way = models.CharField(max_length=16, choices=Way)
    text = WordsField(blank=True)
    rule = models.CharField(max_length=120, blank=True)
    reasons = models.JSONField(default=list)  # balai.rules.words.Reason as mappings
    taken_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionManager()

    class Meta:
        ordering = ("-taken_at", "-sequence")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "year", "sequence"], condition=Q(undone_at=None), name="decision_number_once"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(replaced_at=None, undone_at=None), name="one_decision_stands"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_outcome_known"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """'2026/117'"""
        return f"{self.year}/{self.sequence}"
