"""Putting a motion to the vote: an open vote on the motion itself, with the same machinery as a vote on an item."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.motions.models import Motion
from balai.meetings.actions.open_voting import begin_voting, enter_opening
from balai.meetings.fetch import locked_motion
from balai.meetings.hall import apart_from, hall
from balai.meetings.models import Voting
from balai.meetings.motion_policy import may_put_motion
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.rules.voting import Form


@action("meetings.put_motion")
def put_motion(motion: Motion, *, by: Person, form: Form = Form.OPEN) -> Voting:
    """Open a vote on a motion. What is voted on stands with the vote."""
    motion, who = locked_motion(motion, by)
    item, meeting = motion.item, motion.item.meeting
    room, apart = hall(meeting), apart_from(item)
    verdict = may_put_motion(who, motion, room, apart, open_voting_of(meeting), form)
    require(verdict)
    voting = Voting(item=item, meeting=meeting, motion=motion, text=dict(motion.text), opened_at=clock.now(), form=form)
    said = begin_voting(voting, room, apart, None)
    enter_opening(voting, said, by=by, who=who, rule=verdict.rule)
    changed("meetings.put_motion", meeting, item)
    return voting
