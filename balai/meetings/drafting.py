"""The text of the decision while it is being typed: who types it, and what is put to the vote or decided by it."""

from django.utils.translation import gettext as _

from balai.agenda.models import AgendaItem, Stage
from balai.decisions.models import Outcome
from balai.meetings.models import DecisionDraft, Voting
from balai.people.models import Person
from balai.people.standing import Standing
from balai.verdict import Verdict, forbidden, not_now, yes
from balai.words import Words

LONGEST = 20_000  # characters


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


def draft_of(item: AgendaItem) -> DecisionDraft | None:
    return DecisionDraft.objects.filter(item=item).select_related("written_by").first()


def text_of(item: AgendaItem) -> Words:
    """What is put to the vote now: the text as typed, else as submitted."""
    draft = draft_of(item)
    return dict(draft.text) if draft and draft.text else dict(item.ask)


def outcome_of(item: AgendaItem, text: Words) -> Outcome:
    """How a text that is adopted is called: another one than submitted is an amended one."""
    unchanged = all(item.ask.get(code, "").strip() == said.strip() for code, said in text.items())
    return Outcome.ADOPTED if unchanged else Outcome.AMENDED
