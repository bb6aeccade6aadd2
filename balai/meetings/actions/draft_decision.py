"""Drafting: the text of the decision on the item in debate, as it is being typed, seen by everybody in the meeting.

Nothing binds while it is typed, so typing leaves no entry: the text enters the record with the act that binds it, when
it is put to the vote or decided.
"""

from django.utils.translation import gettext as _

from balai import clock
from balai.action import action, nothing_changed, require
from balai.agenda.announcing import changed
from balai.agenda.fetch import locked_item
from balai.agenda.models import AgendaItem
from balai.meetings.drafting import LONGEST
from balai.meetings.drafting_policy import may_draft_decision, not_typed_meanwhile
from balai.meetings.models import DecisionDraft
from balai.meetings.votings import open_voting_of
from balai.people.models import Person
from balai.verdict import bad_input
from balai.words import Words


@action("meetings.draft_decision", personal=True)
def draft_decision(item: AgendaItem, text: Words, *, by: Person, seen: int | None = None) -> DecisionDraft:
    """Keep the text as it stands. `seen`: the number of the text that was typed on, 0 for none."""
    item, who = locked_item(item, by)
    verdict = may_draft_decision(who, item, open_voting_of(item.meeting))
    require(verdict)
    before = DecisionDraft.objects.filter(item=item).first()
    require(not_typed_meanwhile(before, seen, by, verdict.rule))
    if any(len(one) > LONGEST for one in text.values()):
        said = _("The text of a decision has at most %(most)s characters.")
        require(bad_input(said % {"most": LONGEST}, verdict.rule))
    written = {code: said.strip() for code, said in text.items() if said.strip()}
    if before is not None and before.text == written:
        nothing_changed()
        return before
    draft, _new = DecisionDraft.objects.update_or_create(
        item=item,
        defaults={
            "text": written,
            "number": (before.number if before else 0) + 1,
            "written_by": by,
            "at": clock.now(),
        },
    )
    changed("meetings.draft_decision", item.meeting)
    return draft
