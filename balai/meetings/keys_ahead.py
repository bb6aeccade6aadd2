"""The keys of a secret ballot, made ahead of the act that opens it (balai/meetings/ballots/ahead.py)."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from balai.meetings.ballots.ahead import Outdated
from balai.meetings.ballots.engine import SpoiltBox
from balai.meetings.ballots.engines import ENGINES
from balai.meetings.ballots.keys import destroy, folder_of, new_folder
from balai.meetings.hall import Hall
from balai.meetings.models import Voting
from balai.meetings.secret_policy import not_started
from balai.rules.procedure import SecretBallotRules
from balai.verdict import Refused

SPARE = 8  # ballots for seats that are filled while the vote is open


@dataclass(frozen=True, slots=True)
class Keys:
    """`voting`: the vote that will be opened with them. `made`: False where the engine did not start."""

    voting: UUID
    voters: int
    made: bool = True


def make_keys(room: Hall) -> Keys | None:
    """For every seat that may vote. None where the rules know no secret ballot."""
    if (law := room.rules.secret_ballot) is None:
        return None
    key, voters = uuid4(), len(room.seats) + SPARE
    try:
        ENGINES[law.engine].prepare(new_folder(key), voters=voters)
    except (SpoiltBox, OSError):
        return Keys(key, voters, made=False)
    return Keys(key, voters)


def usable(keys: Keys | None, room: Hall, law: SecretBallotRules) -> UUID:
    """The key of the vote that they are for.

    Raises:
        Outdated: there are none, or more seats vote by now.
        Refused: the engine did not start.
    """
    if keys is None or len(room.seats) > keys.voters:
        raise Outdated
    if not keys.made:
        raise Refused(not_started(law))
    return keys.voting


def give_up(keys: Keys | None) -> None:
    """No vote was opened with them; one that was, before something after it failed, keeps them."""
    if keys is not None and not Voting.objects.filter(pk=keys.voting).exists():
        destroy(folder_of(keys.voting))
