"""The public page of a meeting and its screen in big type follow it: decisions appear as they are taken."""

from collections.abc import Hashable
from uuid import UUID

from django.template.loader import render_to_string

from balai.live import screens
from balai.people.models import Person
from balai.people.standing import Audience, Sight
from balai.public.big_screen import BigScreen, big_screen
from balai.public.queries import PublicAgenda, meeting_page
from balai.web.fragments import fragment


def agenda_list(page: PublicAgenda) -> str:
    """The list of items with their outcomes, for page and stream alike."""
    return fragment(
        ("public-agenda", *_shown(page)), lambda: render_to_string("public/agenda_list.html", {"page": page})
    )


def screen_body(screen: BigScreen) -> str:
    """What stands on the screen, for page and stream alike."""
    context = {"screen": screen, "meeting": screen.meeting}
    return fragment(
        ("public-screen", *_shown(screen.page)), lambda: render_to_string("public/screen_body.html", context)
    )


def _shown(page: PublicAgenda) -> tuple[Hashable, ...]:
    return page.meeting.pk, page.meeting.stamp, tuple((one.item.pk, one.closed) for one in page.lines)


def _admit(person: Person | None, meeting: UUID) -> Sight:
    meeting_page(meeting)
    return Sight(Audience.PUBLIC)


def _draw(meeting: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    return agenda_list(meeting_page(meeting))


def _draw_screen(meeting: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    return screen_body(big_screen(meeting))


def register() -> None:
    screens.register("public", admit=_admit, draw=_draw, whole=True)
    screens.register("public-screen", admit=_admit, draw=_draw_screen, whole=True)
