"""Proposing: a member moves another text of the decision on an item; it binds nobody until it is settled."""

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import is_recused, locked_item
from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
from balai.ledger.log import append
from balai.meetings.drafting import text_of
from balai.meetings.models import Attendance
from balai.meetings.motion_policy import has_motions_left, may_propose_motion, proposes
from balai.meetings.votings import open_voting_of
from balai.people.models import Membership, Person
from balai.words import Words


@action("meetings.propose_motion")
def propose_motion(item: AgendaItem, text: Words, *, seat: Membership | None, by: Person, because: str = "") -> Motion:
    """Put a motion on the item under its next number."""
    item, who = locked_item(item, by)
    noted = Attendance.objects.filter(meeting=item.meeting, seat=seat).first() if seat else None
    recused = seat is not None and is_recused(item, seat)
    verdict = may_propose_motion(who, item, seat, noted, recused=recused, open_voting=open_voting_of(item.meeting))
    require(verdict)
    assert seat is not None  # the policy refuses to let nobody propose
    written = {code: said.strip() for code, said in text.items() if said.strip()}
    others = list(Motion.objects.filter(item=item).order_by("number"))
    still_open = [one for one in others if one.is_open]
    if (again := next((one for one in still_open if one.seat_id == seat.pk and one.text == written), None)) is not None:
        nothing_changed()  # sent twice
        return again
    require(has_motions_left(who, others, seat))
    require(proposes(written, because, text_of(item), still_open, verdict.rule))
    motion = Motion.objects.create(
        item=item,
        number=others[-1].number + 1 if others else 1,
        seat=seat,
        proposed_by=by,
        proposed_at=clock.now(),
        text=written,
        because=because.strip(),
    )
    append(
        "meetings.motion.proposed",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={
            "motion": str(motion.pk),
            "number": motion.number,
            "text": dict(motion.text),
            "because": motion.because,
        },
    )
    changed("meetings.propose_motion", item.meeting, item, person=by)
    return motion
