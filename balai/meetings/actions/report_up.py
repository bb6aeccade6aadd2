"""Reporting up: what a committee decided goes as one item to a named agenda of the body that confirms it."""

from balai.action import action, require
from balai.agenda.actions.add_item import ItemDraft, enter
from balai.agenda.actions.add_paper import write_paper
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting, PaperKind
from balai.ledger.log import append
from balai.meetings.report_text import asked, lines_of, paper_title, text_of, title_of
from balai.meetings.reporting_policy import has_results, may_report_up, may_take_report
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing
from balai.words import best


@action("meetings.report_up")
def report_up(meeting: Meeting, *, to: Meeting, by: Person) -> AgendaItem:
    """Put the results on the other agenda; who sends them needs no seat there."""
    first, second = sorted((meeting, to), key=lambda one: one.pk)  # always in the same order: nobody waits in a circle
    locked = {one.pk: locked_meeting(one) for one in (first, second)}
    meeting, to = locked[meeting.pk], locked[to.pk]
    reported = AgendaItem.objects.filter(report_of=meeting).exists()
    verdict = may_report_up(standing(by, meeting.body), meeting, reported=reported)
    require(verdict)
    lines = lines_of(meeting)
    require(has_results(meeting, decided=any(one.decision for one in lines)))
    require(may_take_report(meeting, to))
    require(may_bind_as(meeting.body))
    draft = ItemDraft(title=title_of(meeting), ask=asked(), submitter_name=best(meeting.body.name, to.body.language)[0])
    item = enter(to, draft, by=by, submitter=None, touches=(), act="agenda.item.reported", report_of=meeting)
    write_paper(item, kind=PaperKind.ATTACHMENT, title=paper_title(), text=text_of(lines), by=by)
    append(
        "meetings.reported",
        by=by,
        about=meeting,
        body=meeting.body,
        rule=verdict.rule,
        content={"to": str(to.pk), "item": str(item.pk)},
    )
    changed("meetings.report_up", meeting)
    item.refresh_from_db()
    return item
