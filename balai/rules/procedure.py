"""Rules of procedure as a typed value, read from one TOML file for each body. docs/RULES.md explains every key.

Every section names the paragraph that it rests on (`rule`); refusals quote it.
"""

import tomllib
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from balai.rules.calendar import has_calendar
from balai.rules.problems import Problem, RulesError, in_words, syntax_problem

__all__ = ["PRESETS", "Problem", "Rules", "RulesError", "load", "preset", "preset_text"]

PRESETS = ("estonia", "latvia", "latvia_state_secretaries", "indonesia", "council")

Words = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Days = Annotated[int, Field(ge=0, le=250)]
Fraction = Literal["none", "half", "more_than_half", "two_thirds", "all"]
MajorityKind = Literal["present", "all_members", "two_thirds", "unanimity", "one_decider", "votes_cast"]
Abstentions = Literal["not_counted", "against", "counted_present"]
Tie = Literal["chair", "fails", "none"]
StanceName = Literal["no_objection", "wish_to_speak", "objection", "abstain"]


def _unchanging(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[Words, ...], BeforeValidator(_unchanging)]


class Section(BaseModel):
    """A part of the rules: it cannot be changed, knows no other keys, and converts nothing by guessing."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class QuorumRules(Section):
    """When the body can decide."""

    rule: Words
    of_members: Fraction
    chair_required: bool
    secretary_required: bool
    recused_count: bool  # do members who recused themselves from an item still count as present for it
    emergency_beside_chair: Annotated[int, Field(ge=1, le=50)] | None = (
        None  # members beside the chair, in an emergency
    )


class MajorityOfKind(Section):
    """What differs for one kind of item; what is not given stays as for all."""

    rule: Words
    kind: MajorityKind | None = None
    two_thirds_of: Literal["present", "all_members", "votes_cast"] | None = None
    abstentions: Abstentions | None = None
    tie: Tie | None = None


class MajorityRules(Section):
    """How votes are counted."""

    rule: Words
    kind: MajorityKind
    two_thirds_of: Literal["present", "all_members", "votes_cast"] = "present"
    abstentions: Abstentions
    tie: Tie
    kinds: dict[str, MajorityOfKind] = {}

    def of(self, item_kind: str) -> "MajorityRules":
        """The rules of counting for this kind of item."""
        special = self.kinds.get(item_kind)
        return self.model_copy(update=special.model_dump(exclude_none=True)) if special else self


class PositionRules(Section):
    """What members say before the meeting: who sees it, when it closes, what silence means."""

    rule: Words
    visible: Literal["always", "after_deadline", "after_opening", "secretariat_only"]
    close_minutes_before: Annotated[int, Field(ge=0, le=14 * 24 * 60)] = 0  # 0: when the meeting begins
    close_working_days_before: Annotated[int, Field(ge=1, le=30)] | None = None
    close_time: Clock | None = None
    silence: Literal["no_objection", "not_counted", "discuss", "undecidable"]
    answers_needed: Fraction
    stale_counts: bool

    @model_validator(mode="after")
    def _one_deadline(self) -> Self:
        if (self.close_working_days_before is None) != (self.close_time is None):
            raise ValueError("close_working_days_before and close_time belong together")
        if self.close_time is not None and self.close_minutes_before:
            raise ValueError("give either close_minutes_before or close_working_days_before with close_time, not both")
        return self


class BlockRules(Section):
    """What is adopted together without debate."""

    rule: Words
    opened_by: Annotated[tuple[StanceName, ...], BeforeValidator(_unchanging)]
    speakers_open: bool  # does the wish of a participant with the right to speak open an item
    excluded_kinds: Names
    incomplete_passes: bool
    needs_confirmed_agenda: bool

    @model_validator(mode="after")
    def _objections_open(self) -> Self:
        if "objection" not in self.opened_by:
            raise ValueError('opened_by must hold "objection": nothing is adopted without debate against an objection')
        if "no_objection" in self.opened_by:
            raise ValueError('opened_by cannot hold "no_objection": then no item could ever pass')
        return self


class SubstitutionRules(Section):
    """Who stands in for an absent member."""

    rule: Words
    who: Literal["minister", "deputy", "none"]
    second_vote: bool
    may_chair: bool
    chair_substitute: Literal["minister", "deputy", "none"]


class MandateRules(Section):
    """Whether advisers prepare for the members. Without this section there are none."""

    rule: Words
    allowed: bool
    given_by: Literal["member", "member_or_secretary"]


class AgendaRules(Section):
    """How the agenda comes about."""

    rule: Words
    confirmed_by: Literal["chair", "secretary"]
    urgent_at_start: bool
    urgent_proposed_by: Literal["minister", "chair", "anyone", "nobody"]
    notice_working_days: Days | None = None


class KindRules(Section):
    """Which kinds of items there are; an empty list: any."""

    rule: Words
    allowed: Names


class MeetingKindRules(Section):
    """What one kind of meeting may do."""

    rule: Words
    decisions: bool
    closed: bool


class MeetingRules(Section):
    """The kinds of meetings that this body holds; a kind that is not given is not held."""

    formal: MeetingKindRules
    consultative: MeetingKindRules | None = None
    electronic: MeetingKindRules | None = None


class ConsultationRules(Section):
    """Consultation between ministries before an item is submitted; terms in working days."""

    rule: Words
    working_days: Days
    urgent_working_days: Days | None = None
    extension_working_days: Days | None = None
    second_round_working_days: Days | None = None
    silence: Literal["approved", "escalates", "blocks"]
    grades: Names


class MinutesRules(Section):
    """When the minutes are due, how long and by whom their content can be objected to, and what confirms them."""

    rule: Words
    due_working_days: Days | None = None
    objections_working_days: Days | None = None
    objections_by: Literal["members", "present"] = "members"
    confirmed_by: Literal["silence", "chair", "next_meeting"] = "chair"
    names: bool = False  # do the minutes say who voted how
    dissents_until: Literal["never", "closing", "objections"] = "closing"
    published: bool = False  # are those of meetings closed to the public published all the same


class TaskRules(Section):
    """Tasks that follow from decisions."""

    rule: Words
    default_months: Annotated[int, Field(ge=1, le=60)] | None = None
    report_every_months: Annotated[int, Field(ge=1, le=60)] | None = None


class AssuranceRules(Section):
    """How sure it must be, and since when, who votes and decides. Without this section nothing is asked."""

    rule: Words
    level: Literal["none", "password", "two_factors", "passkey", "device_passkey"]
    vote_minutes: Annotated[int, Field(ge=1, le=24 * 60)] | None = None  # so long after a sign-in or proof one can vote
    decide_minutes: Annotated[int, Field(ge=1, le=24 * 60)] | None = None  # and adopt, decide, open and close


class AccessRules(Section):
    """What a restricted item or paper shows to those who may not open it, and how long a restriction lasts."""

    rule: Words
    inside: Literal["title", "nothing"]  # to those who belong to the body
    outside: Literal["title", "nothing"]  # to the public
    longest_years: Annotated[int, Field(ge=1, le=100)] | None = None
    members_by_office: bool = False  # members of the body need no clearance


class ReportingRules(Section):
    """Sending results up to the body that confirms them. Without this section: the chair or the secretary does."""

    rule: Words
    sent_by: Annotated[tuple[Literal["chair", "secretary"], ...], BeforeValidator(_unchanging), Field(min_length=1)]


class PartRules(Section):
    """A public meeting with closed parts. Without this section it has none."""

    rule: Words
    closed: bool  # may the chair close a part of a meeting to the public


class ExtraordinaryRules(Section):
    """A meeting out of turn. Without this section the body holds none."""

    rule: Words
    called_by: Annotated[tuple[Literal["chair", "secretary"], ...], BeforeValidator(_unchanging), Field(min_length=1)]
    notice_hours: Annotated[int, Field(ge=0, le=240)] | None = None  # at least so long before it is called
    emergency: bool = False  # can it sit with the quorum of an emergency (quorum.emergency_beside_chair)


class InvitationRules(Section):
    """Inviting somebody without a seat to one item. Without this section nobody is invited."""

    rule: Words
    meetings: Annotated[tuple[Literal["formal", "consultative"], ...], BeforeValidator(_unchanging)]
    may_speak: bool  # can they be given the right to speak


class SuspensionRules(Section):
    """A meeting suspended and resumed. Without this section: attendance is noted anew on another day."""

    rule: Words
    attendance_anew: Literal["always", "another_day", "never"]
    longest_days: Annotated[int, Field(ge=0, le=60)] | None = None  # later than that it is another meeting


class SpeakerRules(Section):
    """Who speaks in the meeting, in which order, how long. Without this section: first come, first served."""

    rule: Words
    order: Literal["first_come", "submitter_first", "alternating", "chair"]
    who: Annotated[
        tuple[Literal["members", "participants", "secretary"], ...], BeforeValidator(_unchanging), Field(min_length=1)
    ]
    speech_minutes: Annotated[int, Field(ge=1, le=120)] | None = None  # after so long the clock warns; it stops nobody


class MotionRules(Section):
    """Motions to change the text of a decision. Without this section members propose; the general majority carries."""

    rule: Words
    allowed: bool
    majority: Literal["present", "votes_cast", "all_members"] | None = None
    most: Annotated[int, Field(ge=1, le=50)] = 3  # of one member on one item: nobody holds an item up for ever


class VotingRules(Section):
    """Kinds of votes beside the open one. Without this section: open votes only, and no vote is repeated."""

    rule: Words
    roll_call: bool
    roll_call_order: Literal["alphabetical", "precedence"] = "alphabetical"
    chair_called: Literal["last", "first", "in_order"] = "last"
    secretary_notes: bool = False  # does the secretary note answers that are spoken
    seconds: Annotated[int, Field(ge=10, le=3600)] | None = None  # sooner a vote closes only when all have voted
    repeated_for: Annotated[tuple[Literal["error", "fault", "misunderstood"], ...], BeforeValidator(_unchanging)] = ()


class SecretBallotRules(Section):
    """For which kinds of items a vote is secret. Without this section there is no secret ballot."""

    rule: Words
    kinds: Annotated[Names, Field(min_length=1)]
    obligatory: bool  # are these kinds never voted on openly
    engine: Literal["plain", "belenios"]
    least_votes: Annotated[int, Field(ge=3, le=500)]  # with fewer nothing is counted: too little to hide in


class Rules(Section):
    """The rules of procedure of one body."""

    name: Words
    law: Words
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    subdivision: Words | None = None
    goal_minutes: Annotated[int, Field(ge=1, le=1440)]
    quorum: QuorumRules
    majority: MajorityRules
    positions: PositionRules
    block: BlockRules
    substitution: SubstitutionRules
    agenda: AgendaRules
    kinds: KindRules
    meeting_kinds: MeetingRules
    consultation: ConsultationRules | None = None
    minutes: MinutesRules | None = None
    task: TaskRules | None = None
    assurance: AssuranceRules | None = None
    access: AccessRules | None = None
    mandates: MandateRules | None = None
    speakers: SpeakerRules | None = None
    motions: MotionRules | None = None
    voting: VotingRules | None = None
    secret_ballot: SecretBallotRules | None = None
    suspension: SuspensionRules | None = None
    invitations: InvitationRules | None = None
    extraordinary: ExtraordinaryRules | None = None
    parts: PartRules | None = None
    reporting: ReportingRules | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if not has_calendar(self.country, self.subdivision):
            raise ValueError(f"no calendar of public holidays for {self.country} {self.subdivision or ''}".rstrip())
        if self.majority.kind == "one_decider" and not self.quorum.chair_required:
            raise ValueError("where one person decides, quorum.chair_required must be true")
        secret = self.secret_ballot.kinds if self.secret_ballot else ()
        if self.extraordinary and self.extraordinary.emergency and self.quorum.emergency_beside_chair is None:
            raise ValueError("extraordinary.emergency needs quorum.emergency_beside_chair")
        unknown = {*self.block.excluded_kinds, *self.majority.kinds, *secret} - set(self.kinds.allowed)
        if self.kinds.allowed and unknown:
            raise ValueError(f"kinds.allowed does not hold the kinds named elsewhere: {', '.join(sorted(unknown))}")
        return self


def load(text: str, source: str) -> Rules:
    """Read rules of procedure from TOML.

    Args:
        source: the name of the file, for messages.

    Raises:
        RulesError: names every problem with its file, key and reason.
    """
    try:
        return Rules.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulesError((syntax_problem(error, source),)) from None
    except ValidationError as error:
        raise RulesError(tuple(in_words(one, Rules, source) for one in error.errors())) from None


def preset_text(name: str) -> str:
    """The TOML of a preset, with its paragraphs as comments: what a new body begins with."""
    if name not in PRESETS:
        raise KeyError(f"no preset {name!r}; there are: {', '.join(PRESETS)}")
    return files("balai.rules").joinpath("presets", f"{name}.toml").read_text(encoding="utf-8")


def preset(name: str) -> Rules:
    return load(preset_text(name), f"{name}.toml")
