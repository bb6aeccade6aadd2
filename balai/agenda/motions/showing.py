"""Motions as everybody reads them who may read their item: who proposes, and what changes in the text."""

from collections.abc import Iterable
from dataclasses import dataclass

from balai.agenda.comparison import Comparison, compare_texts
from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
from balai.rules.motions import ADOPTED
from balai.words import Words, best


@dataclass(frozen=True, slots=True)
class ShownMotion:
    """`changes`: against the text as it stands; nothing where there is none to compare with, or it is settled."""

    motion: Motion
    changes: Comparison | None


def motions_on(item: AgendaItem) -> tuple[Motion, ...]:
    """In the order in which they were proposed. One query."""
    return tuple(Motion.objects.filter(item=item).select_related("seat__person", "proposed_by").order_by("number"))


def shown_against(motions: Iterable[Motion], stands: Words) -> tuple[ShownMotion, ...]:
    """`stands`: the text to be decided as it is now."""
    return tuple(ShownMotion(one, _changes(one, stands) if one.is_open else None) for one in motions)


def as_it_stands(motions: Iterable[Motion], submitted: Words) -> Words:
    """The text of the motion that was adopted last, else the text as submitted; not what is only typed."""
    adopted = [(one.settled_at, one.number, one) for one in motions if one.state in ADOPTED]
    return dict(max(adopted)[2].text) if adopted else submitted


def _changes(motion: Motion, stands: Words) -> Comparison | None:
    """In one language: the one in which it was proposed."""
    text, language = best(dict(motion.text))
    before = stands.get(language, "")
    return compare_texts(before, text) if before else None
