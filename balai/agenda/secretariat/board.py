"""The secretary's desk: where every item stands, who has answered, how long it will take."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from uuid import UUID

from balai.agenda.access import seen
from balai.agenda.agenda_versions import changes_seen, changes_since
from balai.agenda.forecasting import forecast_of
from balai.agenda.models import AgendaVersion, Meeting, MeetingState
from balai.agenda.picture import ItemPicture, Picture, picture
from balai.agenda.queries import labels_of
from balai.people.models import Membership, Role
from balai.people.standing import Sight
from balai.rules.agenda_diff import Change
from balai.rules.forecast import Forecast
from balai.rules.stance import Track


@dataclass(frozen=True, slots=True)
class Answered:
    """How far a member has come; numbers of items. `of` leaves out those from which the member is recused."""

    label: str
    name: str
    given: int
    stale: int
    of: int

    @property
    def missing(self) -> int:
        return self.of - self.given - self.stale


@dataclass(frozen=True, slots=True)
class Board:
    """The desk of one meeting. `key` is what makes pieces of the same item differ, besides the item's own stamp."""

    meeting: Meeting
    whole: Picture
    labels: Mapping[str, str]
    forecast: Forecast
    answered: tuple[Answered, ...]
    unpublished: tuple[Change, ...]
    key: tuple[Hashable, ...]

    @property
    def members(self) -> frozenset[UUID]:
        return frozenset(seat.pk for seat in self.whole.members)

    def on(self, track: Track) -> tuple[ItemPicture, ...]:
        return self.whole.on(track)

    @property
    def settled(self) -> tuple[ItemPicture, ...]:
        return tuple(one for one in self.whole.items if not one.item.pending)

    @property
    def unfinished(self) -> tuple[Answered, ...]:
        """Members who have not answered everything, those who miss most first."""
        return tuple(sorted((one for one in self.answered if one.missing or one.stale), key=lambda one: -one.missing))

    @property
    def finished(self) -> int:
        return len(self.answered) - len(self.unfinished)

    @property
    def shape(self) -> str:
        """What rows and columns the matrix has; a page that shows another shape asks for it anew."""
        rows, columns = (one.item.pk for one in self.whole.items), (seat.pk for seat in self.whole.members)
        return f"{hash((*rows, 0, *columns)):x}"


def board(meeting: Meeting, sight: Sight) -> Board:
    """The desk as readers with this sight see it. A constant number of queries in items and members."""
    whole = seen(picture(meeting), sight)
    speakers = Membership.objects.filter(body=meeting.body_id, role=Role.SPEAKER)
    labels = labels_of((*whole.members, *speakers.select_related("person", "organization")))
    return Board(
        meeting=meeting,
        whole=whole,
        labels=labels,
        forecast=forecast_of(whole),
        answered=tuple(_answered(seat, labels[str(seat.pk)], whole) for seat in whole.members),
        unpublished=unpublished_changes(meeting, sight),
        key=(meeting.body.people_stamp, meeting.body.rules_text, frozenset(seat.pk for seat in whole.members)),
    )


def unpublished_changes(meeting: Meeting, sight: Sight) -> tuple[Change, ...]:
    """What has changed since the last version: what the next publication will tell."""
    if meeting.state != MeetingState.PUBLISHED:
        return ()
    last = AgendaVersion.objects.filter(meeting=meeting).select_related("meeting").order_by("-number").first()
    return changes_seen(changes_since(last), sight) if last else ()


def _answered(seat: Membership, label: str, whole: Picture) -> Answered:
    asked = [one for one in whole.items if one.item.pending and str(seat.pk) not in one.apart and not one.closed]
    given = [one.given[seat.pk] for one in asked if seat.pk in one.given]
    stale = sum(1 for one in given if one.stale)
    return Answered(label, seat.person.name, len(given) - stale, stale, len(asked))
