"""Who may write, circulate, object to, answer, confirm and read the minutes; by the body's rules."""

from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.models import BEGUN, AgendaItem, Meeting, MeetingKind, MeetingState
from balai.minutes.models import Minutes, Objection
from balai.people.models import Membership
from balai.people.standing import Standing
from balai.rules.minutes import Act, State, after, law_of, why_not_confirm, why_not_dissent, why_not_object
from balai.rules.minutes import are_public as published
from balai.rules.words import NotPossible, Reason
from balai.verdict import Verdict, forbidden, not_now, yes
from balai.wording import sentence

DECIDED = ("adopted", "amended", "rejected", "agreed")


def state_of(minutes: Minutes | None) -> State:
    return minutes.state if minutes else State.DRAFT


def may_read_minutes(who: Standing, meeting: Meeting) -> Verdict:
    """Everybody of the body, from the opening on; `may_read_text` says whether there is a text for them yet."""
    rule = law_of(who.body.rules).rule
    if meeting.state not in BEGUN:
        return not_now(_("There are no minutes before the meeting is opened."), rule)
    return yes(rule=rule)


def may_read_text(who: Standing, minutes: Minutes | None) -> Verdict:
    """Those who write the minutes; everybody else of the body once they are circulated."""
    rule = law_of(who.body.rules).rule
    if minutes is None and not _keeps(who):
        return forbidden(_("The minutes have not been circulated yet."), rule)
    return yes(rule=rule)


def are_public(meeting: Meeting, minutes: Minutes | None) -> bool:
    """Whether the public reads these minutes: confirmed ones, by the rules, and never those of a consultation."""
    confirmed = state_of(minutes) == State.CONFIRMED and meeting.kind != MeetingKind.CONSULTATIVE
    return confirmed and published(meeting.body.rules, meeting.kind)


def _keeps(who: Standing) -> bool:
    """The secretary writes the minutes; the chair, who answers for them, may too, and reads every item."""
    return who.is_secretary or who.is_chair


def _goes_on(who: Standing, minutes: Minutes | None, act: Act) -> Verdict:
    law = law_of(who.body.rules)
    try:
        after(state_of(minutes), act)
    except NotPossible as error:
        return not_now(f"{sentence(error.reason)}.", law.rule)
    return yes(rule=law.rule)


def _refusal(reason: Reason | None, verdict: Verdict) -> Verdict:
    return not_now(f"{sentence(reason)}.", reason.rule) if reason else verdict


def may_write(who: Standing, meeting: Meeting, minutes: Minutes | None) -> Verdict:
    rule = law_of(who.body.rules).rule
    if not _keeps(who):
        return forbidden(_("Only the secretary and the chair write the minutes."), rule)
    if meeting.state not in BEGUN:
        return not_now(_("There are no minutes before the meeting is opened."), rule)
    return _goes_on(who, minutes, Act.WRITE)


def may_circulate(who: Standing, meeting: Meeting, minutes: Minutes | None) -> Verdict:
    rule = law_of(who.body.rules).rule
    if not who.is_secretary:
        return forbidden(_("Only the secretary circulates the minutes."), rule)
    if not (verdict := _goes_on(who, minutes, Act.CIRCULATE)):
        return verdict
    if meeting.state != MeetingState.CLOSED:
        return not_now(_("The meeting is not closed yet."), rule)
    return verdict


def may_object(who: Standing, minutes: Minutes | None, seat: Membership | None, *, was_there: bool) -> Verdict:
    """`was_there`: the seat was taken at some time of the meeting."""
    rules = who.body.rules
    if seat is None or not who.holds(seat) or not seat.decides:
        return forbidden(_("Only members object to the minutes."), law_of(rules).rule)
    if not (verdict := _goes_on(who, minutes, Act.OBJECT)):
        return verdict
    assert minutes is not None  # a draft cannot be objected to
    return _refusal(why_not_object(rules, clock.now(), minutes.objections_until, was_there=was_there), verdict)


def may_answer_objection(who: Standing, objection: Objection) -> Verdict:
    rule = law_of(who.body.rules).rule
    if not _keeps(who):
        return forbidden(_("Only the secretary and the chair answer objections to the minutes."), rule)
    if not (verdict := _goes_on(who, objection.minutes, Act.ANSWER)):
        return verdict
    if objection.accepted is not None:
        return not_now(_("This objection has been answered already."), rule)
    return verdict


def may_confirm_minutes(who: Standing, minutes: Minutes | None) -> Verdict:
    """Silence is noted by the secretary or the chair; otherwise the chair confirms."""
    rules = who.body.rules
    law = law_of(rules)
    if law.confirmed_by == "silence" and not _keeps(who):
        return forbidden(_("Only the secretary and the chair note that the minutes are confirmed."), law.rule)
    if law.confirmed_by != "silence" and not who.is_chair:
        return forbidden(_("Only the chair confirms the minutes."), law.rule)
    if not (verdict := _goes_on(who, minutes, Act.CONFIRM)):
        return verdict
    assert minutes is not None  # a draft cannot be confirmed
    unanswered = minutes.objections.filter(accepted=None).count()
    met_again = Meeting.objects.filter(body=who.body, opened_at__gt=minutes.meeting.closed_at).exists()
    ends = minutes.objections_until
    reason = why_not_confirm(rules, clock.now(), ends, unanswered=unanswered, met_again=met_again)
    return _refusal(reason, verdict)


def may_attach_dissent(
    who: Standing,
    item: AgendaItem,
    seat: Membership | None,
    minutes: Minutes | None,
    *,
    takes_part: bool,
    attached: bool,
) -> Verdict:
    """A member who took part in what was decided, once. `takes_part`: was there, and is not apart from this item."""
    rules = who.body.rules
    rule = law_of(rules).rule
    if seat is None or not who.holds(seat) or not seat.decides:
        return forbidden(_("Only members attach a dissent."), rule)
    ends, closed = (minutes.objections_until if minutes else None), item.meeting.state == MeetingState.CLOSED
    reason = why_not_dissent(rules, clock.now(), state_of(minutes), ends, closed=closed)
    if reason is not None:
        return _refusal(reason, yes(rule=rule))
    if item.stage not in DECIDED:
        return not_now(_("Nothing has been decided on this item."), rule)
    if not takes_part:
        return forbidden(_("Only members who took part in the item attach a dissent to it."), rule)
    if attached:
        return not_now(_("A dissent of this member is attached to this item already."), rule)
    return yes(rule=rule)
