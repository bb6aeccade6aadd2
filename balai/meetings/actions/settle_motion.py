"""Settling a motion without a vote: taken over, not taken over where no vote is taken, or fallen with another one."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.motions.models import Motion
from balai.ledger.log import Json, append
from balai.meetings.drafting import put_in_draft
from balai.meetings.fetch import locked_motion
from balai.meetings.motion_policy import may_settle_motion, settles_for
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.rules.motions import MotionState, Settling


@action("meetings.settle_motion")
def settle_motion(motion: Motion, *, how: Settling, by: Person, because: str = "") -> Motion:
    """What is taken over becomes the text to be decided; the item itself stays open."""
    motion, who = locked_motion(motion, by)
    item = motion.item
    others = Motion.objects.filter(item=item)
    verdict = may_settle_motion(who, motion, how, others, open_voting_of(item.meeting))
    require(verdict)
    require(settles_for(how, because, verdict.rule))
    motion.state, motion.settled_at, motion.settled_because = MotionState(how), clock.now(), because.strip()
    motion.save(update_fields=["state", "settled_at", "settled_because"])
    said: dict[str, Json] = {"motion": str(motion.pk), "number": motion.number, "because": motion.settled_because}
    if how == Settling.TAKE_OVER:
        said |= {"text": dict(motion.text), "before": put_in_draft(item, motion.text, by)}
    append(
        f"meetings.motion.{how}",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content=said,
    )
    changed("meetings.settle_motion", item.meeting, item)
    return motion
