"""The strategic agenda: goals of the government's programme, their indicators, tasks that follow from decisions."""

import uuid

from django.db import models
from django.db.models import Q

from balai.agenda.models import AgendaItem
from balai.decisions.models import Decision
from balai.people.models import Body, Organization, Person
from balai.words import WordsField


class Goal(models.Model):
    """A goal with one indicator. `baseline` holds at `begins`, `target` is due at `due`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="goals")
    number = models.CharField(max_length=20)
    title = WordsField()
    description = WordsField(blank=True)
    responsible = models.ForeignKey(Organization, models.PROTECT, related_name="goals")
    begins = models.DateField()
    due = models.DateField()
    indicator = WordsField()
    unit = WordsField(blank=True)
    baseline = models.DecimalField(max_digits=14, decimal_places=3)
    target = models.DecimalField(max_digits=14, decimal_places=3)
    public = models.BooleanField(default=True)
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="goals")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["body", "number"], name="goal_number_once"),
            models.CheckConstraint(condition=Q(due__gt=models.F("begins")), name="goal_due_after_begin"),
        )

    def __str__(self) -> str:
        return self.number


class Measurement(models.Model):
    """The indicator's value on a day."""

    id = models.BigAutoField(primary_key=True)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="measurements")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=3)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("on",)
        constraints = (models.UniqueConstraint(fields=["goal", "on"], name="one_measurement_a_day"),)

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class TaskState(models.TextChoices):
    OPEN = "open"
    DONE = "done"


class Task(models.Model):
    """What somebody must do because it was decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="tasks")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="tasks")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="tasks")
    title = WordsField()
    responsible = models.ForeignKey(Organization, models.PROTECT, related_name="tasks")
    due = models.DateField()
    state = models.CharField(max_length=6, choices=TaskState, default=TaskState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", done_on=None) | Q(state="done", done_on__isnull=False),
                name="task_done_has_day",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)
