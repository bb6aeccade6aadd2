"""A decision as members of the body see it: with the votes by name where there was an open vote."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from balai.agenda.access import papers_shown
from balai.agenda.models import PaperVersion
from balai.agenda.queries import item_for, labels_of
from balai.decisions.models import Decision
from balai.meetings.models import BallotBox, Speech, Vote, Voting
from balai.meetings.votings import voting_behind
from balai.people.models import Membership, Person
from balai.people.standing import Standing
from balai.rules.access import Shown


@dataclass(frozen=True, slots=True)
class DecisionPage:
    decision: Decision
    standing: Standing
    voting: Voting | None
    box: BallotBox | None  # of a secret vote
    votes: tuple[Vote, ...]
    papers: tuple[PaperVersion, ...]
    labels: dict[str, str]
    speeches: tuple[Speech, ...]  # those that were held, in their order


def decision_for(person: Person, pk: UUID) -> DecisionPage:
    """A decision of a body that the person belongs to.

    Raises:
        Http404: to everybody else; the public page shows what is public.
        Http404, Refused: as the item itself.
    """
    decision = Decision.objects.select_related("body", "item__meeting", "item__submitter").filter(pk=pk).first()
    _item, who = item_for(person, decision.item_id if decision else pk)  # or its time would tell that it is there
    if decision is None:
        raise Http404
    voting = voting_behind(decision)
    votes = (
        Vote.objects.filter(voting=voting).select_related("seat__person", "cast_by") if voting else Vote.objects.none()
    )
    readable = [pk for pk, what in papers_shown(who, decision.item).items() if what == Shown.WHOLE]
    latest = {
        one.paper_id: one
        for one in PaperVersion.objects.filter(paper__in=readable)
        .select_related("paper")
        .order_by("paper__place_in_order", "number")
    }
    seats = tuple(Membership.objects.filter(body=decision.body).select_related("person", "organization"))
    held = Speech.objects.filter(item=decision.item, began_at__isnull=False).select_related("person")
    return DecisionPage(
        decision,
        who,
        voting,
        BallotBox.objects.filter(voting=voting).first() if voting else None,
        tuple(votes.order_by("seat__rank")),
        tuple(latest.values()),
        labels_of(seats),
        tuple(held.order_by("began_at")),
    )
