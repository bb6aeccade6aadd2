"""The secretary's desk: where every item stands, who has answered, how long it will take."""

from collections.abc import Mapping
from dataclasses import dataclass

from balai.agenda.agenda_versions import changes_since
from balai.agenda.forecasting import forecast_of
from balai.agenda.models import AgendaVersion, Meeting, Stage
from balai.agenda.picture import Given, ItemPicture, Picture, picture
from balai.agenda.queries import labels_of
from balai.people.models import Membership, Role
from balai.rules.agenda_diff import Change
from balai.rules.forecast import Forecast
from balai.rules.stance import Track


@dataclass(frozen=True, slots=True)
class Answered:
    """How far a member has come; numbers of items."""

    seat: Membership
    label: str
    given: int
    stale: int
    recused: int
    of: int

    @property
    def missing(self) -> int:
        return self.of - self.given - self.stale - self.recused


@dataclass(frozen=True, slots=True)
class Cell:
    """One member on one item in the matrix: a stance or 'recused' or 'none', and whether it is stale."""

    label: str
    value: str
    stale: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    one: ItemPicture
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    meeting: Meeting
    whole: Picture
    labels: Mapping[str, str]
    forecast: Forecast
    answered: tuple[Answered, ...]
    matrix: tuple[MatrixRow, ...]
    unpublished: tuple[Change, ...]

    @property
    def passes(self) -> tuple[ItemPicture, ...]:
        return self.whole.on(Track.WITHOUT_DEBATE)

    @property
    def discuss(self) -> tuple[ItemPicture, ...]:
        return self.whole.on(Track.DISCUSS)

    @property
    def not_ready(self) -> tuple[ItemPicture, ...]:
        return self.whole.on(Track.UNDECIDABLE)

    @property
    def silent(self) -> tuple[Answered, ...]:
        """Members who have not answered everything, those who miss most first."""
        return tuple(sorted((one for one in self.answered if one.missing or one.stale), key=lambda one: -one.missing))


def board(meeting: Meeting) -> Board:
    """A constant number of queries in items and members."""
    whole = picture(meeting)
    speakers = Membership.objects.filter(body=meeting.body_id, role=Role.SPEAKER).select_related("person", "organization")
    labels = labels_of((*whole.members, *speakers))
    last = AgendaVersion.objects.filter(meeting=meeting).select_related("meeting").order_by("-number").first()
    return Board(
        meeting=meeting,
        whole=whole,
        labels=labels,
        forecast=forecast_of(whole),
        answered=tuple(_answered(seat, labels[str(seat.pk)], whole) for seat in whole.members),
        matrix=tuple(MatrixRow(one, _cells(one, whole, labels)) for one in whole.items),
        unpublished=changes_since(last) if last else (),
    )


def _answered(seat: Membership, label: str, whole: Picture) -> Answered:
    asked = [one for one in whole.items if one.item.stage != Stage.WITHDRAWN]
    given = [one.given[seat.pk] for one in asked if seat.pk in one.given]
    recused = sum(1 for one in asked if seat.pk in one.recused)
    stale = sum(1 for one in given if one.stale)
    return Answered(seat, label, len(given) - stale, stale, recused, len(asked))


def _cells(one: ItemPicture, whole: Picture, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    return tuple(
        _cell(labels[str(seat.pk)], one.given.get(seat.pk), recused=seat.pk in one.recused) for seat in whole.members
    )


def _cell(label: str, given: Given | None, *, recused: bool) -> Cell:
    if recused:
        return Cell(label, "recused", False)
    return Cell(label, given.stance.value, given.stale) if given else Cell(label, "none", False)
