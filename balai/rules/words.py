"""Reasons in words: what the rules answer, for people to read in their language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


def gettext_noop(text: str) -> str:
    """Mark a text for translation; whoever shows it translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so.

    Args:
        text: an English message with {named} places; `{members}` stands for the labels of `members`.
        rule: the paragraph that says so, such as 'VVS § 16'.
        members: keys of the seats that the reason is about, sorted.
        values: what stands in the other places.
    """

    text: str
    rule: str = ""
    members: tuple[str, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.text, self.rule, self.members))

    def __str__(self) -> str:
        """The reason in English, members by their keys."""
        said = self.text.format(members=", ".join(self.members), **self.values)
        return f"{said} ({self.rule})" if self.rule else said

    def as_dict(self) -> dict[str, Any]:
        """The reason as JSON keeps it."""
        return {"text": self.text, "rule": self.rule, "members": list(self.members), "values": dict(self.values)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Reason":
        """The reason that `as_dict` kept."""
        return cls(kept["text"], kept["rule"], tuple(kept["members"]), dict(kept["values"]))


def about(text: str, rule: str, members: Iterable[str], **values: str | int) -> Reason:
    """A reason that names members, always in the same order."""
    return Reason(text, rule, tuple(sorted(members)), values)


class NotPossible(Exception):  # noqa: N818 (reads as what is wrong)
    """Something that the rules do not allow; nothing has changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason
