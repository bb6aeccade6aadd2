"""Finishing: the responsible organisation reports a task done."""

from datetime import date

from django.utils.translation import gettext as _

from balai.action import action, require
from balai.ledger.log import append
from balai.people.local_time import today_in
from balai.people.models import Person
from balai.people.standing import standing
from balai.programme import policy
from balai.programme.models import Task, TaskState
from balai.verdict import bad_input


@action("programme.finish_task")
def finish_task(task: Task, *, by: Person, report: str = "", on: date | None = None) -> Task:
    """Report a task done, today or on an earlier day."""
    task = Task.objects.select_for_update(of=("self",)).select_related("body").get(pk=task.pk)
    require(policy.may_finish(standing(by, task.body), task))
    day = on or today_in(task.body)
    if day > today_in(task.body):
        require(bad_input(_("A task cannot be done in the future.")))
    task.state, task.done_on, task.report = TaskState.DONE, day, report.strip()
    task.save(update_fields=["state", "done_on", "report"])
    append(
        "programme.task.done", by=by, about=task, body=task.body, content={"on": day.isoformat(), "report": task.report}
    )
    return task
