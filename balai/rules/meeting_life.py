"""The life of a meeting, as a table: which act leads from which state to which."""

from enum import StrEnum

from balai.rules.words import NotPossible, Reason
from balai.rules.words import gettext_noop as _


class State(StrEnum):
    """Where a meeting stands: the secretariat builds, members answer, the public reads, the body sits, it is over.

    A meeting that is suspended goes on in another sitting, at another hour or on another day.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Act(StrEnum):
    """`reopen_agenda` takes back the confirmation, so that the secretariat can change the agenda again."""

    PUBLISH = "publish"
    CONFIRM = "confirm"
    REOPEN_AGENDA = "reopen_agenda"
    OPEN = "open"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"


LIFE: dict[tuple[State, Act], State] = {
    (State.DRAFT, Act.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Act.PUBLISH): State.PUBLISHED,  # a further version of the agenda
    (State.PUBLISHED, Act.CONFIRM): State.CONFIRMED,
    (State.CONFIRMED, Act.REOPEN_AGENDA): State.PUBLISHED,
    (State.CONFIRMED, Act.OPEN): State.OPEN,
    (State.OPEN, Act.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Act.SUSPEND): State.SUSPENDED,  # another time of resumption
    (State.SUSPENDED, Act.RESUME): State.OPEN,
    (State.OPEN, Act.CLOSE): State.CLOSED,
}

_BY_STATE = {
    State.DRAFT: _("The agenda has not been published to the members yet."),
    State.PUBLISHED: _("The agenda has not been confirmed yet."),
    State.CONFIRMED: _("The agenda is confirmed."),
    State.OPEN: _("The meeting has begun."),
    State.SUSPENDED: _("The meeting is suspended."),
    State.CLOSED: _("The meeting is closed."),
}
_REFUSALS = {
    (State.CONFIRMED, Act.CLOSE): _("The meeting has not been opened yet."),
    (State.OPEN, Act.OPEN): _("The meeting is already open."),
    (State.OPEN, Act.RESUME): _("The meeting is not suspended."),
    (State.CONFIRMED, Act.SUSPEND): _("The meeting has not been opened yet."),
}


def after(state: State, act: Act) -> State:
    """The state that the act leads to.

    Raises:
        NotPossible: from this state the act leads nowhere.
    """
    try:
        return LIFE[state, act]
    except KeyError:
        raise NotPossible(Reason(_REFUSALS.get((state, act), _BY_STATE[state]))) from None
