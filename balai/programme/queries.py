"""What a reader may see of the strategic agenda."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from balai.agenda.models import AgendaItem, MeetingState
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


def programme(body: Body, *, public_only: bool = False, today: date | None = None) -> Programme:
    """The body's goals with their lights, and what is late. Four queries, whatever the number of goals."""
    today = today or today_in(body)
    goals = body.goals.select_related("body", "responsible").prefetch_related("measurements")
    goals = goals.filter(public=True) if public_only else goals
    overdue = Q(tasks__state=TaskState.OPEN, tasks__due__lt=today)
    goals = goals.annotate(
        late_tasks=Count("tasks", filter=overdue, distinct=True),
        open_tasks=Count("tasks", filter=Q(tasks__state=TaskState.OPEN), distinct=True),
    )
    views = tuple(_view(goal) for goal in goals)
    tasks = list(_tasks(body, public_only=public_only))
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


def _tasks(body: Body, *, public_only: bool) -> QuerySet[Task]:
    """Outsiders are not told of a task that follows from what they may not see: not even in a count."""
    tasks = body.tasks.select_related("responsible", "decision", "goal")
    if public_only:
        tasks = tasks.exclude(goal__public=False).exclude(decision__public=False)
    return tasks


def course_of(goal: Goal) -> Course:
    return Course(goal.begins, goal.due, goal.baseline, goal.target)


def _view(goal: Goal) -> GoalView:
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
        tasks_late=getattr(goal, "late_tasks", 0),
        tasks_open=getattr(goal, "open_tasks", 0),
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
    goal = Goal.objects.select_related("body", "responsible").prefetch_related("measurements").filter(pk=pk).first()
    if goal is None or not (who := standing(person, goal.body)).belongs:
        raise Http404
    items = goal.items.select_related("meeting").order_by("-meeting__starts_at", "place_in_order")
    if not (who.is_secretary or who.is_chair):
        items = items.exclude(meeting__state=MeetingState.DRAFT)
    return GoalPage(
        view=_view(goal),
        measurements=tuple(goal.measurements.all()),
        tasks=tuple(goal.tasks.select_related("responsible")),
        items=tuple(items),
        decisions=tuple(Decision.objects.filter(item__goals=goal).select_related("item")),
        standing=who,
    )
