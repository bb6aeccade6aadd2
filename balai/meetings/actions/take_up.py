"""Taking up: the chair opens an item for debate; the clock runs, and who asked for the floor stands on the list."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, Stage
from balai.ledger.log import Json, append
from balai.meetings import policy
from balai.meetings.models import Attendance, Presence, Speech
from balai.meetings.speaking import end_speech_in, put_on_list
from balai.meetings.votings import open_voting_of
from balai.people.models import Person


@action("meetings.take_up")
def take_up(item: AgendaItem, *, by: Person, nothing_open: bool = False) -> AgendaItem:
    """Open an item. Another item that is open goes back on the list: one at a time.

    Args:
        nothing_open: the chair's screen showed that no item was open; whoever else leads may have opened one meanwhile.
    """
    item, who = locked_item(item, by)
    verdict = policy.may_take_up(who, item)
    require(verdict)
    require(policy.no_voting_open(item.meeting, open_voting_of(item.meeting)))
    others = list(AgendaItem.objects.filter(meeting=item.meeting, stage=Stage.TAKEN_UP))
    if nothing_open:
        require(policy.nothing_taken_up_meanwhile(others, verdict.rule))
    put_back: list[Json] = [{"item": str(one.pk), "at": _begun(one)} for one in others]
    for other in others:
        other.stage, other.taken_up_at = Stage.LISTED, None  # its clock begins anew when it is taken up again
        other.save(update_fields=["stage", "taken_up_at"])
    item.stage, item.taken_up_at = Stage.TAKEN_UP, clock.now()
    item.save(update_fields=["stage", "taken_up_at"])
    ended = end_speech_in(item.meeting, item.taken_up_at)
    present = Attendance.objects.filter(meeting=item.meeting).exclude(presence=Presence.ABSENT)
    listed = put_on_list(
        item, by=by, present={one.seat: one.person for one in present.select_related("seat", "person")}
    )
    append(
        "meetings.item.taken_up",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={
            "meeting": str(item.meeting_id),
            "asked": [_told(one) for one in listed],
            "put_back": put_back,
            "ended": ended,
        },
    )
    changed("meetings.take_up", item.meeting, item, *others)
    return item


def _begun(item: AgendaItem) -> str:
    assert item.taken_up_at is not None  # it was taken up
    return item.taken_up_at.isoformat()


def _told(speech: Speech) -> dict[str, Json]:
    return {
        "speech": str(speech.pk),
        "seat": str(speech.seat_id),
        "person": str(speech.person_id),
        "at": speech.asked_at.isoformat(),
    }
