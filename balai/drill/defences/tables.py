"""Defences that stand in the tables themselves. Taken out of a copy, they stay out of it."""

from typing import Any

from balai.drill.switches import constraint


@constraint("table-one-vote-a-seat", "The table of votes takes one row for each seat.")
def one_vote_a_seat(editor: Any) -> None:
    from balai.meetings.models import Vote

    (found,) = (one for one in Vote._meta.constraints if one.name == "one_vote_a_seat")
    Vote._meta.constraints = [one for one in Vote._meta.constraints if one is not found]
    editor.remove_constraint(Vote, found)


@constraint("table-one-decision-an-item", "The table of decisions takes one row for each item.")
def one_decision_an_item(editor: Any) -> None:
    from django.db import models

    from balai.agenda.models import AgendaItem
    from balai.decisions.models import Decision

    once = Decision._meta.get_field("item")
    often = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    often.set_attributes_from_name("item")
    often.model = Decision
    editor.alter_field(Decision, once, often)
