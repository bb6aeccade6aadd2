"""The life of the minutes: written, circulated, objected to, confirmed; by the body's rules.

Latvia, Regulation No 606: signed by the chair (p. 146), objections within two working days (p. 147), a separate
opinion before the session ends (p. 139).
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from balai.rules.calendar import deadline
from balai.rules.procedure import MinutesRules, Rules
from balai.rules.words import NotPossible, Reason
from balai.rules.words import gettext_noop as _


class State(StrEnum):
    """Where the minutes stand."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    CONFIRMED = "confirmed"


class Act(StrEnum):
    WRITE = "write"
    CIRCULATE = "circulate"
    OBJECT = "object"
    ANSWER = "answer"
    CONFIRM = "confirm"


# fmt: off
LIFE: dict[tuple[State, Act], State] = {
    (State.DRAFT,      Act.WRITE):     State.DRAFT,
    (State.DRAFT,      Act.CIRCULATE): State.CIRCULATED,
    (State.CIRCULATED, Act.OBJECT):    State.CIRCULATED,
    (State.CIRCULATED, Act.ANSWER):    State.CIRCULATED,
    (State.CIRCULATED, Act.CONFIRM):   State.CONFIRMED,
}
# fmt: on
_REFUSALS = {
    State.DRAFT: _("The minutes have not been circulated yet"),
    State.CIRCULATED: _("The minutes are circulated: they change only by corrections"),
    State.CONFIRMED: _("The minutes are confirmed: they do not change any more"),
}


def after(state: State, act: Act) -> State:
    """The state that the act leads to.

    Raises:
        NotPossible: from this state the act leads nowhere.
    """
    try:
        return LIFE[state, act]
    except KeyError:
        raise NotPossible(Reason(_REFUSALS[state])) from None


def law_of(rules: Rules) -> MinutesRules:
    """The body's rules on minutes; without a section there is no term, and the chair confirms."""
    return rules.minutes or MinutesRules(rule=rules.agenda.rule)


def are_public(rules: Rules, kind: str) -> bool:
    """Whether the public reads confirmed minutes of this kind of meeting (its public items)."""
    meeting = getattr(rules.meeting_kinds, kind, None)
    return law_of(rules).published or (meeting is not None and not meeting.closed)


def objections_end(rules: Rules, circulated_at: datetime) -> datetime | None:
    """The first moment at which nobody can object any more: the end of the term's last day; None without a term.

    Args:
        circulated_at: in the body's own time zone (working days are that place's days).
    """
    if circulated_at.tzinfo is None:
        raise ValueError("the moment needs a time zone")
    if not (days := law_of(rules).objections_working_days):
        return None
    last: date = deadline(circulated_at.date(), days, rules.country, rules.subdivision)
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=circulated_at.tzinfo)


def why_not_object(rules: Rules, at: datetime, ends: datetime | None, *, was_there: bool) -> Reason | None:
    """What stands against a member's objection to circulated minutes, or None."""
    law = law_of(rules)
    if ends is None:
        return Reason(_("The rules set no term for objections to the minutes"), law.rule)
    if at >= ends:
        return Reason(_("The term for objections to the minutes is over"), law.rule)
    if law.objections_by == "present" and not was_there:
        return Reason(_("Only members who were at the meeting object to its minutes"), law.rule)
    return None


def why_not_confirm(
    rules: Rules, at: datetime, ends: datetime | None, *, unanswered: int, met_again: bool
) -> Reason | None:
    """What stands against confirming circulated minutes, or None.

    Args:
        unanswered: objections that nobody has answered.
        met_again: a later meeting of the body has been opened.
    """
    law = law_of(rules)
    if ends is not None and at < ends:
        return Reason(_("The term for objections to the minutes is not over"), law.rule)
    if unanswered:
        return Reason(_("Objections without an answer: {count}"), law.rule, values={"count": unanswered})
    if law.confirmed_by == "next_meeting" and not met_again:
        return Reason(_("The minutes are confirmed in the next meeting of this body"), law.rule)
    return None


def why_not_dissent(rules: Rules, at: datetime, state: State, ends: datetime | None, *, closed: bool) -> Reason | None:
    """What stands against attaching a dissent, or None.

    Args:
        ends: of the term for objections, where the minutes are circulated.
        closed: the meeting is closed.
    """
    law = law_of(rules)
    if law.dissents_until == "never":
        return Reason(_("The rules of this body know no dissents in the minutes"), law.rule)
    if state == State.CONFIRMED:
        return Reason(_REFUSALS[state], law.rule)
    if law.dissents_until == "closing" and closed:
        return Reason(_("A dissent is attached before the meeting is closed"), law.rule)
    if state == State.CIRCULATED and (ends is None or at >= ends):
        return Reason(_("A dissent is attached before the term for objections is over"), law.rule)
    return None
