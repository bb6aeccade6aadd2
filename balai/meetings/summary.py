"""A closed meeting in numbers: what was forecast, how long it took, what passed without debate."""

from dataclasses import dataclass
from functools import cached_property

from balai.agenda.forecasting import foretold, history
from balai.agenda.models import Stage
from balai.agenda.picture import ItemPicture
from balai.meetings.queries import Sitting
from balai.rules.forecast import Forecast, Planned


@dataclass(frozen=True)
class Summary:
    """Of the items that were on the agenda when the meeting opened, or came on it then."""

    now: Sitting

    @cached_property
    def items(self) -> tuple[ItemPicture, ...]:
        opened = self.now.meeting.opened_at
        return tuple(
            one
            for one in self.now.whole.items
            if opened is None or one.item.settled_at is None or one.item.settled_at >= opened
        )

    @property
    def discussed(self) -> int:
        return sum(1 for one in self.items if one.item.taken_up_at is not None)

    @property
    def without_debate(self) -> int:
        together = (Stage.ADOPTED, Stage.AGREED)
        return sum(1 for one in self.items if one.item.stage in together and one.item.taken_up_at is None)

    @property
    def set_aside(self) -> int:
        return sum(1 for one in self.items if one.item.stage in (Stage.POSTPONED, Stage.WITHDRAWN))

    @cached_property
    def forecast(self) -> Forecast:
        """What the forecast was at the opening, from the triage of these items and the meetings before."""
        planned = [Planned(str(one.item.pk), one.track, one.item.kind, one.item.planned_minutes) for one in self.items]
        meeting = self.now.meeting
        return foretold(planned, history(meeting.body, before=meeting.opened_at))
