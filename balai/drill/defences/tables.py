"""Defences that stand in the tables themselves. Taken out of a copy, they stay out of it."""

from typing import Any

from balai.drill.switches import constraint


@constraint("table-one-vote-a-seat", "The table of votes takes one row for each seat.")
def one_vote_a_seat(editor: Any) -> None:
    from balai.meetings.models import Vote

    _take_out(editor, Vote, "one_vote_a_seat")


@constraint("table-one-decision-an-item", "The table of decisions takes one row that stands for each item.")
def one_decision_an_item(editor: Any) -> None:
    from balai.decisions.models import Decision

    _take_out(editor, Decision, "one_decision_stands")


def _take_out(editor: Any, model: Any, name: str) -> None:
    (found,) = (one for one in model._meta.constraints if one.name == name)
    model._meta.constraints = [one for one in model._meta.constraints if one is not found]
    editor.remove_constraint(model, found)
