"""Editing: what the agenda says of an item.

A change of what is asked makes earlier positions stale; a change of minutes does not.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from balai.action import action, nothing_changed, require
from balai.agenda import policy
from balai.agenda.actions.add_item import substance
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.ledger.log import append
from balai.people.models import Organization, Person

SUBSTANCE = frozenset({"title", "summary", "ask"})  # what members answer on
FORM = frozenset(
    {
        "number",
        "section",
        "kind",
        "planned_minutes",
        "reading_minutes",
        "submitter",
        "submitter_name",
        "source_note",
    }
)


@action("agenda.edit_item")
def edit_item(
    item: AgendaItem, changes: Mapping[str, Any], *, by: Person, touches: Iterable[Organization] | None = None
) -> AgendaItem:
    """Change fields of an item. Unknown fields raise KeyError; unchanged ones are passed over."""
    if unknown := set(changes) - SUBSTANCE - FORM:
        raise KeyError(f"an item has no field {', '.join(sorted(unknown))} to edit")
    item, who = locked_item(item, by)
    require(policy.may_change_item(who, item))
    real = {name: value for name, value in changes.items() if getattr(item, name) != value}
    wanted = None if touches is None else list(touches)
    now = set(item.touches.values_list("pk", flat=True))
    retouched = wanted is not None and {one.pk for one in wanted} != now
    if not real and not retouched:
        nothing_changed()
        return item
    for name, value in real.items():
        setattr(item, name, value)
    item.version += bool(SUBSTANCE & set(real))
    item.save(update_fields=[*real, "version"])
    if retouched and wanted is not None:
        item.touches.set(wanted)
    append(
        "agenda.item.edited",
        by=by,
        about=item,
        body=item.meeting.body,
        content={"fields": sorted(real) + (["touches"] if retouched else []), **substance(item)},
    )
    changed("agenda.edit_item", item.meeting, item)
    return item
