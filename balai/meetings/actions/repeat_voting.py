"""Repeating a vote: the result that was counted is replaced, and the same question is voted on again."""

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.models import Stage
from balai.agenda.policy import may_open_item
from balai.decisions.models import Decision
from balai.ledger.log import append
from balai.meetings.actions.open_voting import begin_voting
from balai.meetings.ballots.ahead import ahead
from balai.meetings.hall import apart_from, hall
from balai.meetings.keys_ahead import Keys, give_up, make_keys
from balai.meetings.models import Voting
from balai.meetings.voting_policy import is_last_dealt_with, may_repeat_voting, repeats_for
from balai.meetings.votings import locked_voting
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import standing
from balai.rules.voting import Form, RepeatGround


def repeat_voting(voting: Voting, *, ground: RepeatGround, because: str, by: Person) -> Voting:
    """Open the vote again in the same form. The earlier result stays in the record and in the minutes as replaced."""
    if voting.form != Form.SECRET:
        return _repeat(voting, None, ground=ground, because=because, by=by)
    return ahead(
        lambda: _keys(voting, by),
        lambda keys: _repeat(voting, keys, ground=ground, because=because, by=by),
        left=give_up,
    )


def _keys(voting: Voting, by: Person) -> Keys | None:
    """None: it is not repeated, as things are."""
    before = Voting.objects.select_related("item", "meeting__body").get(pk=voting.pk)
    who, room, apart = standing(by, before.meeting.body), hall(before.meeting), apart_from(before.item)
    last = is_last_dealt_with(before.meeting, before)
    return make_keys(room) if may_repeat_voting(who, before, room, apart, last=last) else None


@action("meetings.repeat_voting")
def _repeat(voting: Voting, keys: Keys | None, *, ground: RepeatGround, because: str, by: Person) -> Voting:
    """The result that was counted is replaced, and the same question is voted on again."""
    before = locked_voting(voting)
    meeting, item = before.meeting, before.item
    who, room, apart = standing(by, meeting.body), hall(meeting), apart_from(item)
    verdict = may_repeat_voting(who, before, room, apart, last=is_last_dealt_with(meeting, before))
    require(verdict)
    require(repeats_for(who, ground, because))
    require(may_open_item(who, item))
    require(may_bind_as(meeting.body))
    now = clock.now()
    replaced = Decision.objects.standing().filter(item=item).first()
    Decision.objects.standing().filter(item=item).update(replaced_at=now)
    item.stage, item.settled_at, item.taken_up_at = Stage.TAKEN_UP, None, now
    item.save(update_fields=["stage", "settled_at", "taken_up_at"])
    again = Voting(
        item=item,
        meeting=meeting,
        text=before.text,
        opened_at=now,
        form=before.form,
        repeats=before,
        because=because.strip(),
    )
    said = begin_voting(again, room, apart, keys)
    append(
        "meetings.voting.repeated",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content=said
        | {
            "repeats": str(before.pk),
            "decision": str(replaced.pk) if replaced else None,
            "ground": ground,
            "because": again.because,
        },
    )
    changed("meetings.repeat_voting", meeting, item)
    return again
