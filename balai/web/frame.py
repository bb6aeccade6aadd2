"""What the frame around every signed-in page shows: who reads, for whom they act, the next meeting, where to go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from balai.agenda.models import Meeting, MeetingState
from balai.people.models import Person
from balai.people.standing import Standing, standings
from balai.web.appearance import APPEARANCES, appearance_of


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    standings: tuple[Standing, ...]
    next_meeting: Meeting | None
    acting_for: tuple[str, ...]
    places: tuple[Place, ...]
    theme: str  # the country whose accent the pages bear


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of every page; worked out only where a template asks for it."""
    return {
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
        "appearance": appearance_of(request),
        "appearances": APPEARANCES,
    }


def _frame(request: HttpRequest) -> Frame | None:
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return None
    mine = standings(person)
    coming = _next_meeting(mine)
    acting = tuple(seat.person.name for one in mine for seat in one.stands_in)
    body = coming.body if coming else next((one.body for one in mine), None)
    return Frame(mine, coming, acting, _places(request.path, coming), body.country if body else "")


def _next_meeting(mine: tuple[Standing, ...]) -> Meeting | None:
    """The running meeting, or the next one whose agenda this person may read."""
    shown = (MeetingState.PUBLISHED, MeetingState.CONFIRMED, MeetingState.OPEN, MeetingState.SUSPENDED)
    meetings = Meeting.objects.filter(body__in=[one.body for one in mine], state__in=shown).select_related("body")
    found = sorted(meetings, key=lambda one: (one.state != MeetingState.OPEN, one.next_at))
    return found[0] if found else None


def _places(path: str, coming: Meeting | None) -> tuple[Place, ...]:
    wanted = [(_("My desk"), reverse("desk"), "desk")]
    if coming:
        wanted.append((_("Agenda"), reverse("agenda", args=[coming.pk]), "agenda"))
        wanted.append((_("Meeting"), reverse("meeting", args=[coming.pk]), "meeting"))
    wanted.append((_("Programme"), reverse("programme"), "programme"))
    wanted.append((_("Decisions"), reverse("public-decisions"), "decisions"))
    return tuple(Place(label, url, icon, path == url) for label, url, icon in wanted)
