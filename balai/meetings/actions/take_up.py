"""Taking up: the chair opens an item for debate; the clock runs."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, Stage
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.votings import open_voting_of
from balai.people.models import Person


@action("meetings.take_up")
def take_up(item: AgendaItem, *, by: Person) -> AgendaItem:
    """Open an item. Another item that is open goes back on the list: one at a time."""
    item, who = locked_item(item, by)
    verdict = policy.may_take_up(who, item)
    require(verdict)
    require(policy.no_voting_open(item.meeting, open_voting_of(item.meeting)))
    others = list(AgendaItem.objects.filter(meeting=item.meeting, stage=Stage.TAKEN_UP))
    for other in others:
        other.stage, other.taken_up_at = Stage.LISTED, None  # its clock begins anew when it is taken up again
        other.save(update_fields=["stage", "taken_up_at"])
    item.stage, item.taken_up_at = Stage.TAKEN_UP, clock.now()
    item.save(update_fields=["stage", "taken_up_at"])
    append("meetings.item.taken_up", by=by, about=item, body=item.meeting.body, seat=who.chair_seat, rule=verdict.rule)
    changed("meetings.take_up", item.meeting, item, *others)
    return item
