"""Who may do what to an agenda and its items: each answer carries its sentence and paragraph."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from balai import clock
from balai.agenda.access import shown_to
from balai.agenda.models import BEGUN, AgendaItem, Meeting, MeetingState, Paper, Position, Stage
from balai.people.models import Membership
from balai.people.standing import Audience, Standing
from balai.rules.access import Shown, law_of
from balai.rules.extraordinary import why_not_call
from balai.rules.stance import Stance
from balai.verdict import Verdict, bad_input, forbidden, not_now, yes
from balai.wording import sentence, spelled

ANSWERING = (MeetingState.PUBLISHED, MeetingState.CONFIRMED)


# The secretariat's work on the agenda -------------------------------------------------------------------------------


def may_convene(who: Standing, kind: str) -> Verdict:
    """The secretary convenes on the chair's behalf; so may the chair. Only kinds that the rules know are held."""
    rules = who.body.rules
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair convenes a meeting."), rules.agenda.rule)
    if getattr(rules.meeting_kinds, kind, None) is None:
        return bad_input(_("The rules of this body know no meeting of this kind."), rules.agenda.rule)
    return yes(rule=rules.agenda.rule)


@dataclass(frozen=True, slots=True)
class OutOfTurn:
    """Why a meeting is called out of turn, and whether under an emergency."""

    because: str
    emergency: bool = False


def may_convene_out_of_turn(who: Standing, starts_at: datetime, wanted: OutOfTurn) -> Verdict:
    """An extraordinary meeting, by whom and with the notice that the rules ask."""
    rules = who.body.rules
    roles = {"chair": who.is_chair, "secretary": who.is_secretary}
    callers = frozenset(role for role, held in roles.items() if held)
    why = why_not_call(rules, clock.now(), starts_at, callers=callers, emergency=wanted.emergency)
    law = rules.extraordinary
    if why is not None:
        says_who = law is not None and not callers & set(law.called_by)
        return (forbidden if says_who else bad_input)(f"{sentence(why)}.", why.rule)
    assert law is not None
    if not wanted.because.strip():
        return bad_input(_("Say why the meeting is called out of turn: the reason stands in the minutes."), law.rule)
    return yes(rule=law.rule)


def may_build(who: Standing, meeting: Meeting) -> Verdict:
    """The agenda is the secretary's to build until the chair has confirmed it."""
    rule = who.body.rules.agenda.rule
    if not who.is_secretary:
        return forbidden(_("Only the secretary builds the agenda."), rule)
    if meeting.state == MeetingState.CONFIRMED:
        return not_now(_("The agenda is confirmed. The chair can reopen it."), rule)
    if meeting.state in BEGUN:
        return not_now(_("The meeting has begun; its agenda no longer changes here."), rule)
    return yes(rule=rule)


def may_change_item(who: Standing, item: AgendaItem) -> Verdict:
    """As the agenda as a whole, and only while the item is pending."""
    if not (verdict := may_build(who, item.meeting)):
        return verdict
    if item.stage != Stage.LISTED:
        return not_now(_("This item is no longer on the agenda."), verdict.rule)
    return verdict


def may_remove_item(who: Standing, item: AgendaItem) -> Verdict:
    """Only what no member has seen is removed; anything else is withdrawn and stays visible as such."""
    if not (verdict := may_change_item(who, item)):
        return verdict
    if item.meeting.state != MeetingState.DRAFT:
        return not_now(_("Members have seen this item: it can be withdrawn, not removed."), verdict.rule)
    return verdict


def may_renew_papers(who: Standing, item: AgendaItem) -> Verdict:
    """Papers may be renewed until the meeting opens, confirmed agenda or not; positions given before become stale."""
    rule = who.body.rules.agenda.rule
    if not who.is_secretary:
        return forbidden(_("Only the secretary adds papers."), rule)
    if item.meeting.state in BEGUN:
        return not_now(_("The meeting has begun; papers are no longer exchanged."), rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is no longer on the agenda."), rule)
    return yes(rule=rule)


def may_publish(who: Standing, meeting: Meeting) -> Verdict:
    if not (verdict := may_build(who, meeting)):
        return verdict
    if not meeting.items.exists():
        return not_now(_("An agenda without items cannot be published."), verdict.rule)
    return verdict


def may_confirm(who: Standing, meeting: Meeting) -> Verdict:
    """The chair confirms the agenda (Estonia: on Wednesday for Thursday), or the secretary where the rules say so."""
    rule = who.body.rules.agenda.rule
    if not (verdict := _confirms(who)):
        return verdict
    if meeting.state == MeetingState.DRAFT:
        return not_now(_("The agenda has not been published to the members yet."), rule)
    if meeting.state != MeetingState.PUBLISHED:
        return not_now(_("The agenda is already confirmed."), rule)
    return yes(rule=rule)


def _confirms(who: Standing) -> Verdict:
    rules = who.body.rules.agenda
    if rules.confirmed_by == "secretary":
        return (
            yes(rule=rules.rule)
            if who.is_secretary
            else forbidden(_("Only the secretary confirms the agenda."), rules.rule)
        )
    return yes(rule=rules.rule) if who.is_chair else forbidden(_("Only the chair confirms the agenda."), rules.rule)


def may_reopen_agenda(who: Standing, meeting: Meeting) -> Verdict:
    rule = who.body.rules.agenda.rule
    if not (verdict := _confirms(who)):
        return verdict
    if meeting.state != MeetingState.CONFIRMED:
        return not_now(_("Only a confirmed agenda can be reopened, and only before the meeting."), rule)
    return yes(rule=rule)


def may_withdraw_before(who: Standing, item: AgendaItem) -> Verdict:
    """The submitter may withdraw at any stage (Latvia, Regulation 606, p. 81); the secretary on their behalf."""
    rule = who.body.rules.agenda.rule
    submits = item.submitter_id is not None and item.submitter_id in who.organizations and bool(who.seats)
    if not (who.is_secretary or submits):
        return forbidden(_("Only the submitter or the secretary withdraws an item."), rule)
    if item.meeting.state in BEGUN:
        return not_now(_("The meeting has begun: ask the chair to withdraw the item."), rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is no longer on the agenda."), rule)
    return yes(rule=rule)


# The members' answers -----------------------------------------------------------------------------------------------


def may_answer(who: Standing, meeting: Meeting, seat: Membership | None) -> Verdict:
    """A deciding member, or who stands in for one, between publication and the deadline."""
    rules = who.body.rules.positions
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body give positions."), rules.rule)
    if meeting.state == MeetingState.DRAFT:
        return not_now(_("The agenda has not been published to the members yet."), rules.rule)
    if meeting.state not in ANSWERING:
        return not_now(
            _("The meeting has begun: positions are closed. In the meeting you can ask to open an item."), rules.rule
        )
    if clock.now() > meeting.positions_close_at:
        said = _("Positions closed on %(moment)s.") % {"moment": moment(meeting.positions_close_at)}
        return not_now(said, rules.rule)
    return yes(rule=rules.rule)


def may_mark_position(
    who: Standing, item: AgendaItem, seat: Membership | None, *, recused: bool, seen_version: int
) -> Verdict:
    """On an item still on the agenda, by a member who is not recused, on the version that they read."""
    if not (verdict := may_answer(who, item.meeting, seat)):
        return verdict
    return takes_position(item, verdict, recused=recused, seen_version=seen_version)


def takes_position(item: AgendaItem, verdict: Verdict, *, recused: bool, seen_version: int) -> Verdict:
    """Whether this item does, where the meeting's verdict on the seat was yes."""
    rule = verdict.rule
    if item.stage == Stage.WITHDRAWN:
        return not_now(_("This item has been withdrawn; it takes no positions."), rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is settled; it takes no positions."), rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you give no position on it."), rule)
    if seen_version != item.version:
        said = _(
            "The papers changed while you were reading: you read version %(seen)s, "
            "now it is version %(now)s. Look again."
        )
        return not_now(said % {"seen": seen_version, "now": item.version}, rule)
    return verdict


def not_answered_meanwhile(current: Position | None, seen: int | None, rule: str) -> Verdict:
    """Two tablets, one minister: the later answer must have seen the earlier. `seen` None: no state was shown."""
    if seen is None or seen == (current.pk if current else 0):
        return yes(rule=rule)
    return not_now(
        _("This item was answered a moment ago on another device. Look at that answer, then mark again if you wish."),
        rule,
    )


def may_recuse(who: Standing, item: AgendaItem, seat: Membership | None, meeting: Meeting | None = None) -> Verdict:
    rule = who.body.rules.quorum.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body recuse themselves."), rule)
    if (meeting or item.meeting).state in (MeetingState.DRAFT, MeetingState.CLOSED):
        return not_now(
            _("A recusal is declared between the publication of the agenda and the end of the meeting."), rule
        )
    if not item.pending:
        return not_now(_("This item is settled."), rule)
    return yes(rule=rule)


def may_end_recusal(who: Standing, item: AgendaItem, seat: Membership | None, declared_by: UUID | None) -> Verdict:
    """As declaring it. What the member declared in person is not undone by who stands in for them."""
    if not (verdict := may_recuse(who, item, seat)):
        return verdict
    if seat is not None and declared_by == seat.person_id and not who.holds_in_person(seat):
        return forbidden(_("The member recused themselves in person; only the member ends it."), verdict.rule)
    return verdict


def may_ask_for_floor(who: Standing, item: AgendaItem, meeting: Meeting | None = None) -> Verdict:
    """Participants with the right to speak (Estonia: chancellor of justice, auditor general) ask for the floor."""
    rule = who.body.rules.positions.rule
    if who.speaker_seat is None:
        return forbidden(_("Only participants with the right to speak ask for the floor here."), rule)
    if (meeting or item.meeting).state in (MeetingState.DRAFT, MeetingState.CLOSED) or not item.pending:
        return not_now(
            _("The floor can be asked for between the publication of the agenda and the item's decision."), rule
        )
    if item.stage == Stage.TAKEN_UP:
        return not_now(_("This item is in debate: ask for the floor on the meeting page."), rule)
    return yes(rule=rule)


def may_ask_to_open(
    who: Standing, item: AgendaItem, seat: Membership | None, meeting: Meeting | None = None, *, recused: bool
) -> Verdict:
    """In the meeting, before the block is adopted, any member can have an item opened in which they take part."""
    rule = who.body.rules.block.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body ask to open an item."), rule)
    if (meeting or item.meeting).state != MeetingState.OPEN:
        return not_now(_("Before the meeting give a position; during it you can ask to open an item."), rule)
    if item.stage != Stage.LISTED:
        return not_now(_("This item is settled or already open."), rule)
    if recused:
        return forbidden(_("You have recused yourself from this item; you do not have it opened."), rule)
    return yes(rule=rule)


def may_withdraw_objection(
    who: Standing, item: AgendaItem, seat: Membership | None, stance: Stance | None, meeting: Meeting | None = None
) -> Verdict:
    """In the meeting, of one's own seat, while the item is pending. `stance`: what the seat says on the item now."""
    rule = who.body.rules.block.rule
    if seat is None or not seat.decides or not who.holds(seat):
        return forbidden(_("Only members of this body withdraw an objection of theirs."), rule)
    if (meeting or item.meeting).state != MeetingState.OPEN:
        return not_now(_("An objection is withdrawn in the meeting; before it you change your position."), rule)
    if not item.pending:
        return not_now(_("This item is settled."), rule)
    if stance != Stance.OBJECTION:
        return not_now(_("You have no objection on this item."), rule)
    return yes(rule=rule)


def may_read(who: Standing, meeting: Meeting) -> Verdict:
    """Members and participants read an agenda once published; the secretariat always. Others are told nothing (404)."""
    if not who.belongs:
        return forbidden(_("This meeting is not yours to read."))
    if meeting.state == MeetingState.DRAFT and not (who.is_secretary or who.is_chair):
        return forbidden(_("The agenda has not been published to the members yet."))
    return yes()


def sees_others_positions(who: Standing, meeting: Meeting) -> bool:
    """Whether the rules show this reader what the members say."""
    return audience_sees_positions(who.audience, meeting)


def audience_sees_positions(audience: Audience, meeting: Meeting) -> bool:
    """The secretariat always sees what the members say; members and advisers when the rules show it; nobody else."""
    if audience == Audience.SECRETARIAT:
        return True
    if audience not in (Audience.MEMBER, Audience.ADVISER):
        return False
    visible = meeting.body.rules.positions.visible
    if visible == "always":
        return True
    if visible == "after_deadline":
        return clock.now() > meeting.positions_close_at or meeting.state in BEGUN
    return visible == "after_opening" and meeting.state in BEGUN


def may_open_item(who: Standing, item: AgendaItem, what: Shown | None = None) -> Verdict:
    """Who may read the meeting reads its items, but for those whose access is restricted."""
    if (what or shown_to(who, item)) == Shown.WHOLE:
        return yes()
    said = _("Access to this item is restricted: %(ground)s.")
    return forbidden(said % {"ground": item.access_ground.rstrip(".")}, law_of(who.body.rules).rule)


def may_open_paper(who: Standing, paper: Paper) -> Verdict:
    """Besides its item, which must be open to the reader too."""
    if shown_to(who, paper) == Shown.WHOLE:
        return yes()
    said = _("Access to this paper is restricted: %(ground)s.")
    return forbidden(said % {"ground": paper.access_ground.rstrip(".")}, law_of(who.body.rules).rule)


def may_restrict(who: Standing, item: AgendaItem) -> Verdict:
    """The secretariat and the chair say who may read an item, before the meeting and after it."""
    rule = law_of(who.body.rules).rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary or the chair restricts access."), rule)
    return yes(rule=rule)


def may_choose_order(order: str) -> Verdict:
    if order not in ("for_me", "official", "kind"):
        return bad_input(_("There is no such order of items."))
    return yes()


def moment(at: datetime) -> str:
    return spelled(localtime(at), "j F Y, H:i")
