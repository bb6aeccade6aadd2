"""Loading the action programme: goals with measurements, items that hang on them, tasks that follow from decisions."""

from datetime import date, timedelta
from decimal import Decimal

from balai.decisions.models import Decision
from balai.demo.files import Table
from balai.demo.meetings import Loaded
from balai.demo.people import People
from balai.people.models import Role
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.report_indicator import report_indicator
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.actions.tie_item import tie_item
from balai.programme.models import Goal
from balai.words import best

BODY = "lumara"


def load_programme(data: Table, items: tuple[Table, ...], loaded: Loaded, people: People, *, today: date) -> None:
    """Set the goals, report their indicators, tie items, assign tasks."""
    by = people.in_role(BODY, Role.SECRETARY).person
    goals = {one["key"]: _goal(one, people, today) for one in data["goals"]}
    for one in items:
        if (item := loaded.items.get(one["key"])) is None:
            continue  # a real agenda took the place of its meeting
        for key in one.get("goals", ()):
            tie_item(item, goal=goals[key], by=by)
    for one in data["tasks"]:
        _task(one, goals, loaded, people, today)


def _goal(one: Table, people: People, today: date) -> Goal:
    indicator, by = one["indicator"], people.in_role(BODY, Role.SECRETARY).person
    goal = set_goal(
        people.bodies[BODY],
        GoalDraft(
            number=one["number"],
            title=one["title"],
            description=one.get("description", {}),
            begins=today + timedelta(days=one["begins_days"]),
            due=today + timedelta(days=one["due_days"]),
            indicator=indicator["name"],
            unit=indicator.get("unit", {}),
            baseline=Decimal(str(indicator["baseline"])),
            target=Decimal(str(indicator["target"])),
        ),
        responsible=people.organizations[BODY, one["responsible"]],
        by=by,
    )
    for measured in one.get("measurements", ()):
        on = today + timedelta(days=measured["days"])
        report_indicator(goal, on=on, value=Decimal(str(measured["value"])), by=by)
    return goal


def _task(one: Table, goals: dict[str, Goal], loaded: Loaded, people: People, today: date) -> None:
    by = people.in_role(BODY, Role.SECRETARY).person
    item = loaded.items.get(one.get("item", ""))
    task = assign_task(
        people.bodies[BODY],
        title=one["title"],
        responsible=people.organizations[BODY, one["responsible"]],
        due=today + timedelta(days=one["due_days"]),
        decision=Decision.objects.standing().filter(item=item).first() if item else None,
        goal=goals.get(one.get("goal", "")),
        by=by,
    )
    if "done_days" in one:
        report = best(one.get("report", {}), people.bodies[BODY].language)[0]
        finish_task(task, on=today + timedelta(days=one["done_days"]), report=report, by=by)
