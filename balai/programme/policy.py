"""Who may change the strategic agenda and its tasks."""

from django.utils.translation import gettext as _

from balai.decisions.models import Decision
from balai.people.models import Body, Organization
from balai.people.standing import Standing
from balai.programme.models import Goal, Task, TaskState
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes


def may_plan(who: Standing) -> Verdict:
    """The government's action programme is kept by its office (Estonia: VVR § 2)."""
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair changes the programme."), who.body.rules.agenda.rule)
    return yes(rule=who.body.rules.agenda.rule)


def belongs(body: Body, responsible: Organization, goal: Goal | None, decision: Decision | None) -> Verdict:
    """A task is given to an organisation of the body, for its own goal and its own decision."""
    others = [one for one in (responsible, goal, decision) if one is not None and one.body_id != body.pk]
    if others:
        return bad_input(_("A task, who is responsible, its goal and its decision belong to the same body."))
    return yes()


def follows_from_what_stands(decision: Decision | None) -> Verdict:
    """A task given before keeps its decision, though the vote be repeated. None: the decision was undone."""
    if decision is None or decision.replaced_at is not None:
        return not_now(_("This decision no longer stands: no task follows from it."))
    return yes()


def may_report(who: Standing, goal: Goal) -> Verdict:
    """The responsible organisation reports its indicator; the secretary may do it for everybody."""
    if not (who.is_secretary or goal.responsible_id in who.organizations):
        return forbidden(_("Only the responsible organisation or the secretary reports this indicator."))
    return yes()


def may_finish(who: Standing, task: Task) -> Verdict:
    """The responsible organisation reports its task done; the secretary may do it for everybody."""
    if not (who.is_secretary or task.responsible_id in who.organizations):
        return forbidden(_("Only the responsible organisation or the secretary reports this task done."))
    if task.state == TaskState.DONE:
        return not_now(_("This task is already done."))
    return yes()
