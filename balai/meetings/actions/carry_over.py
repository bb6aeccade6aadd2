"""Carrying over: what an electronic session does not decide goes to a named meeting, with its papers, in one act."""

from balai import clock
from balai.action import action, require
from balai.agenda.access import seen_by
from balai.agenda.actions.add_item import ItemDraft, enter
from balai.agenda.actions.add_paper import copy_paper
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_meeting
from balai.agenda.models import AgendaItem, Meeting, MeetingState, Stage
from balai.agenda.motions.models import Motion
from balai.agenda.picture import picture
from balai.agenda.policy import may_open_item
from balai.ledger.log import append
from balai.meetings.carrying import falling, tracks_of
from balai.meetings.carrying_policy import may_carry_over, may_take_items
from balai.meetings.hall import hall
from balai.people.models import Person
from balai.people.sign_in_policy import may_bind_as
from balai.people.standing import Standing, standing
from balai.rules.access import Shown
from balai.rules.stance import Track


@action("meetings.carry_over")
def carry_over(session: Meeting, *, to: Meeting, by: Person) -> tuple[AgendaItem, ...]:
    """Postpone these items here and put them on the other agenda; a session without a quorum ends with it."""
    first, second = sorted((session, to), key=lambda one: one.pk)  # always in the same order: nobody waits in a circle
    locked = {one.pk: locked_meeting(one) for one in (first, second)}
    session, to = locked[session.pk], locked[to.pk]
    who, room, whole = standing(by, session.body), hall(session), picture(session)
    verdict = may_carry_over(who, session, room, tracks_of(whole))
    require(verdict)
    require(may_take_items(session, to))
    require(may_bind_as(session.body))
    items = [one.item for one in falling(whole, room)]
    _openable(who, session, items)
    opened = {one.item.pk for one in whole.on(Track.DISCUSS)}
    carried = tuple(_carried(item, session, to, who, verdict.rule, debated=item.pk in opened) for item in items)
    if session.state != MeetingState.OPEN:
        session.state, session.closed_at = MeetingState.CLOSED, clock.now()
        session.save(update_fields=["state", "closed_at"])
        append(
            "meetings.lapsed", by=by, about=session, body=session.body, rule=verdict.rule, content={"to": str(to.pk)}
        )
    changed("meetings.carry_over", session, *items)
    changed("meetings.carry_over", to, *carried)
    return carried


def _openable(who: Standing, session: Meeting, items: list[AgendaItem]) -> None:
    """Nobody moves what they may not read."""
    open_to = {one.item.pk for one in seen_by(who, session).picture.items if not one.closed}
    for item in items:
        require(may_open_item(who, item, Shown.WHOLE if item.pk in open_to else Shown.TITLE))


def _carried(old: AgendaItem, session: Meeting, to: Meeting, who: Standing, rule: str, *, debated: bool) -> AgendaItem:
    by = who.person
    old = AgendaItem.objects.select_for_update(of=("self",)).get(pk=old.pk)
    old.stage, old.settled_at = Stage.POSTPONED, clock.now()
    old.save(update_fields=["stage", "settled_at"])
    append(
        "meetings.item.carried_over",
        by=by,
        about=old,
        body=session.body,
        seat=who.chair_seat,
        rule=rule,
        content={"because": "", "to": str(to.pk)},
    )
    new = enter(
        to,
        _draft(old),
        by=by,
        submitter=old.submitter,
        touches=old.touches.all(),
        act="agenda.item.carried_over",
        carried_from=old,
        to_be_debated=debated,
    )
    for paper in old.papers.all():
        copy_paper(paper, new, by=by)
    for motion in Motion.objects.open().filter(item=old):
        _go_along(motion, new, who, rule)
    new.refresh_from_db()
    return new


def _go_along(motion: Motion, new: AgendaItem, who: Standing, rule: str) -> None:
    """An open motion is about the matter: it waits for the meeting that decides it, under its number."""
    old, motion.item = motion.item_id, new
    motion.save(update_fields=["item"])
    append(
        "meetings.motion.carried_over",
        by=who.person,
        about=new,
        body=new.meeting.body,
        seat=motion.seat,
        rule=rule,
        content={
            "motion": str(motion.pk),
            "from": str(old),
            "number": motion.number,
            "text": dict(motion.text),
            "because": motion.because,
            "proposed_by": str(motion.proposed_by_id),
        },
    )


def _draft(old: AgendaItem) -> ItemDraft:
    """The same matter; its number is the next one of the other agenda."""
    return ItemDraft(
        title=old.title,
        section=old.section,
        summary=old.summary,
        ask=old.ask,
        kind=old.kind,
        submitter_name=old.submitter_name,
        planned_minutes=old.planned_minutes,
        reading_minutes=old.reading_minutes,
        complete=old.complete,
        access=old.restriction,
        source_note=old.source_note,
    )
