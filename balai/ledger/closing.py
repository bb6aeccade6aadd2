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

# The entries that say what was closed: {"closed": [[index, part], ...]}.
ERASED, PRUNED = "people.person.erased", "people.data.pruned"
CLOSERS = frozenset({ERASED, PRUNED})
# Acts whose content says when and where somebody signed in: nothing is compared with it.
BY_TIME = frozenset(
    {"people.signed_in", "people.proved_again", "people.sessions.ended", "people.recovery_codes.renewed"}
)
# Besides, at an erasure: by which keys somebody can sign in. Compared with the tables until these keys go with it.
WHOLE = BY_TIME | {
    "people.key.added",
    "people.key.removed",
    "people.password.rehashed",
    "people.invited",
    "people.invitation.accepted",
    "people.identity.linked",
    "people.identities.unlinked",
}
# Acts whose content has personal parts beside what binds.
PARTS: Mapping[str, tuple[str, ...]] = {
    "people.person.enrolled": ("username", "name"),
    "agenda.position.marked": ("opinion",),
    "agenda.position.prepared": ("opinion",),
    "agenda.member.recused": ("reason",),
}

Closing = tuple[int, str]  # the entry's index, and the part of its content


def closable(act: str, part: str, closer: str) -> bool:
    """Whether such an entry may close this part of the content of such another one."""
    if closer == PRUNED:
        return act in BY_TIME and part == WHOLE_CONTENT
    return act in WHOLE if part == WHOLE_CONTENT else part in PARTS.get(act, ())


def close(closings: Iterable[Closing], *, closer: str) -> None:
    """Destroy these contents with their salts. For actions that leave an entry (`closer`) which names them.

    Raises:
        ValueError: for a content that binds.
    """
    parts: dict[int, set[str]] = {}
    for index, part in closings:
        parts.setdefault(index, set()).add(part)
    for entry in _entries(sorted(parts)):
        if not all(closable(entry.act, part, closer) for part in parts[entry.index]):
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
