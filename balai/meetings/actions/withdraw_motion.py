"""Withdrawing a motion: whoever proposed it takes it back before it is settled."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.motions.models import Motion
from balai.agenda.motions.policy import may_withdraw_motion
from balai.ledger.log import append
from balai.meetings.fetch import locked_motion
from balai.meetings.motion_policy import not_voted_on
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.rules.motions import MotionState


@action("meetings.withdraw_motion")
def withdraw_motion(motion: Motion, *, by: Person) -> Motion:
    """Take it back; its number is not given again."""
    motion, who = locked_motion(motion, by)
    item = motion.item
    verdict = may_withdraw_motion(who, motion, item)
    require(verdict)
    require(not_voted_on(motion, open_voting_of(item.meeting), verdict.rule))
    motion.state, motion.settled_at = MotionState.WITHDRAWN, clock.now()
    motion.save(update_fields=["state", "settled_at"])
    append(
        "meetings.motion.withdrawn",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=motion.seat,
        rule=verdict.rule,
        content={"motion": str(motion.pk), "number": motion.number},
    )
    changed("meetings.withdraw_motion", item.meeting, item, person=by)
    return motion
