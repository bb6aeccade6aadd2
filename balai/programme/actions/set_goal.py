"""Setting a goal of the programme, with its indicator."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Body, Organization, Person
from balai.people.standing import standing
from balai.programme import policy
from balai.programme.models import Goal
from balai.verdict import bad_input
from balai.words import Words


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """`baseline` holds on `begins`, `target` is due on `due`; both in `unit`."""

    number: str
    title: Words
    begins: date
    due: date
    indicator: Words
    baseline: Decimal
    target: Decimal
    unit: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    public: bool = True


@action("programme.set_goal")
def set_goal(body: Body, draft: GoalDraft, *, responsible: Organization, by: Person) -> Goal:
    """Set a goal, or change the one with the same number."""
    require(policy.may_plan(standing(by, body)))
    if draft.due <= draft.begins:
        require(bad_input(_("A goal is due after it begins.")))
    if draft.baseline == draft.target:
        require(bad_input(_("The target must differ from the starting value.")))
    values = {name: getattr(draft, name) for name in draft.__slots__ if name != "number"}
    goal, _new = Goal.objects.update_or_create(
        body=body, number=draft.number, defaults={**values, "responsible": responsible}
    )
    append(
        "programme.goal.set",
        by=by,
        about=goal,
        body=body,
        content={
            "number": draft.number,
            "title": dict(draft.title),
            "baseline": str(draft.baseline),
            "target": str(draft.target),
            "due": draft.due.isoformat(),
        },
    )
    return goal
