"""Defences of what is not (yet) for everybody."""

import json
import struct
from typing import Any

from balai.drill.switches import Off, always_yes, defence, instead, put, swap


@defence("public-sees-confirmed", "The public sees confirmed agendas of formal meetings, nothing before.")
def public_sees_confirmed(off: Off) -> None:
    from balai.agenda.models import Meeting
    from balai.public import queries

    swap(queries, "meetings", off, lambda original: Meeting.objects.select_related("body"))


@defence("members-see-published", "Members see an agenda once it is published.")
def members_see_published(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "may_read", off, always_yes)


@defence("public-items-only", "An item that is not open to all is not there for the public.")
def public_items_only(off: Off) -> None:
    from balai.public import queries
    from balai.rules.access import Shown, shown

    put(queries, "shown", lambda *asked: Shown.WHOLE if off() else shown(*asked))


@defence("access-by-level", "Who is not cleared, or not named, is not shown what is inside.")
def access_by_level(off: Off) -> None:
    from balai.rules import access

    swap(access, "shown", off, instead(access.Shown.WHOLE))


@defence("streams-ask-again", "Whoever follows a screen is asked again after a change of seats or clearances.")
def streams_ask_again(off: Off) -> None:
    from balai.live import stream

    async def still(*args: Any) -> bool:
        return True

    strict = stream._may_still
    put(stream, "_may_still", lambda *args: still() if off() else strict(*args))


@defence("readings-are-recorded", "Opening what is restricted stands in the record before it is shown.")
def readings_are_recorded(off: Off) -> None:
    from balai.agenda.actions import note_reading

    swap(note_reading, "note_reading", off, instead(None))


@defence("secretariat-restricts", "Only the secretary or the chair says who may read an item.")
def secretariat_restricts(off: Off) -> None:
    from balai.agenda import policy
    from balai.agenda.secretariat import policy as secretariat

    swap(policy, "may_restrict", off, always_yes)
    swap(secretariat, "may_watch", off, always_yes)


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
