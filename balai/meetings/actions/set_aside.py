"""Setting aside in the meeting: an item is postponed or withdrawn; nothing is decided on the matter."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, Stage
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.speaking import end_speech_on
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.verdict import bad_input

SET_ASIDE = (Stage.POSTPONED, Stage.WITHDRAWN)


@action("meetings.set_aside")
def set_aside(item: AgendaItem, *, stage: Stage, because: str, by: Person) -> AgendaItem:
    """Postpone or withdraw an item; the reason stands in the record and may be empty."""
    item, who = locked_item(item, by)
    verdict = policy.may_settle(who, item, open_voting_of(item.meeting))
    require(verdict)
    if stage not in SET_ASIDE:
        require(bad_input(_("An item can be postponed or withdrawn here."), verdict.rule))
    item.stage, item.settled_at = stage, clock.now()
    item.save(update_fields=["stage", "settled_at"])
    ended = end_speech_on(item, item.settled_at)
    append(
        f"meetings.item.{stage}",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={"because": because.strip(), "ended": ended},
    )
    changed("meetings.set_aside", item.meeting, item)
    return item
