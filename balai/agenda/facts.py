"""What all readers of an agenda see alike, drawn once for each version: the same pieces for page and live stream.

Every piece is one element with an id. What is personal (my stance, my note) stands beside these, never in them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from balai import clock
from balai.agenda import policy
from balai.agenda.models import FloorRequest, Meeting, Paper, Stage
from balai.agenda.motions.showing import as_it_stands, motions_on, shown_against
from balai.agenda.picture import Given, ItemPicture, Picture
from balai.agenda.queries import label_of, labels_of
from balai.people.standing import Sight
from balai.rules.stance import Stance
from balai.web.fragments import fragment


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers with one sight read: the agenda as they see it, how many papers each item has for them, and whether
    they see who said what.
    """

    whole: Picture
    papers: Mapping[UUID, int]
    shows_others: bool
    key: tuple[bool, str, int]  # what makes pieces of the same item differ


def reading(whole: Picture, sight: Sight) -> Reading:
    """One query: papers are counted for all items at once. `whole`: as seen with this sight."""
    papers = Paper.objects.filter(item__meeting=whole.meeting).exclude(pk__in=sight.hidden)
    counts = Counter(papers.values_list("item", flat=True))
    shows = policy.audience_sees_positions(sight.audience, whole.meeting)
    key = (shows, whole.meeting.state, hash(frozenset(seat.pk for seat in whole.members)))
    return Reading(whole, counts, shows, key)


def item_facts(read: Reading, one: ItemPicture) -> SafeString:
    """Number, title, submitter, kind, minutes, papers, outcome, and how many said what: `<span id="facts-...">`."""
    item, papers = one.item, 0 if one.closed else read.papers.get(one.item.pk, 0)
    key = ("agenda-facts", *one.key, papers, *read.key)

    def draw() -> str:
        context = {
            "item": item,
            "papers": papers,
            "closed": one.closed,
            "level": one.restriction.level_at(clock.now()),
            "ground": one.restriction.ground,
            "tallies": _tallies(one) if read.shows_others else (),
            "settled": not item.pending,
            "running": item.stage == Stage.TAKEN_UP,
        }
        return render_to_string("agenda/parts/facts.html", context)

    return fragment(key, draw)


def _tallies(one: ItemPicture) -> tuple[tuple[Stance, int], ...]:
    """How many members said what, where anybody did; the gravest first."""
    counts = Counter(given.stance for given in one.given.values())
    order = (Stance.OBJECTION, Stance.WISH_TO_SPEAK, Stance.ABSTAIN, Stance.NO_OBJECTION)
    return tuple((stance, counts[stance]) for stance in order if counts[stance])


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member says on an item."""

    label: str
    given: Given


def item_others(read: Reading, one: ItemPicture) -> SafeString:
    """Positions and opinions of all members on an item, and how it goes by the rules: `<section id="others-...">`."""
    item = one.item
    key = ("agenda-others", *one.key, *read.key)

    def draw() -> str:
        labels, motions = labels_of(read.whole.members), () if one.closed else motions_on(item)
        context = {
            "item": item,
            "shown": read.shows_others and not one.closed,
            "rule": read.whole.rules.positions.rule,
            "voices": _voices(one, labels),
            "recused": [labels[str(seat)] for seat in one.recused if str(seat) in labels],
            "silent": _silent(one, labels),
            "floor": _floor(one),
            "triage": one.triage,
            "labels": labels,
            "motions": shown_against(motions, as_it_stands(motions, item.ask)),
        }
        return render_to_string("agenda/parts/others.html", context)

    return fragment(key, draw)


def _voices(one: ItemPicture, labels: Mapping[str, str]) -> tuple[Voice, ...]:
    """Objections first, then wishes to speak, each in order of precedence."""
    order = {Stance.OBJECTION: 0, Stance.WISH_TO_SPEAK: 1, Stance.ABSTAIN: 2, Stance.NO_OBJECTION: 3}
    ranks = {seat: rank for rank, seat in enumerate(labels)}
    voices = [Voice(labels[str(seat)], given) for seat, given in one.given.items() if str(seat) in labels]
    return tuple(sorted(voices, key=lambda voice: (order[voice.given.stance], ranks[str(voice.given.seat)])))


def _silent(one: ItemPicture, labels: Mapping[str, str]) -> Sequence[str]:
    spoken = {str(seat) for seat in (*one.given, *one.recused, *one.unable)}
    return [label for seat, label in labels.items() if seat not in spoken]


def _floor(one: ItemPicture) -> Sequence[str]:
    """Participants who ask for the floor, by name: they are no members, so they are looked up."""
    if not one.floor:
        return ()
    asked = FloorRequest.objects.filter(item=one.item).select_related("seat__organization", "seat__person")
    return [label_of(request.seat) for request in asked]


def meeting_head(meeting: Meeting) -> SafeString:
    """Kind, state, when and where, and until when positions are open: `<div id="agenda-head">`."""

    def draw() -> str:
        with timezone.override(meeting.body.time_zone):
            return render_to_string("agenda/parts/head.html", {"meeting": meeting})

    return fragment(("agenda-head", meeting.pk, meeting.stamp), draw)
