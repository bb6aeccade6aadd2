"""Defences of the course of things: what comes after what, and what only once."""

from typing import Any

from balai.drill.switches import Off, always_yes, defence, instead, put, swap


@defence("deadline", "After the deadline no position is given.")
def deadline(off: Off) -> None:
    from balai import clock
    from balai.agenda import policy

    class Stopped:
        """A clock that shows a moment long ago while the defence is off."""

        def __init__(self, original: Any) -> None:
            self.original = original

        def now(self) -> Any:
            now = self.original.now()
            return now.replace(year=now.year - 1) if off() else now

    put(policy, "clock", Stopped(clock))


@defence("version-read", "A position counts for the version that was read; another one has to be looked at again.")
def version_read(off: Off) -> None:
    from balai.agenda import policy

    def any_version(original: Any, item: Any, verdict: Any, *, recused: bool, seen_version: int) -> Any:
        return original(item, verdict, recused=recused, seen_version=item.version)

    swap(policy, "takes_position", off, any_version)


@defence("answered-meanwhile", "An answer that has not seen the latest one from another device replaces nothing.")
def answered_meanwhile(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "not_answered_meanwhile", off, always_yes)


@defence("vote-is-closed", "Once a vote is closed it takes no votes.")
def vote_is_closed(off: Off) -> None:
    from copy import copy

    from balai.meetings import voting_policy

    def as_if_open(original: Any, who: Any, voting: Any, *args: Any, **kwargs: Any) -> Any:
        reopened = copy(voting)
        reopened.closed_at = None
        return original(who, reopened, *args, **kwargs)

    swap(voting_policy, "may_vote", off, as_if_open)


@defence("quorum", "Nothing is decided without a quorum.")
def quorum(off: Off) -> None:
    from balai.meetings import policy

    swap(policy, "has_quorum", off, lambda original, hall, verdict, *recused: verdict)


@defence("recused-stay-out", "Who has recused themselves does not vote on the item.")
def recused_stay_out(off: Off) -> None:
    from balai.agenda import fetch

    swap(fetch, "is_recused", off, instead(False))


@defence("settled-is-settled", "What is settled is not settled again.")
def settled_is_settled(off: Off) -> None:
    from balai.meetings import policy

    swap(policy, "may_settle", off, always_yes)


@defence("vote-first", "While a vote is open the item is decided by its count.")
def vote_first(off: Off) -> None:
    from balai.meetings import policy

    def without_vote(original: Any, who: Any, item: Any, open_voting: Any) -> Any:
        return original(who, item, None)

    swap(policy, "may_settle", off, without_vote)


@defence("block-as-seen", "The chair adopts the block that stood on the button, or nothing.")
def block_as_seen(off: Off) -> None:
    from balai.meetings.views import chair

    swap(chair, "seen", off, instead(None))


@defence("block-of-pending", "A block holds items that are still to be decided.")
def block_of_pending(off: Off) -> None:
    from balai.agenda.models import Stage
    from balai.agenda.picture import Picture
    from balai.meetings import block
    from balai.rules.stance import Track

    def whatever_its_stage(original: Any, whole: Picture, room: Any) -> Any:
        adopted = [one for one in whole.items if one.item.stage == Stage.ADOPTED and one.track == Track.WITHOUT_DEBATE]
        return original(whole, room) or tuple(adopted)

    swap(block, "block_of", off, whatever_its_stage)


@defence("vote-replaces-vote", "A second vote of a seat replaces its first.")
def vote_replaces_vote(off: Off) -> None:
    from balai.meetings.models import Vote

    def beside(original: Any, *, voting: Any, seat: Any, defaults: dict[str, Any]) -> Any:
        return Vote.objects.create(voting=voting, seat=seat, **defaults), True

    swap(Vote.objects, "update_or_create", off, beside)


@defence("only-before-the-meeting", "A confirmed agenda is reopened before the meeting, not while it runs.")
def only_before_the_meeting(off: Off) -> None:
    from balai.agenda import policy

    swap(policy, "may_reopen_agenda", off, always_yes)


@defence("urgent-at-the-start", "An urgent item is added before the first item is dealt with.")
def urgent_at_the_start(off: Off) -> None:
    from balai.meetings import policy

    def whenever(original: Any, who: Any, meeting: Any, *, begun: bool) -> Any:
        return original(who, meeting, begun=False)

    swap(policy, "may_add_urgent", off, whenever)
