"""The answer of a policy: yes or no, with a sentence for people and the paragraph that decides."""

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why something is refused; pages answer with the HTTP status beside it."""

    PERMISSION = "permission"  # 403: this person may not do this
    PROOF = "proof"  # 403: this person may, once they have shown again who they are
    STATE = "state"  # 409: not now, or not any more
    INPUT = "input"  # 422: what was sent cannot be accepted


@dataclass(frozen=True, slots=True)
class Verdict:
    """`sentence` is in the reader's language; `rule` is a paragraph such as 'VVS § 16' or empty."""

    allowed: bool
    sentence: str
    rule: str = ""
    ground: Ground = Ground.PERMISSION

    def __bool__(self) -> bool:
        return self.allowed


def yes(sentence: str = "", rule: str = "") -> Verdict:
    return Verdict(True, sentence, rule)


def forbidden(sentence: str, rule: str = "") -> Verdict:
    return Verdict(False, sentence, rule, Ground.PERMISSION)


def unproved(sentence: str, rule: str = "") -> Verdict:
    return Verdict(False, sentence, rule, Ground.PROOF)


def not_now(sentence: str, rule: str = "") -> Verdict:
    return Verdict(False, sentence, rule, Ground.STATE)


def bad_input(sentence: str, rule: str = "") -> Verdict:
    return Verdict(False, sentence, rule, Ground.INPUT)


class Refused(Exception):
    """An action was refused; nothing has changed."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"{verdict.sentence} ({verdict.rule})" if verdict.rule else verdict.sentence)
        self.verdict = verdict
