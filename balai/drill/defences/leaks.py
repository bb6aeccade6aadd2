"""Defences of what is not (yet) for everybody."""

import json
import struct
from typing import Any

from balai.drill.switches import Off, always_yes, defence, swap


@defence("public-sees-confirmed", "The public sees confirmed agendas of formal meetings, nothing before.")
def public_sees_confirmed(off: Off) -> None:
    from balai.agenda.models import Meeting
    from balai.public import queries

    swap(queries, "meetings", off, lambda original: Meeting.objects.select_related("body"))


@defence("members-see-published", "Members see an agenda once it is published.")
def members_see_published(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "may_read", off, always_yes)


@defence("public-items-only", "An item that is not public is not there for the public.")
def public_items_only(off: Off) -> None:
    from balai.agenda.models import AgendaItem
    from balai.public import queries

    def with_all_items(original: Any, pk: Any) -> Any:
        page = original(pk)
        items = AgendaItem.objects.filter(meeting=page.meeting).select_related("submitter", "decision").in_order()
        return queries.PublicAgenda(page.meeting, tuple(items))

    swap(queries, "meeting_page", off, with_all_items)


@defence("public-decisions-only", "A decision on an item that is not public is not there for the public.")
def public_decisions_only(off: Off) -> None:
    from balai.decisions.models import Decision
    from balai.public import queries

    everything = Decision.objects.select_related("body", "item__meeting", "item__submitter")
    swap(queries, "decisions", off, lambda original: everything.all())


@defence("record-shows-commitments", "The public record holds commitments: neither who nor what.")
def record_shows_commitments(off: Off) -> None:
    from balai.ledger import proofs
    from balai.ledger.models import Entry

    def in_clear(original: Any, number: int, width: int, size: int) -> bytes:
        rows = Entry.objects.filter(index__gte=number * 256)[:width].values_list("canonical", "content")
        said = (json.dumps([canonical, content]).encode() for canonical, content in rows)
        return b"".join(struct.pack(">H", len(one) % 65_536) + one for one in said)

    swap(proofs, "entries", off, in_clear)
