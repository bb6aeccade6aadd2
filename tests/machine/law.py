"""The rules of procedure of two bodies of four members, as read by whoever wrote this test: a small table, by hand.

Nothing here is computed by balai.rules. Each line names the key of the preset that it restates.
"""

from dataclasses import dataclass

DECIDING = ("kai", "marin", "pia", "tomas")  # in order of precedence; kai chairs
SEATS = (*DECIDING, "sara", "nils")  # the secretary, and a participant with the right to speak
MOST_MOTIONS = 3  # of one member on one item, in both bodies: motions.most
PEOPLE = (*SEATS, "ada", "dan", "olga")  # an adviser, a deputy without a seat, a member of another body


@dataclass(frozen=True, slots=True)
class Law:
    """What differs between the two bodies. `least`: so many of four must be there."""

    least: int
    recused_leave: bool  # who is recused is not counted for the item
    secretary: bool  # nothing is decided without the secretary
    of_present: bool  # the majority is one of those present; else of the votes for and against
    tie_by_chair: bool
    half_must_answer: bool
    members_stand_in: bool  # for each other; else only somebody who is no member
    secretary_speaks: bool
    always_debated: tuple[str, ...]
    two_thirds_of_all: tuple[str, ...]
    chair_confirms_minutes: bool  # else the secretary may, too
    only_who_was_there_objects: bool
    dissents_after_closing: bool
    advisers: bool
    longest_pause: int  # days
    closed_parts: bool
    repeated_for: tuple[str, ...]
    members_called: tuple[str, ...]  # in a roll call


# fmt: off
LAWS = {
    "estonia": Law(
        least=2,                           # quorum.of_members = half
        recused_leave=False,               # quorum.recused_count
        secretary=True,                    # quorum.secretary_required
        of_present=True,                   # majority.kind = present; abstentions are counted
        tie_by_chair=True,                 # majority.tie
        half_must_answer=False,            # positions.answers_needed
        members_stand_in=True,             # substitution.who = minister
        secretary_speaks=True,             # speakers.who
        always_debated=(),                 # block.excluded_kinds
        two_thirds_of_all=(),
        chair_confirms_minutes=True,       # minutes.confirmed_by
        only_who_was_there_objects=False,  # minutes.objections_by
        dissents_after_closing=False,      # minutes.dissents_until
        advisers=True,                     # mandates.allowed
        longest_pause=7,                   # suspension.longest_days
        closed_parts=False,                # parts
        repeated_for=("error", "fault"),   # voting.repeated_for
        members_called=("marin", "pia", "tomas", "kai"),  # by precedence, the chair last
    ),
    "council": Law(
        least=3,                           # more_than_half
        recused_leave=True,
        secretary=False,
        of_present=False,                  # votes_cast; abstentions are not counted
        tie_by_chair=False,
        half_must_answer=True,
        members_stand_in=False,            # deputy
        secretary_speaks=False,
        always_debated=("budget", "statute"),
        two_thirds_of_all=("statute",),    # majority.kinds.statute
        chair_confirms_minutes=False,      # silence: noted by the secretary or the chair
        only_who_was_there_objects=True,
        dissents_after_closing=True,       # until the term for objections is over
        advisers=False,
        longest_pause=14,
        closed_parts=True,
        repeated_for=("error", "fault", "misunderstood"),
        members_called=("marin", "pia", "tomas", "kai"),  # by the alphabet, the chair last
    ),
}
# fmt: on
KINDS = {"estonia": ("formal", "consultative", "electronic"), "council": ("formal", "electronic")}
