"""Marking a position: what a member says about one item before the meeting."""

from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.announcing import changed
from balai.agenda.fetch import current_position, is_recused, locked_item
from balai.agenda.models import AgendaItem, Position
from balai.ledger.commitment import Closable
from balai.ledger.log import append
from balai.people.models import Membership, Person
from balai.rules.stance import Stance
from balai.verdict import bad_input

LONGEST_OPINION = 10_000


class WithOpinion(Protocol):
    opinion: str


def opinion_after(opinion: str | None, current: WithOpinion | None) -> str:
    """What is said from now on; None keeps what was said before.

    Raises:
        Refused: it is too long.
    """
    text = opinion.strip() if opinion is not None else (current.opinion if current else "")
    if len(text) > LONGEST_OPINION:
        require(bad_input(_("An opinion has at most %(most)s characters.") % {"most": LONGEST_OPINION}))
    return text


@action("agenda.mark_position")
def mark_position(
    item: AgendaItem,
    *,
    seat: Membership | None,
    stance: Stance,
    by: Person,
    seen_version: int,
    seen_position: int | None = None,
    opinion: str | None = None,
) -> Position:
    """Give or change a seat's position on an item.

    Args:
        seen_version: the item's version that the member read.
        seen_position: the key of the position that their screen showed, 0 for none; None where no state was shown.
        opinion: replaces the opinion; None keeps the earlier one.
    """
    item, who = locked_item(item, by)
    recused = seat is not None and is_recused(item, seat)
    verdict = policy.may_mark_position(who, item, seat, recused=recused, seen_version=seen_version)
    require(verdict)
    assert seat is not None  # the policy refuses an answer without a seat
    current = current_position(item, seat)
    text = opinion_after(opinion, current)
    if current and (current.stance, current.opinion, current.item_version) == (stance, text, item.version):
        nothing_changed()
        return current
    require(policy.not_answered_meanwhile(current, seen_position, verdict.rule))
    position = replace(item, seat, current, stance=stance, opinion=text, by=by)
    append(
        "agenda.position.marked",
        by=by,
        about=item,
        body=item.meeting.body,
        seat=seat,
        rule=verdict.rule,
        content={"stance": stance, "opinion": Closable(text)},
    )
    changed("agenda.mark_position", item.meeting, item, person=by)
    return position


def replace(
    item: AgendaItem,
    seat: Membership,
    current: Position | None,
    *,
    stance: Stance,
    opinion: str,
    by: Person,
    batch: UUID | None = None,
) -> Position:
    """The new position becomes the current one; the earlier one stays as it was given."""
    if current:
        Position.objects.filter(pk=current.pk).update(current=False)
    return Position.objects.create(
        item=item,
        seat=seat,
        stance=stance,
        opinion=opinion,
        item_version=item.version,
        given_by=by,
        given_at=clock.now(),
        batch=batch,
    )
