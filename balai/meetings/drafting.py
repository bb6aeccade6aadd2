"""The text of the decision while it is being typed, and what is put to the vote or decided by it."""

from balai.agenda.models import AgendaItem
from balai.decisions.models import Outcome
from balai.meetings.models import DecisionDraft
from balai.words import Words

LONGEST = 20_000  # characters


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
