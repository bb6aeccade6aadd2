"""Why an item stands where it stands, as short tags: '■ Finance', 'stale: Interior', 'no answer: 3'."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from balai.agenda.picture import ItemPicture
from balai.rules.stance import Stance
from balai.wording import names

OPENING = (Stance.OBJECTION, Stance.WISH_TO_SPEAK, Stance.ABSTAIN)


@dataclass(frozen=True, slots=True)
class Tag:
    """`stance` gives shape, colour and the word for those who cannot see them; '' has none."""

    text: str
    stance: str = ""
    warns: bool = False


def tags_of(one: ItemPicture, members: frozenset[UUID], labels: Mapping[str, str]) -> tuple[Tag, ...]:
    """What members said that opens the item, then what is missing. Empty where all is said and well."""
    return (*_opening(one, members, labels), *_missing(one, members, labels))


def _opening(one: ItemPicture, members: frozenset[UUID], labels: Mapping[str, str]) -> Iterator[Tag]:
    for stance in OPENING:
        if said := [g.seat for g in one.given.values() if g.stance == stance and not g.stale and g.seat in members]:
            yield Tag(_named(said, labels), stance.value)
    if one.floor:
        yield Tag(_("asks for the floor: %(names)s") % {"names": _named(one.floor, labels)})
    if one.opened_by:
        yield Tag(_("asks to open: %(names)s") % {"names": _named(one.opened_by, labels)})


def _missing(one: ItemPicture, members: frozenset[UUID], labels: Mapping[str, str]) -> Iterator[Tag]:
    if one.item.complete is not True:
        yield Tag(_("papers not checked") if one.item.complete is None else _("papers not complete"), warns=True)
    if recused := one.recused.keys() & members:
        yield Tag(_("recused: %(names)s") % {"names": _named(recused, labels)})
    if unable := one.unable & members:
        yield Tag(_("may not read it: %(names)s") % {"names": _named(unable, labels)})
    if stale := [g.seat for g in one.given.values() if g.stale and g.seat in members]:
        yield Tag(_("stale: %(names)s") % {"names": _named(stale, labels)}, warns=True)
    if silent := len(members - one.given.keys() - one.recused.keys() - one.unable):
        yield Tag(_("no answer: %(number)s") % {"number": silent})


def _named(seats: Iterable[UUID], labels: Mapping[str, str]) -> str:
    """Labels in the order of precedence, many of them as a number."""
    wanted = {str(seat) for seat in seats}
    return names(tuple(seat for seat in labels if seat in wanted), labels)
