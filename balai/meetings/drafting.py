"""The text of the decision while it is being typed, and what is put to the vote or decided by it."""

from balai import clock
from balai.agenda.models import AgendaItem
from balai.decisions.models import Outcome
from balai.ledger.log import Json
from balai.meetings.models import DecisionDraft
from balai.people.models import Person
from balai.words import Words

LONGEST = 20_000  # characters


def draft_of(item: AgendaItem) -> DecisionDraft | None:
    return DecisionDraft.objects.filter(item=item).select_related("written_by").first()


def text_of(item: AgendaItem) -> Words:
    """What is put to the vote now: the text as typed, else as submitted."""
    draft = draft_of(item)
    return dict(draft.text) if draft and draft.text else dict(item.ask)


def number_of(item: AgendaItem) -> int:
    """Of the text as it stands now; 0 where nobody has written one."""
    return DecisionDraft.objects.filter(item=item).values_list("number", flat=True).first() or 0


def put_in_draft(item: AgendaItem, text: Words, by: Person) -> dict[str, Json] | None:
    """Make this the text to be decided; what stood there before. For actions alone."""
    before = DecisionDraft.objects.filter(item=item).first()
    number = (before.number if before else 0) + 1
    DecisionDraft.objects.update_or_create(
        item=item, defaults={"text": text, "number": number, "written_by": by, "at": clock.now()}
    )
    return {"text": dict(before.text), "by": str(before.written_by_id)} if before else None


def outcome_of(item: AgendaItem, text: Words) -> Outcome:
    """How a text that is adopted is called: another one than submitted is an amended one."""
    unchanged = all(item.ask.get(code, "").strip() == said.strip() for code, said in text.items())
    return Outcome.ADOPTED if unchanged else Outcome.AMENDED
