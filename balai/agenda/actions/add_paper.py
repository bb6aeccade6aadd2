"""Adding a paper, or a new version of one: members answer on the new version, earlier positions become stale."""

from django.db.models import Max

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, MeetingState, Paper, PaperKind, PaperVersion
from balai.agenda.restricting import columns, keep_readers, may_be_restricted, told
from balai.ledger.log import append
from balai.people.models import Person
from balai.rules.access import Restriction
from balai.words import Words

PUBLIC = Restriction()


@action("agenda.add_paper")
def add_paper(
    item: AgendaItem, *, kind: PaperKind, title: Words, text: Words, by: Person, access: Restriction = PUBLIC
) -> PaperVersion:
    """Add a paper to an item. `access`: further than the item itself is restricted."""
    item, who = locked_item(item, by)
    require(policy.may_renew_papers(who, item))
    require(may_be_restricted(who, access))
    return write_paper(item, kind=kind, title=title, text=text, by=by, access=access)


def write_paper(
    item: AgendaItem, *, kind: PaperKind, title: Words, text: Words, by: Person, access: Restriction = PUBLIC
) -> PaperVersion:
    """The paper and its entry; for actions that have asked their policy."""
    last = item.papers.aggregate(last=Max("place_in_order"))["last"] or 0
    paper = Paper.objects.create(item=item, kind=kind, title=title, place_in_order=last + 1, **columns(access))
    keep_readers(paper, access)
    return _new_version(item, paper, text, by, number=1)


def copy_paper(paper: Paper, item: AgendaItem, *, by: Person) -> PaperVersion | None:
    """The last version of a paper, as the first one on another item; for actions that have asked their policy."""
    last = PaperVersion.objects.filter(paper=paper).order_by("-number").first()
    if last is None:
        return None
    restriction = paper.restriction
    copied = Paper.objects.create(
        item=item, kind=paper.kind, title=paper.title, place_in_order=paper.place_in_order, **columns(restriction)
    )
    keep_readers(copied, restriction)
    return _new_version(item, copied, last.text, by, number=1)


@action("agenda.renew_paper")
def renew_paper(paper: Paper, *, text: Words, by: Person) -> PaperVersion:
    """Add a new version of a paper."""
    item, who = locked_item(paper.item, by)
    require(policy.may_open_paper(who, paper))
    require(policy.may_renew_papers(who, item))
    last = PaperVersion.objects.filter(paper=paper).aggregate(last=Max("number"))["last"] or 0
    return _new_version(item, paper, text, by, number=last + 1)


def _new_version(item: AgendaItem, paper: Paper, text: Words, by: Person, *, number: int) -> PaperVersion:
    """Before the members see the agenda a new paper changes nothing that anybody answered on."""
    if item.meeting.state != MeetingState.DRAFT:
        item.version += 1
        item.save(update_fields=["version"])
    version = PaperVersion.objects.create(
        paper=paper, number=number, item_version=item.version, text=text, added_by=by, added_at=clock.now()
    )
    append(
        "agenda.paper.added" if number == 1 else "agenda.paper.renewed",
        by=by,
        about=item,
        body=item.meeting.body,
        content={
            "paper": str(paper.pk),
            "kind": str(paper.kind),
            "number": number,
            "title": dict(paper.title),
            "text": dict(text),
            **told(paper.restriction),
        },
    )
    changed("agenda.add_paper", item.meeting, item)
    return version
