"""What a member says before the meeting, how an item then goes, and how a member votes."""

from enum import StrEnum


class Stance(StrEnum):
    """A member's position on an item, before the meeting."""

    NO_OBJECTION = "no_objection"
    WISH_TO_SPEAK = "wish_to_speak"
    OBJECTION = "objection"
    ABSTAIN = "abstain"


class Track(StrEnum):
    """How an item goes through the meeting."""

    WITHOUT_DEBATE = "without_debate"
    DISCUSS = "discuss"
    UNDECIDABLE = "undecidable"


class Choice(StrEnum):
    """A vote in the meeting."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
