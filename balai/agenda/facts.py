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

from balai.agenda import policy
from balai.agenda.models import FloorRequest, Meeting, Paper, Stage
from balai.agenda.picture import Given, ItemPicture, Picture
from balai.agenda.queries import label_of, labels_of
from balai.people.standing import Audience
from balai.rules.stance import Stance
from balai.web.fragments import fragment


@dataclass(frozen=True, slots=True)
class Reading:
    """What one audience reads: the whole agenda, how many papers each item has, and whether it sees who said what."""

    whole: Picture
    papers: Mapping[UUID, int]
    shows_others: bool
    key: tuple[bool, str, int]  # what makes pieces of the same item differ


def reading(whole: Picture, audience: Audience) -> Reading:
    """One query: papers are counted for all items at once."""
    papers = Counter(Paper.objects.filter(item__meeting=whole.meeting).values_list("item", flat=True))
    shows = policy.audience_sees_positions(audience, whole.meeting)
    key = (shows, whole.meeting.state, hash(frozenset(seat.pk for seat in whole.members)))
    return Reading(whole, papers, shows, key)


def item_facts(read: Reading, one: ItemPicture) -> SafeString:
    """Number, title, submitter, kind, minutes, papers, outcome, and how many said what: `<span id="facts-...">`."""
    item = one.item
    key = ("agenda-facts", item.pk, item.stamp, *read.key)

    def draw() -> str:
        context = {
            "item": item,
            "papers": read.papers.get(item.pk, 0),
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
    key = ("agenda-others", item.pk, item.stamp, *read.key)

    def draw() -> str:
        labels = labels_of(read.whole.members)
        context = {
            "item": item,
            "shown": read.shows_others,
            "rule": read.whole.rules.positions.rule,
            "voices": _voices(one, labels),
            "recused": [labels[str(seat)] for seat in one.recused if str(seat) in labels],
            "silent": _silent(one, labels),
            "floor": _floor(one),
            "triage": one.triage,
            "labels": labels,
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
    spoken = {str(seat) for seat in (*one.given, *one.recused)}
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
