"""Access restrictions: who may open an item or a paper, and what it shows to others.

Estonia: Public Information Act (AvTS) § 35 names the grounds of a restriction, § 40 its longest term. Levels of
clearance are those that states and the European Union have in common (Decision 2013/488/EU, art. 2).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from balai.rules.procedure import AccessRules, Rules
from balai.rules.words import Reason
from balai.rules.words import gettext_noop as _

LONGEST_GROUND = 300


class Level(StrEnum):
    """Who may open it, from everybody to those on a list."""

    PUBLIC = "public"
    EMBARGOED = "embargoed"  # internal until a moment, then public
    INTERNAL = "internal"  # everybody who belongs to the body
    RESTRICTED = "restricted"  # who belongs to the body and is cleared for it
    NAMED = "named"  # who stands on the list


class Clearance(IntEnum):
    """What a person may be trusted with; each level holds those below it."""

    NONE = 0
    RESTRICTED = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4


class Shown(StrEnum):
    """What a reader is shown of a thing."""

    WHOLE = "whole"
    TITLE = "title"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Restriction:
    """`ends_at`: from then on it is public. `clearance`: what readers need. `readers`: keys of persons."""

    level: Level = Level.PUBLIC
    ground: str = ""
    ends_at: datetime | None = None
    clearance: Clearance = Clearance.NONE
    readers: frozenset[str] = frozenset()

    def level_at(self, at: datetime) -> Level:
        return Level.PUBLIC if self.ends_at is not None and self.ends_at <= at else self.level


@dataclass(frozen=True, slots=True)
class Reader:
    """`belongs`: to the body. `decides`: holds a seat there that decides, of their own; who
    only stands in for a member has not the office that clears the member."""

    person: str = ""
    belongs: bool = False
    decides: bool = False
    clearance: Clearance = Clearance.NONE


OUTSIDER = Reader()


def law_of(rules: Rules) -> AccessRules:
    """The body's rules on access; without a section the cautious ones."""
    return rules.access or AccessRules(rule=rules.agenda.rule, inside="title", outside="nothing")


def shown(restriction: Restriction, reader: Reader, at: datetime, rules: Rules) -> Shown:
    """What this reader is shown of a thing under this restriction."""
    level = restriction.level_at(at)
    if level == Level.PUBLIC or _may_open(restriction, level, reader, law_of(rules)):
        return Shown.WHOLE
    if level == Level.EMBARGOED:
        return Shown.NOTHING
    law = law_of(rules)
    return Shown(law.inside if reader.belongs else law.outside)


def _may_open(restriction: Restriction, level: Level, reader: Reader, law: AccessRules) -> bool:
    if not reader.belongs:
        return False
    by_office = law.members_by_office and reader.decides
    cleared = by_office or reader.clearance >= restriction.clearance
    if level == Level.NAMED:
        return cleared and reader.person in restriction.readers
    return cleared if level == Level.RESTRICTED else True


def leaves_gap(restriction: Restriction, rules: Rules) -> bool:
    """Whether some readers of the agenda are not shown that the thing exists: its number must not tell them either."""
    law = law_of(rules)
    if restriction.level in (Level.RESTRICTED, Level.NAMED):
        return "nothing" in (law.inside, law.outside)
    return restriction.level == Level.EMBARGOED or (restriction.level == Level.INTERNAL and law.outside == "nothing")


def latest_end(at: datetime, rules: Rules) -> datetime | None:
    """When a restriction that begins now ends by law at the latest."""
    years = law_of(rules).longest_years
    if years is None:
        return None
    try:
        return at.replace(year=at.year + years)
    except ValueError:  # from a leap day to a year without one
        return at.replace(year=at.year + years, day=28)


def ended_by_law(restriction: Restriction, at: datetime, rules: Rules) -> Restriction:
    """The restriction; without an end it ends when the law ends it."""
    if restriction.ends_at is not None or restriction.level in (Level.PUBLIC, Level.EMBARGOED):
        return restriction
    return replace(restriction, ends_at=latest_end(at, rules))


def why_not_restrict(restriction: Restriction, at: datetime, rules: Rules) -> Reason | None:
    """What makes a restriction unlawful, or None where nothing does."""
    law, level, ends = law_of(rules), restriction.level, restriction.ends_at
    if level == Level.PUBLIC:
        return None
    if ends is not None and ends <= at:
        return Reason(_("The end of the restriction lies in the past"), law.rule)
    if level == Level.EMBARGOED:
        return None if ends else Reason(_("An embargo says until when it lasts"), law.rule)
    if not restriction.ground.strip():
        return Reason(_("A restriction names its ground in law"), law.rule)
    if len(restriction.ground) > LONGEST_GROUND:
        return Reason(_("The ground is longer than {most} characters"), law.rule, values={"most": LONGEST_GROUND})
    latest = latest_end(at, rules)
    if latest is not None and (ends is None or ends > latest):
        return Reason(
            _("A restriction lasts {years} years at most"), law.rule, values={"years": law.longest_years or 0}
        )
    if level == Level.NAMED and not restriction.readers:
        return Reason(_("Name who may read it"), law.rule)
    return None
