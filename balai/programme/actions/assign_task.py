"""Assigning a task: somebody must do something by a day because it was decided."""

from datetime import date

from balai.action import action, require
from balai.decisions.models import Decision
from balai.ledger.log import append
from balai.people.models import Body, Organization, Person
from balai.people.standing import standing
from balai.programme import policy
from balai.programme.models import Goal, Task
from balai.words import Words


@action("programme.assign_task")
def assign_task(
    body: Body,
    *,
    title: Words,
    responsible: Organization,
    due: date,
    by: Person,
    decision: Decision | None = None,
    goal: Goal | None = None,
) -> Task:
    """Give an organisation a task with a due date."""
    require(policy.may_plan(standing(by, body)))
    require(policy.belongs(body, responsible, goal, decision))
    if decision is not None:  # locked: it is not undone meanwhile
        found = Decision.objects.select_for_update(no_key=True).filter(pk=decision.pk).first()
        require(policy.follows_from_what_stands(found))
    task = Task.objects.create(body=body, decision=decision, goal=goal, title=title, responsible=responsible, due=due)
    append(
        "programme.task.assigned",
        by=by,
        about=task,
        body=body,
        content={
            "title": dict(title),
            "responsible": responsible.key,
            "due": due.isoformat(),
            "decision": str(decision.pk) if decision else None,
        },
    )
    return task
