"""The whole machine: every subject's steps, and how it is run."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from balai import clock
from balai.people.actions.enrol import enrol
from tests.factories import Cast, make_adviser, make_cast
from tests.machine.agenda import Building
from tests.machine.comparing import Comparing
from tests.machine.ending import Ending
from tests.machine.law import LAWS
from tests.machine.minutes import Minuting
from tests.machine.room import BEGINNING
from tests.machine.scenes import Scenes
from tests.machine.waiting import Waiting


class WholeMeeting(Comparing, Ending, Waiting, Scenes, Building, Minuting):
    """A subject's steps are one class among these."""


@dataclass(frozen=True)
class Subject:
    """What a run dwells on. `steps`: those that chance may take; none named: all."""

    steps: frozenset[str] = frozenset()
    starts_in: tuple[str, ...] = ("draft", "confirmed", "open", "open", "closed")
    kinds: tuple[str, ...] = ()


ALWAYS = frozenset({"time_passes"})
SUBJECTS = {
    "everything": Subject(),
    "votes": Subject(
        frozenset(
            {
                "a_vote",
                "vote",
                "note_answer",
                "call_the_roll",
                "close_voting",
                "repeat_voting",
                "people_come_and_go",
                "end_recusal",
                "end_substitution",
                "go_on",
            }
        ),
        ("open",),
        ("formal",),
    ),
    "motions": Subject(
        frozenset(
            {
                "a_debate_on_motions",
                "move_motion",
                "take_back_motion",
                "settle_motion",
                "put_motion",
                "close_voting",
                "repeat_voting",
                "open_voting",
                "decide",
                "undo",
                "go_on",
            }
        ),
        ("open",),
        ("formal",),
    ),
    "debates": Subject(
        frozenset(
            {"a_debate", "ask_to_speak", "give_floor", "end_speech", "leave_list", "close_list", "go_on", "close"}
        ),
        ("open",),
        ("formal",),
    ),
    "deciding": Subject(
        frozenset(
            {
                "adopt_block",
                "a_debate",
                "a_debate_on_motions",
                "take_up",
                "decide",
                "people_come_and_go",
                "ask_to_open",
                "recuse",
                "go_on",
            }
        ),
        ("open",),
    ),
    "pauses": Subject(
        frozenset({"suspend", "a_break", "move", "resume", "a_closed_part", "note", "a_vote", "go_on", "undo"}),
        ("open",),
    ),
    "undoing": Subject(
        frozenset({"undo", "a_debate", "take_up", "set_aside", "decide", "adopt_block", "people_come_and_go", "go_on"}),
        ("open",),
    ),
    "before": Subject(
        frozenset(
            {
                "add",
                "edit",
                "publish",
                "confirm",
                "reopen",
                "withdraw",
                "mark",
                "take_back",
                "mark_all_the_rest",
                "recuse",
                "end_recusal",
                "time_passes",
                "open",
                "adopt_block",
            }
        ),
        ("draft", "published"),
    ),
    "minutes": Subject(
        frozenset({"write", "circulate", "object", "answer", "confirm_minutes", "dissent", "time_passes", "go_on"}),
        ("open", "closed", "closed"),
    ),
}


def make_world(rules: str) -> Cast:
    """The cast, an adviser where the rules know one, and a deputy."""
    with clock.as_if(BEGINNING):
        cast = make_cast(rules)
        if LAWS[rules].advisers:
            make_adviser(cast)
        else:
            cast.people["ada"] = enrol("ada", name="Ada Example", by=cast.root)
        cast.people["dan"] = enrol("dan", name="Dan Example", by=cast.root)
    return cast


def plain(name: str) -> Callable[..., object]:
    """A step that is no rule: others may take it, chance does not."""
    step = getattr(WholeMeeting, name)
    return lambda self, *args, **named: step(self, *args, **named)


def run(
    cast: Cast,
    rules: str,
    subject: str = "everything",
    *,
    meetings: int,
    steps: int,
    by_chance: bool = False,
    shrink: bool = True,
    **more: object,
) -> Counter[str]:
    """Draw so many meetings of at most so many steps; what was seen there. The same ones each time, or `by_chance`.

    Args:
        subject: of SUBJECTS; chance takes only the steps that it names.

    Raises:
        AssertionError: an invariant does not hold; the steps that lead there, as few as were found, stand beside it.
    """
    chosen = SUBJECTS[subject]
    names = {one.function.__name__ for one in WholeMeeting.setup_state().rules}
    assert chosen.steps <= names, f"no such steps: {chosen.steps - names}"
    left_out = {name: plain(name) for name in names - chosen.steps - ALWAYS if chosen.steps}
    own = {"cast": cast, "law": rules, "others": {}, "seen": Counter(), "starts_in": chosen.starts_in}
    machine = type("Meeting", (WholeMeeting,), own | {"kinds": chosen.kinds} | left_out | more)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=meetings,
            stateful_step_count=steps,
            derandomize=not by_chance,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
            print_blob=False,
        ),
    )
    seen: Counter[str] = machine.seen  # type: ignore[attr-defined]
    return seen
