"""What one reader sees of an agenda: items and papers in full, as a title, or not at all (balai/rules/access.py).

Everything that is drawn or counted for readers starts from the picture as `seen`; nothing filters later.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from balai import clock
from balai.agenda.models import AgendaItem, Guarded, Meeting, Paper, open_to_all
from balai.agenda.picture import ItemPicture, Picture, picture, restrictions_of
from balai.people.clearance import clearance_of
from balai.people.models import Person
from balai.people.standing import Audience, Sight, Standing
from balai.rules.access import OUTSIDER, Level, Reader, Restriction, Shown, shown
from balai.rules.procedure import Rules
from balai.rules.triage import Triage
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _
from balai.words import Words

RESTRICTION = ("access", "access_ground", "access_ends_at", "clearance")
WITHHELD = ("summary", "ask", "section", "kind", "submitter_name", "source_note")


def reader_of(who: Standing, at: datetime) -> Reader:
    """One query, once for each person."""
    if not who.belongs:
        return OUTSIDER
    decides = any(seat.decides for seat in who.own)
    return Reader(str(who.person.pk), belongs=True, decides=decides, clearance=clearance_of(who.person, at))


def shown_to(who: Standing, thing: Guarded) -> Shown:
    """What this reader is shown of an item or paper of the body."""
    at = clock.now()
    if thing.level_at(at) == Level.PUBLIC:
        return Shown.WHOLE
    return shown(thing.restriction, reader_of(who, at), at, who.body.rules)


def sight_of(who: Standing, meeting: Meeting) -> Sight:
    """What this reader sees of a meeting; two queries, and those of the reader and the lists where there are any."""
    guarded = _guarded(meeting)
    if not guarded:
        return Sight(who.audience)
    at = clock.now()
    return _sight(who.audience, who.body.rules, guarded, reader_of(who, at), at)


def common_sight(meeting: Meeting) -> Sight:
    """What everybody sees who belongs to the body, whoever they are: for a screen that all in the room look at."""
    anybody = Reader(belongs=True)
    return _sight(Audience.SPEAKER, meeting.body.rules, _guarded(meeting), anybody, clock.now())


def guest_reader(person: Person, at: datetime) -> Reader:
    """Somebody who is invited to an item reads it as who belongs to the body, without an office. One query."""
    return Reader(str(person.pk), belongs=True, clearance=clearance_of(person, at))


def opens_to(thing: Guarded, reader: Reader, rules: Rules) -> bool:
    return shown(thing.restriction, reader, clock.now(), rules) == Shown.WHOLE


def sight_of_guest(person: Person, meeting: Meeting, items: Collection[UUID]) -> Sight:
    """What somebody sees of a meeting who is invited to these items: them and their papers as far as they may open
    them; of everything else not even that it exists."""
    at, guarded = clock.now(), _guarded(meeting)
    reader = guest_reader(person, at)
    closed = {pk for pk, one in guarded.items() if shown(one, reader, at, meeting.body.rules) != Shown.WHOLE}
    return Sight(Audience.GUEST, hidden=frozenset(closed), only=frozenset(items))


def _guarded(meeting: Meeting) -> dict[UUID, Restriction]:
    items = AgendaItem.objects.filter(meeting=meeting).exclude(access=Level.PUBLIC).only(*RESTRICTION)
    papers = Paper.objects.filter(item__meeting=meeting).exclude(access=Level.PUBLIC).only(*RESTRICTION)
    return restrictions_of(items) | restrictions_of(papers)


def _sight(
    audience: Audience, rules: Rules, guarded: Mapping[UUID, Restriction], reader: Reader, at: datetime
) -> Sight:
    sorted_out: dict[Shown, set[UUID]] = defaultdict(set)
    for pk, restriction in guarded.items():
        sorted_out[shown(restriction, reader, at, rules)].add(pk)
    return Sight(audience, frozenset(sorted_out[Shown.TITLE]), frozenset(sorted_out[Shown.NOTHING]))


def seen(whole: Picture, sight: Sight) -> Picture:
    """The picture as readers with this sight see it. Before a member reads it, whole or not."""
    if not sight.titles and not sight.hidden and sight.only is None:
        return whole
    listed = [one for one in whole.items if sight.only is None or one.item.pk in sight.only]
    left = [one for one in listed if one.item.pk not in sight.hidden]
    read = [one.item.section for one in left if one.item.pk not in sight.titles]
    items = (_title_only(one, read) if one.item.pk in sight.titles else one for one in left)
    return replace(whole, items=tuple(items))


def _title_only(one: ItemPicture, sections: Sequence[Words]) -> ItemPicture:
    """`sections`: those that the reader reads elsewhere on the agenda; another one would say what the item is about."""
    reason = Reason(_("Access is restricted"), one.restriction.ground)
    return replace(
        one,
        item=withheld(one.item, sections),
        given={},
        recused={},
        floor=frozenset(),
        opened_by=frozenset(),
        triage=Triage(one.track, (reason,)),
        unable=frozenset(),
        closed=True,
    )


def withheld(item: AgendaItem, sections: Sequence[Words] = ()) -> AgendaItem:
    """A copy that says no more than number, title and where the item stands."""
    shown_item = copy(item)
    for name in WITHHELD:
        setattr(shown_item, name, type(getattr(item, name))())
    if item.section in sections:
        shown_item.section = item.section
    shown_item.submitter = None
    shown_item.planned_minutes = shown_item.reading_minutes = None
    shown_item.version = 1
    return shown_item


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as one reader sees it."""

    picture: Picture
    sight: Sight


def seen_by(who: Standing, meeting: Meeting) -> Seen:
    """The meeting as this reader sees it. As `picture`, and as `sight_of`."""
    sight = sight_of(who, meeting)
    return Seen(seen(picture(meeting), sight), sight)


def papers_shown(who: Standing, item: AgendaItem) -> dict[UUID, Shown]:
    """What this reader is shown of each paper of an item that they may open."""
    at, papers = clock.now(), list(item.papers.all())
    restrictions = restrictions_of(papers)
    if all(one.level_at(at) == Level.PUBLIC for one in restrictions.values()):
        return dict.fromkeys(restrictions, Shown.WHOLE)
    reader = reader_of(who, at)
    return {pk: shown(one, reader, at, who.body.rules) for pk, one in restrictions.items()}


def closed_to(who: Standing) -> list[UUID]:
    """Items of the body that this reader may not open. Two queries, and those of the reader."""
    at, rules = clock.now(), who.body.rules
    items = AgendaItem.objects.filter(meeting__body=who.body).exclude(open_to_all(at))
    guarded = restrictions_of(items.only(*RESTRICTION))
    if not guarded:
        return []
    reader = reader_of(who, at)
    return [pk for pk, one in guarded.items() if shown(one, reader, at, rules) != Shown.WHOLE]
