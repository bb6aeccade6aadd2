"""Which logs and witnesses are believed, and how many must have cosigned (c2sp.org/tlog-policy)."""

from collections.abc import Collection
from dataclasses import dataclass, field

from balai.tlog.note import COSIGNATURE, ED25519, NoteError, VerifierKey

NONE = "none"


@dataclass(frozen=True, slots=True)
class Witness:
    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Has witnessed when `least` of its members (witnesses or groups) have."""

    least: int
    members: tuple[str, ...]


@dataclass(slots=True)
class Policy:
    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @property
    def keys(self) -> list[VerifierKey]:
        return [one.key for one in self.witnesses.values()]

    def satisfied(self, cosigned: Collection[VerifierKey]) -> bool:
        """Whether cosignatures by these keys are enough."""
        return self.quorum == NONE or self._witnessed(self.quorum, cosigned)

    def _witnessed(self, name: str, cosigned: Collection[VerifierKey]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name].key in cosigned
        group = self.groups[name]
        return sum(self._witnessed(member, cosigned) for member in group.members) >= group.least


def parse_policy(text: str) -> Policy:
    """Read a policy.

    Raises:
        NoteError: with the number of the line that cannot be read.
    """
    policy, quorums = Policy(), 0
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            _read(policy, words)
        except (NoteError, ValueError, IndexError) as error:
            raise NoteError(f"line {number} of the policy: {error}") from None
        quorums += words[0] == "quorum"
    if quorums != 1:
        raise NoteError("a policy has one line 'quorum'")
    return policy


def _read(policy: Policy, words: list[str]) -> None:
    if words[0] == "log" and len(words) in (2, 3):
        policy.logs.append(_key(words[1], ED25519, policy.logs))
    elif words[0] == "witness" and len(words) in (3, 4):
        key = _key(words[2], COSIGNATURE, policy.keys)
        policy.witnesses[_new(policy, words[1])] = Witness(words[1], key, *words[3:])
    elif words[0] == "group" and len(words) >= 4:
        policy.groups[_new(policy, words[1])] = _group(policy, words[2], tuple(words[3:]))
    elif words[0] == "quorum" and len(words) == 2:
        policy.quorum = words[1] if words[1] == NONE else _known(policy, words[1])
    else:
        raise NoteError(f"cannot read {' '.join(words)[:80]!r}")


def _key(text: str, kind: int, others: list[VerifierKey]) -> VerifierKey:
    key = VerifierKey.parse(text)
    if key.kind != kind:
        raise NoteError(f"the key of {key.name} is of another type than it should be")
    if any(key.public == other.public for other in others):
        raise NoteError(f"the key of {key.name} stands there twice")
    return key


def _new(policy: Policy, name: str) -> str:
    if name == NONE or name in policy.witnesses or name in policy.groups:
        raise NoteError(f"the name {name!r} is taken")
    return name


def _known(policy: Policy, name: str) -> str:
    if name not in policy.witnesses and name not in policy.groups:
        raise NoteError(f"there is no {name!r} above this line")
    return name


def _group(policy: Policy, least: str, members: tuple[str, ...]) -> Group:
    for member in members:
        _known(policy, member)
    taken = [member for group in policy.groups.values() for member in group.members]
    if len(set(members)) != len(members) or set(members) & set(taken):
        raise NoteError("a member stands in one group only")
    count = {"all": len(members), "any": 1}.get(least) or int(least)
    if not 1 <= count <= len(members):
        raise NoteError(f"a group of {len(members)} cannot ask for {count}")
    return Group(count, members)
