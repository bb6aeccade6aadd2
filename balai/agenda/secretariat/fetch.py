"""Fetching for the secretariat: what the reader may work on, or 404 and refusals."""

from uuid import UUID

from django.http import Http404

from balai.agenda.access import shown_to
from balai.agenda.models import AgendaItem, Meeting, Paper
from balai.agenda.policy import may_open_paper
from balai.agenda.queries import item_for, meeting_for
from balai.agenda.secretariat.policy import may_watch
from balai.people.local_time import use_time_of
from balai.people.models import Body, Person
from balai.people.standing import Standing, standing
from balai.rules.access import Shown
from balai.verdict import Refused


def meeting_of_secretariat(person: Person, pk: UUID) -> tuple[Meeting, Standing]:
    meeting, who = meeting_for(person, pk)
    _secretariat_only(who)
    return meeting, who


def item_of_secretariat(person: Person, pk: UUID) -> tuple[AgendaItem, Standing]:
    item, who = item_for(person, pk)
    _secretariat_only(who)
    return item, who


def paper_of_secretariat(person: Person, pk: UUID) -> tuple[Paper, Standing]:
    paper = Paper.objects.filter(pk=pk).first()
    item, who = item_of_secretariat(person, paper.item_id if paper else pk)  # or its time would tell that it is there
    if paper is None:
        raise Http404
    paper.item = item
    what = shown_to(who, paper)
    if what == Shown.NOTHING:
        raise Http404
    if not (verdict := may_open_paper(who, paper)):
        raise Refused(verdict)
    return paper, who


def body_of_secretariat(person: Person, slug: str) -> tuple[Body, Standing]:
    body = Body.objects.filter(slug=slug).first()
    if body is None or not (who := standing(person, body)).belongs:
        raise Http404
    use_time_of(body)
    _secretariat_only(who)
    return body, who


def _secretariat_only(who: Standing) -> None:
    if not (verdict := may_watch(who)):
        raise Refused(verdict)
