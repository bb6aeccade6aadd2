"""The public page of a meeting follows it while it runs: decisions appear as they are taken."""

from uuid import UUID

from django.template.loader import render_to_string

from balai.live import screens
from balai.people.models import Person
from balai.people.standing import Audience, Sight
from balai.public.queries import PublicAgenda, meeting_page
from balai.web.fragments import fragment


def agenda_list(page: PublicAgenda) -> str:
    """The list of items with their outcomes, for page and stream alike."""
    return fragment(
        ("public-agenda", page.meeting.pk, page.meeting.stamp, tuple((one.item.pk, one.closed) for one in page.lines)),
        lambda: render_to_string("public/agenda_list.html", {"page": page}),
    )


def _admit(person: Person | None, meeting: UUID) -> Sight:
    meeting_page(meeting)
    return Sight(Audience.PUBLIC)


def _draw(meeting: UUID, items: frozenset[UUID] | None, sight: Sight) -> str:
    return agenda_list(meeting_page(meeting))


def register() -> None:
    screens.register("public", admit=_admit, draw=_draw, whole=True)
