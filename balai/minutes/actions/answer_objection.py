"""Answering an objection: it is accepted, with the correction that the minutes show from now on, or rejected."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.ledger.log import append
from balai.minutes.fetch import locked
from balai.minutes.models import Objection
from balai.minutes.policy import may_answer_objection
from balai.people.models import Person
from balai.verdict import Verdict, bad_input
from balai.words import Words


@action("minutes.answer_objection")
def answer_objection(
    objection: Objection, *, accepted: bool, by: Person, correction: Words | None = None, because: str = ""
) -> Objection:
    """Answer once: `correction` with what was accepted, `because` with what was rejected."""
    meeting, _item, who = locked(objection.minutes.meeting, objection.item, by)
    objection = Objection.objects.select_related("minutes__meeting__body").get(pk=objection.pk)
    verdict = may_answer_objection(who, objection)
    require(verdict)
    said = {code: text.strip() for code, text in (correction or {}).items() if text.strip()} if accepted else {}
    because = "" if accepted else because.strip()
    require(_says_something(accepted, said, because, verdict))
    objection.accepted, objection.correction, objection.because = accepted, said, because
    objection.answered_at = clock.now()
    objection.save(update_fields=["accepted", "correction", "because", "answered_at"])
    append(
        "minutes.objection.answered",
        by=by,
        about=objection,
        body=meeting.body,
        rule=verdict.rule,
        content={"accepted": accepted, "correction": said, "because": because},
    )
    changed("minutes.answer_objection", meeting)
    return objection


def _says_something(accepted: bool, correction: Words, because: str, verdict: Verdict) -> Verdict:
    if accepted and not correction:
        return bad_input(_("Write the correction: it is what the minutes say from now on."), verdict.rule)
    if not accepted and not because:
        return bad_input(_("An objection is rejected with a reason: it stands in the minutes."), verdict.rule)
    return verdict
