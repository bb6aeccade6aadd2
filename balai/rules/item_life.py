"""The life of an item on an agenda, as a table: which act leads from which stage to which."""

from enum import StrEnum

from balai.rules.words import NotPossible, Reason
from balai.rules.words import gettext_noop as _


class Stage(StrEnum):
    """Where an item stands. What comes after `taken_up` is an outcome."""

    LISTED = "listed"
    TAKEN_UP = "taken_up"
    ADOPTED = "adopted"
    AMENDED = "amended"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    AGREED = "agreed"


class Act(StrEnum):
    """What the chair does with an item; `put_back` returns one that was taken up to the list."""

    TAKE_UP = "take_up"
    ADOPT_IN_BLOCK = "adopt_in_block"
    AGREE_IN_BLOCK = "agree_in_block"
    ADOPT = "adopt"
    AMEND = "amend"
    REJECT = "reject"
    AGREE = "agree"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"
    PUT_BACK = "put_back"


PENDING = frozenset({Stage.LISTED, Stage.TAKEN_UP})

LIFE: dict[tuple[Stage, Act], Stage] = {
    (Stage.LISTED, Act.TAKE_UP): Stage.TAKEN_UP,
    (Stage.LISTED, Act.ADOPT_IN_BLOCK): Stage.ADOPTED,
    (Stage.LISTED, Act.AGREE_IN_BLOCK): Stage.AGREED,
    (Stage.TAKEN_UP, Act.PUT_BACK): Stage.LISTED,
    **{
        (stage, act): outcome
        for stage in PENDING
        for act, outcome in (
            (Act.ADOPT, Stage.ADOPTED),
            (Act.AMEND, Stage.AMENDED),
            (Act.REJECT, Stage.REJECTED),
            (Act.AGREE, Stage.AGREED),
            (Act.POSTPONE, Stage.POSTPONED),
            (Act.WITHDRAW, Stage.WITHDRAWN),
        )
    },
}

_SETTLED = _("This item is settled.")
_REFUSALS = {
    (Stage.LISTED, Act.PUT_BACK): _("This item has not been taken up."),
    (Stage.TAKEN_UP, Act.TAKE_UP): _("This item is already open."),
    (Stage.TAKEN_UP, Act.ADOPT_IN_BLOCK): _("This item has been taken up: it is no longer part of the block."),
    (Stage.TAKEN_UP, Act.AGREE_IN_BLOCK): _("This item has been taken up: it is no longer part of the block."),
    (Stage.WITHDRAWN, Act.WITHDRAW): _("This item has already been withdrawn."),
    (Stage.POSTPONED, Act.POSTPONE): _("This item has already been postponed."),
}


def after(stage: Stage, act: Act) -> Stage:
    """The stage that the act leads to.

    Raises:
        NotPossible: from this stage the act leads nowhere.
    """
    try:
        return LIFE[stage, act]
    except KeyError:
        raise NotPossible(Reason(_REFUSALS.get((stage, act), _SETTLED))) from None
