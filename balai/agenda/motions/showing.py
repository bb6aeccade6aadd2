"""Motions as everybody reads them who may read their item: who proposes, and what changes in the text."""

from collections.abc import Iterable
from dataclasses import dataclass

from balai.agenda.comparison import Comparison, compare_texts
from balai.agenda.models import AgendaItem
from balai.agenda.motions.models import Motion
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


def _changes(motion: Motion, stands: Words) -> Comparison | None:
    """In one language: the one in which it was proposed."""
    text, language = best(dict(motion.text))
    before = stands.get(language, "")
    return compare_texts(before, text) if before else None
