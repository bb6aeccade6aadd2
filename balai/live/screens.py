"""The kinds of screens that follow a meeting.

A room registers a screen; the fan-out draws it once per sight and language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from balai.people.models import Person
from balai.people.standing import Sight

# Who may watch, and what they see; raises Http404 or Refused otherwise. `None`: nobody is signed in.
Admit = Callable[[Person | None, UUID], Sight]
# HTML elements with ids that replace those on the page; `items` None: everything may have changed.
Draw = Callable[[UUID, frozenset[UUID] | None, Sight], str]


@dataclass(frozen=True, slots=True)
class ByLink:
    """A screen that a machine may follow on which nobody is signed in: it keeps a secret in a cookie."""

    cookie: str
    admit: Callable[[str, UUID], Sight]  # raises Http404 where the secret opens nothing (any more)


@dataclass(frozen=True, slots=True)
class Screen:
    """`whole`: every drawing is of all that the screen shows, so one like the last says nothing and is not sent."""

    name: str
    admit: Admit
    draw: Draw
    whole: bool
    by_link: ByLink | None


SCREENS: dict[str, Screen] = {}


def register(name: str, *, admit: Admit, draw: Draw, whole: bool = False, by_link: ByLink | None = None) -> None:
    SCREENS[name] = Screen(name, admit, draw, whole, by_link)
