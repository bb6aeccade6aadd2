"""A public meeting in big type: what is dealt with now, what was decided, what comes. It tells what the public page
tells, and nothing besides."""

from dataclasses import dataclass
from uuid import UUID

from balai.agenda.models import Meeting, MeetingState, Stage
from balai.meetings.models import Voting
from balai.meetings.votings import voting_behind
from balai.public.queries import PublicAgenda, PublicLine, meeting_page

NEXT_ITEMS = 3
LAST_SETTLED = 3


@dataclass(frozen=True, slots=True)
class BigScreen:
    """`voting`: the vote by which the last decision was taken, if it was taken by one."""

    page: PublicAgenda
    voting: Voting | None

    @property
    def meeting(self) -> Meeting:
        return self.page.meeting

    @property
    def running(self) -> PublicLine | None:
        if self.meeting.state != MeetingState.OPEN:
            return None
        return next((one for one in self.page.lines if one.item.stage == Stage.TAKEN_UP and not one.held_back), None)

    @property
    def coming(self) -> tuple[PublicLine, ...]:
        """What is done in a closed part that runs still stands among what comes."""
        return tuple(one for one in self.page.lines if one.item.stage == Stage.LISTED or one.held_back)

    @property
    def next_items(self) -> tuple[PublicLine, ...]:
        return self.coming[:NEXT_ITEMS]

    @property
    def more(self) -> int:
        return len(self.coming) - len(self.next_items)

    @property
    def settled(self) -> tuple[PublicLine, ...]:
        """What has been decided or put off, the last first; of what was adopted together the first on the agenda."""
        return settled(self.page)

    @property
    def last(self) -> PublicLine | None:
        return next(iter(self.settled), None)

    @property
    def announced(self) -> PublicLine | None:
        """The last result stands in the middle until the next item is taken up."""
        meets = self.meeting.state == MeetingState.OPEN and self.meeting.closed_part_since is None
        return self.last if meets and self.running is None else None

    @property
    def beside(self) -> tuple[PublicLine, ...]:
        first = 1 if self.announced else 0
        return self.settled[first : first + LAST_SETTLED]

    @property
    def more_settled(self) -> int:
        return len(self.settled) - len(self.beside) - (1 if self.announced else 0)


def settled(page: PublicAgenda) -> tuple[PublicLine, ...]:
    over = [one for one in page.lines if not one.item.pending and not one.held_back]
    return tuple(sorted(over, key=lambda one: one.item.settled_at or page.meeting.starts_at, reverse=True))


def big_screen(pk: UUID) -> BigScreen:
    """One query more than the public page.

    Raises:
        Http404: where there is no public page.
    """
    page = meeting_page(pk)
    last = next(iter(settled(page)), None)
    return BigScreen(page, voting_behind(last.decision) if last and last.decision else None)
