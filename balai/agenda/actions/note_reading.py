"""Noting a reading: somebody opens an item or papers that are restricted by clearance or by name.

It is in the record before anything is shown (X-Road's rule for evidence: no log, no message).
"""

from collections.abc import Iterable

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.guests.models import ItemInvitation
from balai.agenda.guests.policy import may_read_as_guest
from balai.agenda.models import AgendaItem, Paper, Reading
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.standing import standing


@action("agenda.note_reading")
def note_reading(item: AgendaItem, papers: Iterable[Paper], *, by: Person) -> Reading:
    """Record that this person reads the item and these papers of it, in the version that there is."""
    who, papers = standing(by, item.meeting.body), list(papers)
    guest = None if who.belongs else invitation_of(by, item)
    if guest is not None:
        require(may_read_as_guest(guest, papers))
    else:
        require(policy.may_read(who, item.meeting))
        require(policy.may_open_item(who, item))
        for paper in papers:
            require(policy.may_open_paper(who, paper))
    keys = sorted(str(paper.pk) for paper in papers)
    reading = Reading.objects.create(item=item, person=by, item_version=item.version, papers=keys, at=clock.now())
    append("agenda.item.read", by=by, about=item, body=item.meeting.body, content={"papers": keys})
    return reading


def invitation_of(person: Person, item: AgendaItem) -> ItemInvitation | None:
    found = ItemInvitation.objects.in_force().filter(person=person, item=item)
    return found.select_related("item__meeting__body", "person").first()
