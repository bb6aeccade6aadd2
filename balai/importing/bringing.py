"""Bringing a meeting's items to what a file says of them: parts of the action `importing.import_agenda`."""

from collections.abc import Sequence

from balai.action import require
from balai.agenda.actions.add_item import ItemDraft, enter, substance
from balai.agenda.models import AgendaItem, Meeting
from balai.agenda.restricting import columns
from balai.importing import policy
from balai.importing.mapping import NOT_PUBLIC
from balai.importing.matching import Kept, kept, match, moved, read
from balai.importing.report import Report
from balai.ledger.log import append
from balai.people.models import Person
from balai.rules.access import Level

FIELDS = ("title", "number", "kind", "submitter_name", "source_note")


def bring_items(meeting: Meeting, drafts: Sequence[ItemDraft], report: Report, by: Person) -> None:
    """Items that the secretariat added, and what it has changed by hand, stay while the file says the same."""
    items = list(AgendaItem.objects.filter(meeting=meeting).in_order())
    imported = [item for item in items if item.source_key]
    before = [read(item.source_key) for item in imported]
    now = [kept(place, draft) for place, draft in enumerate(drafts, start=1)]
    pairs = match(before, now)
    if moved(before, pairs):
        require(policy.may_change_by_import(meeting))
        report.moved = True
    gone = [item for index, item in enumerate(imported) if index not in pairs.values()]
    brought = [
        _bring(meeting, draft, now[index], imported[pairs[index]] if index in pairs else None, report, by)
        for index, draft in enumerate(drafts)
    ]
    for item in gone:
        _remove(meeting, item, report, by)
    if report.moved or report.created:
        _order(items, brought, {item.pk for item in gone})


def _bring(
    meeting: Meeting, draft: ItemDraft, now: Kept, item: AgendaItem | None, report: Report, by: Person
) -> AgendaItem:
    if item is None:
        require(policy.may_change_by_import(meeting))
        item = enter(meeting, draft, by=by, submitter=None, touches=(), act="agenda.item.added")
        report.created += 1
    elif read(item.source_key).whole != now.whole and _update(meeting, item, draft, by):
        report.updated += 1
    else:
        report.unchanged += 1
    if item.source_key != str(now):
        item.source_key = str(now)
        item.save(update_fields=["source_key"])
    return item


def _update(meeting: Meeting, item: AgendaItem, draft: ItemDraft, by: Person) -> bool:
    different = [name for name in FIELDS if getattr(item, name) != getattr(draft, name)]
    access = _access(item, draft)
    if not different and not access:
        return False
    require(policy.may_change_by_import(meeting))
    for name, value in access.items():
        setattr(item, name, value)
    for name in different:
        setattr(item, name, getattr(draft, name))
    item.version += "title" in different
    item.stamp += 1
    item.save(update_fields=[*different, *access, "version", "stamp"])
    append(
        "agenda.item.edited",
        by=by,
        about=item,
        body=meeting.body,
        content={"fields": sorted({*different, *access}), **substance(item)},
    )
    return True


def _access(item: AgendaItem, draft: ItemDraft) -> dict[str, object]:
    """What the file changes of who may read it: what the secretariat has restricted, a file opens to nobody."""
    by_a_file = item.access_ground == NOT_PUBLIC.ground
    if draft.access.level != Level.PUBLIC:
        return columns(draft.access) if item.access == Level.PUBLIC else {}
    return columns(draft.access) if by_a_file else {}


def _remove(meeting: Meeting, item: AgendaItem, report: Report, by: Person) -> None:
    require(policy.may_change_by_import(meeting))
    append(
        "agenda.item.removed",
        by=by,
        about=item,
        body=meeting.body,
        content={"number": item.number, "title": dict(item.title)},
    )
    item.delete()
    report.removed += 1


def _order(before: Sequence[AgendaItem], brought: Sequence[AgendaItem], gone: set[object]) -> None:
    """The file's items in its order; an item that the secretariat added stays behind the item that it followed."""
    mine = {item.pk for item in brought}
    followers: dict[object, list[AgendaItem]] = {None: []}
    last: object = None
    for item in before:
        if item.pk in mine:
            last = item.pk
        elif item.pk not in gone:
            followers.setdefault(last, []).append(item)
    order = [*followers[None]]
    for item in brought:
        order += [item, *followers.get(item.pk, ())]
    for place, item in enumerate(order, start=1):
        item.place_in_order = place
    AgendaItem.objects.bulk_update(order, ["place_in_order"])
