"""What a reader may see of the strategic agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.http import Http404

from balai import clock
from balai.agenda.access import closed_to
from balai.agenda.models import AgendaItem, MeetingState, open_to_all
from balai.decisions.models import Decision
from balai.people.local_time import today_in
from balai.people.models import Body, Person
from balai.people.standing import Standing, standing, standings
from balai.programme.lights import Course, Light, light
from balai.programme.models import Goal, Measurement, Task, TaskState


@dataclass(frozen=True, slots=True)
class GoalView:
    goal: Goal
    light: Light
    last: Measurement | None
    expected: Decimal
    share_done: int  # per cent of the way from baseline to target
    tasks_late: int
    tasks_open: int


@dataclass(frozen=True, slots=True)
class TaskCount:
    """`due`: tasks whose due date has come, done or not."""

    all: int
    due: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class Programme:
    body: Body
    goals: tuple[GoalView, ...]
    late: tuple[Task, ...]
    coming: tuple[Task, ...]
    count: TaskCount
    lights: dict[Light, int]


def body_for(person: Person, slug: str | None) -> tuple[Body, Standing]:
    """The body whose programme is read: the named one, or the first that the person belongs to.

    Raises:
        Http404: where they belong to none such.
    """
    found = standings(person) if slug is None else tuple(one for one in standings(person) if one.body.slug == slug)
    if not found:
        raise Http404
    with_goals = [one for one in found if one.body.goals.exists()]
    chosen = (with_goals or list(found))[0]
    return chosen.body, chosen


def programme(body: Body, who: Standing | None, *, today: date | None = None) -> Programme:
    """The body's goals with their lights, and what is late, as this reader sees them; None: as the public does.

    Six queries, whatever the number of goals.
    """
    today = today or today_in(body)
    tasks = list(_tasks(body, who))
    goals = body.goals.select_related("body", "responsible").prefetch_related("measurements")
    goals = goals.filter(public=True) if who is None else goals
    views = tuple(_view(goal, [task for task in tasks if task.goal_id == goal.pk], today) for goal in goals)
    late = tuple(task for task in tasks if task.state == TaskState.OPEN and task.due < today)
    coming = tuple(task for task in tasks if task.state == TaskState.OPEN and task.due >= today)
    return Programme(
        body=body,
        goals=views,
        late=late,
        coming=coming,
        count=TaskCount(
            all=len(tasks),
            due=sum(1 for task in tasks if task.due <= today),
            done=sum(1 for task in tasks if task.state == TaskState.DONE),
            late=len(late),
        ),
        lights={colour: sum(1 for view in views if view.light == colour) for colour in Light},
    )


def _tasks(body: Body, who: Standing | None) -> QuerySet[Task]:
    """Nobody is told of a task that follows from what they may not read: not even in a count."""
    tasks = body.tasks.select_related("responsible", "decision", "goal")
    if who is None:
        told = tasks.exclude(decision__item__meeting__closed_part_since__lte=F("decision__taken_at"))
        return told.exclude(goal__public=False).filter(Q(decision=None) | open_to_all(clock.now(), "decision__item__"))
    return tasks.exclude(decision__item__in=closed_to(who))


def course_of(goal: Goal) -> Course:
    return Course(goal.begins, goal.due, goal.baseline, goal.target)


def _view(goal: Goal, tasks: Iterable[Task], today: date) -> GoalView:
    """`tasks`: those of this goal that the reader is told of."""
    left = [task for task in tasks if task.state == TaskState.OPEN]
    measurements = list(goal.measurements.all())
    last = measurements[-1] if measurements else None
    course = course_of(goal)
    on = last.on if last else today_in(goal.body)
    return GoalView(
        goal=goal,
        light=light(course, (last.on, last.value) if last else None),
        last=last,
        expected=course.expected(on),
        share_done=round(course.share_done(last.value) * 100) if last else 0,
        tasks_late=sum(1 for task in left if task.due < today),
        tasks_open=len(left),
    )


@dataclass(frozen=True, slots=True)
class GoalPage:
    view: GoalView
    measurements: tuple[Measurement, ...]
    tasks: tuple[Task, ...]
    items: tuple[AgendaItem, ...]
    decisions: tuple[Decision, ...]
    standing: Standing


def goal_for(person: Person, pk: UUID) -> GoalPage:
    """A goal with its measurements, tasks, items and decisions.

    Raises:
        Http404: to those who do not belong to the body.
    """
    goal = Goal.objects.select_related("body", "responsible").filter(pk=pk).first()
    if goal is None or not (who := standing(person, goal.body)).belongs:
        raise Http404
    prefetch_related_objects([goal], "measurements")
    closed = closed_to(who)
    items = goal.items.exclude(pk__in=closed).select_related("meeting")
    items = items.order_by("-meeting__starts_at", "place_in_order")
    tasks = tuple(_tasks(goal.body, who).filter(goal=goal))
    if not (who.is_secretary or who.is_chair):
        items = items.exclude(meeting__state=MeetingState.DRAFT)
    return GoalPage(
        view=_view(goal, tasks, today_in(goal.body)),
        measurements=tuple(goal.measurements.all()),
        tasks=tasks,
        items=tuple(items),
        decisions=tuple(
            Decision.objects.standing().filter(item__goals=goal).exclude(item__in=closed).select_related("item")
        ),
        standing=who,
    )


def task_for(person: Person, pk: UUID) -> Task:
    """A task that the person is told of.

    Raises:
        Http404: to those who do not belong to the body, and to those who may not read what the task follows from.
    """
    task = Task.objects.select_related("body").filter(pk=pk).first()
    if task is None or not (who := standing(person, task.body)).belongs:
        raise Http404
    if not _tasks(task.body, who).filter(pk=pk).exists():
        raise Http404
    return task
