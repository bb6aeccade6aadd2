"""What a counting engine does takes seconds: it is done ahead of the act, while nobody waits for a lock.

The act itself holds the meeting's lock as every act does, and writes only if what was made ahead still fits what it
finds there; otherwise it is made anew.
"""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from balai.verdict import Refused, not_now

Made = TypeVar("Made")
Done = TypeVar("Done")
TRIES = 40  # each but the last was overtaken by the act of somebody else


class Outdated(Exception):  # noqa: N818 (reads as what it is)
    """What was made ahead does not fit any more; nothing was written."""


def ahead(make: Callable[[], Made], act: Callable[[Made], Done], *, left: Callable[[Made], None] | None = None) -> Done:
    """Make it without a lock, then act with it.

    Args:
        act: raises Outdated where something has changed meanwhile.
        left: with what was made in vain.

    Raises:
        Refused: others were faster each time.
    """
    for _try in range(TRIES):
        made = make()
        try:
            return act(made)
        except Outdated:
            _given_up(made, left)
        except BaseException:
            _given_up(made, left)
            raise
    raise Refused(not_now(_("Others acted at the same moment, and nothing was done: try again.")))


def _given_up(made: Made, left: Callable[[Made], None] | None) -> None:
    if left is not None:
        left(made)
