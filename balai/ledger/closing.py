"""Closing contents: what an entry says of a person is destroyed, and the entry, its leaf and every proof stand.

What binds is not in these tables and is never closed. GDPR art. 17(3)(b), (d).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from balai.ledger.models import Entry

COMMITTED = "committed"  # {"committed": hash} stands in a content where a part of it was
AT_ONCE = 500
WHOLE_CONTENT = ""  # the name of a part that is the whole content

# Acts whose content says how and where somebody signed in, and binds nothing.
WHOLE = frozenset(
    {
        "people.signed_in",
        "people.proved_again",
        "people.sessions.ended",
        "people.key.added",
        "people.key.removed",
        "people.recovery_codes.renewed",
        "people.invited",
        "people.invitation.accepted",
        "people.identity.linked",
        "people.identities.unlinked",
    }
)
# Acts whose content has personal parts beside what binds.
PARTS: Mapping[str, tuple[str, ...]] = {
    "people.person.enrolled": ("username", "name"),
    "agenda.position.marked": ("opinion",),
    "agenda.member.recused": ("reason",),
}
# Acts whose entries say what was closed: {"closed": [[index, part], ...]}.
CLOSERS = frozenset({"people.person.erased", "people.data.pruned"})

Closing = tuple[int, str]  # the entry's index, and the part of its content


def closable(act: str, part: str) -> bool:
    """Whether this part of the content of such an entry may be closed at all."""
    return act in WHOLE if part == WHOLE_CONTENT else part in PARTS.get(act, ())


def close(closings: Iterable[Closing]) -> None:
    """Destroy these contents with their salts. For actions that leave an entry which names them.

    Raises:
        ValueError: for a content that binds.
    """
    parts: dict[int, set[str]] = {}
    for index, part in closings:
        parts.setdefault(index, set()).add(part)
    for entry in _entries(sorted(parts)):
        if not all(closable(entry.act, part) for part in parts[entry.index]):
            raise ValueError(f"the content of entry {entry.index} ({entry.act}) binds")
        if WHOLE_CONTENT in parts[entry.index]:
            entry.salt, entry.content, entry.apart = None, None, {}
        else:
            entry.apart = {name: kept for name, kept in entry.apart.items() if name not in parts[entry.index]}
        entry.save(update_fields=["salt", "content", "apart"])


def _entries(indexes: list[int]) -> Iterator[Entry]:
    for at in range(0, len(indexes), AT_ONCE):
        yield from Entry.objects.select_for_update().filter(index__in=indexes[at : at + AT_ONCE]).order_by("index")


def joined(content: str, apart: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A content with its parts in their places; None for a part that was closed."""
    found: dict[str, Any] = json.loads(content)
    for name in committed_parts(found):
        found[name] = apart[name]["text"] if name in apart else None
    return found


def committed_parts(content: Mapping[str, Any]) -> list[str]:
    """The names of the parts that a content commits to on their own."""
    return [name for name, value in content.items() if isinstance(value, dict) and set(value) == {COMMITTED}]
