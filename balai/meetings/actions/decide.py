"""Deciding one item: the chair states what was decided after debate: adopted, adopted amended, or rejected."""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem, MeetingKind, Stage
from balai.agenda.picture import triage_of
from balai.decisions.models import Decision, Outcome, Way
from balai.decisions.record import record_decisions
from balai.ledger.log import append
from balai.meetings import policy
from balai.meetings.drafting_policy import adopts_what_stands, amends_what_stands
from balai.meetings.hall import Hall, apart_from, hall
from balai.meetings.motions import open_numbers
from balai.meetings.speaking import end_speech_on
from balai.meetings.voting_policy import may_decide_without_vote
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.verdict import bad_input
from balai.words import Words

STAGES = {Outcome.ADOPTED: Stage.ADOPTED, Outcome.AMENDED: Stage.AMENDED, Outcome.REJECTED: Stage.REJECTED}


@action("meetings.decide")
def decide(
    item: AgendaItem, *, outcome: Outcome, by: Person, text: Words | None = None, seen: int | None = None
) -> AgendaItem:
    """State the decision on an item.

    Args:
        text: what is decided; an amended decision needs one.
        seen: the number of the text that stood when it was written, 0 for none; None where no text was shown.
    """
    item, who = locked_item(item, by)
    meeting = item.meeting
    room, apart = hall(meeting), apart_from(item)
    verdict = policy.may_decide(who, item, room, apart, open_voting_of(meeting), triage_of(item), open_numbers(item))
    require(verdict)
    require(may_decide_without_vote(who, item))
    require(may_bind_as(meeting.body))
    if outcome == Outcome.AMENDED and not any((text or {}).values()):
        require(bad_input(_("Write the text as amended: it is what the cabinet decides."), verdict.rule))
    if outcome == Outcome.AMENDED:
        require(amends_what_stands(item, seen, verdict.rule))
    if outcome == Outcome.ADOPTED:
        require(adopts_what_stands(item, verdict.rule))
    written = {code: said for code, said in (text or {}).items() if said}
    decided = written if outcome == Outcome.AMENDED else {**item.ask, **written}
    formal = policy.decides_formally(meeting, room.rules)
    now = clock.now()
    item.stage = STAGES[outcome] if formal or outcome == Outcome.REJECTED else Stage.AGREED
    item.settled_at = now
    item.save(update_fields=["stage", "settled_at"])
    ended = end_speech_on(item, now)
    if formal:
        draft = _decision(item, outcome, decided, room, apart)
        record_decisions(meeting, [draft], at=now, by=by, seat=who.chair_seat)
    append(
        "meetings.item.decided",
        by=by,
        about=item,
        body=meeting.body,
        seat=who.chair_seat,
        rule=verdict.rule,
        content={
            "outcome": outcome,
            "text": dict(decided),
            "present": sorted(room.present),
            "apart": sorted(apart),
            "ended": ended,
        },
    )
    changed("meetings.decide", meeting, item)
    return item


def _decision(item: AgendaItem, outcome: Outcome, text: Words, room: Hall, apart: frozenset[str]) -> Decision:
    """How it was decided: by the one who decides, by agreement before an electronic session, or after debate."""
    law = room.rules.majority.of(item.kind)
    way = Way.BY_DECIDER if law.kind == "one_decider" else Way.AFTER_DEBATE
    if item.meeting.kind == MeetingKind.ELECTRONIC:
        way = Way.ELECTRONIC
    reasons = [reason.as_dict() for reason in room.quorum(apart).reasons]
    return Decision(item=item, outcome=outcome, way=way, text=text, rule=law.rule, reasons=reasons)
