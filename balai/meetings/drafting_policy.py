"""Who types the text of the decision, and when."""

from django.utils.translation import gettext as _

from balai.agenda.models import AgendaItem, Stage
from balai.decisions.models import Outcome
from balai.meetings.drafting import number_of, outcome_of, text_of
from balai.meetings.models import DecisionDraft, Voting
from balai.people.models import Person
from balai.people.standing import Standing
from balai.verdict import Verdict, forbidden, not_now, yes


def may_draft_decision(who: Standing, item: AgendaItem, open_voting: Voting | None) -> Verdict:
    """The secretary and the chair, on the item in debate, while no vote is open: what is voted on stands still."""
    rule = who.body.rules.majority.rule
    if not (who.is_secretary or who.is_chair):
        return forbidden(_("Only the secretary and the chair write the text of the decision."), rule)
    if item.stage != Stage.TAKEN_UP:
        return not_now(_("The text of the decision is written while the item is in debate."), rule)
    if open_voting is not None:
        return not_now(_("A vote is open: what is voted on does not change."), rule)
    return yes(rule=rule)


def not_typed_meanwhile(before: DecisionDraft | None, seen: int | None, by: Person, rule: str) -> Verdict:
    """Two hands, one text: who types on an older text than what stands is told so."""
    if seen is None or seen == (before.number if before else 0) or (before and before.written_by_id == by.pk):
        return yes(rule=rule)
    return not_now(_("Somebody else has changed the text meanwhile: look at it before you write on."), rule)


def adopts_what_stands(item: AgendaItem, rule: str) -> Verdict:
    """Adopted as submitted is what nobody has changed: a page from before a motion was adopted decides nothing else."""
    if outcome_of(item, text_of(item)) == Outcome.AMENDED:
        return not_now(_("Another text than the submitted one stands by now: look at it before you adopt."), rule)
    return yes(rule=rule)


def amends_what_stands(item: AgendaItem, seen: int | None, rule: str) -> Verdict:
    """A page from before another text came to stand, by a motion or another hand, does not write over it unseen."""
    if seen is None or seen == number_of(item):
        return yes(rule=rule)
    return not_now(_("The text has changed meanwhile: look at it before you adopt."), rule)
