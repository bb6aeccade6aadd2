"""Rules files that are wrong: every problem is named with file, key and reason."""

import re

import pytest

from balai.rules.procedure import Rules, RulesError, load, preset_text


def problems(text):
    with pytest.raises(RulesError) as caught:
        load(text, "my rules.toml")
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def edited(before, after):
    """The Estonian rules with the first line that begins so replaced."""
    text = preset_text("estonia")
    assert f"\n{before}" in text
    return re.sub(rf"^{re.escape(before)}.*$", lambda _: after, text, count=1, flags=re.MULTILINE)


TWO_DEADLINES = 'close_minutes_before = 60\nclose_time = "12:00"\nclose_working_days_before = 1'
NO_SUCH_HOUR = 'close_time = "25:00"\nclose_working_days_before = 1'


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "of_members",
            'of_members = "halve"',
            'quorum.of_members: "halve" is not one of "none", "half", "more_than_half", "two_thirds", "all"; '
            "did you mean 'half'?",
        ),
        ("of_members", 'of_member = "half"', "quorum.of_members: this key is missing"),
        ("of_members", 'of_member = "half"', "quorum.of_member: there is no such key; did you mean 'of_members'?"),
        ("[quorum]", "[qorum]", "qorum: there is no such key; did you mean 'quorum'?"),
        ("[quorum]", "[qorum]", "quorum: this key is missing"),
        (
            "[meeting_kinds.electronic]",
            "[meeting_kinds.eletronic]",
            "meeting_kinds.eletronic: there is no such key; did you mean 'electronic'?",
        ),
        (
            "chair_required",
            'chair_required = "yes"',
            'quorum.chair_required: Input should be a valid boolean, but this is "yes"',
        ),
        (
            "chair_required",
            "chair_required = 1",
            "quorum.chair_required: Input should be a valid boolean, but this is 1",
        ),
        (
            "goal_minutes",
            "goal_minutes = 0",
            "goal_minutes: Input should be greater than or equal to 1, but this is 0",
        ),
        (
            "secretary_notes",
            "secretary_notes = true\nseconds = 9",
            "voting.seconds: Input should be greater than or equal to 10, but this is 9",
        ),
        ("goal_minutes", "goal_minutes = true", "goal_minutes: Input should be a valid integer, but this is true"),
        ("country", 'country = "XX"', "no calendar of public holidays for XX"),
        ("country", 'country = "EE"\nsubdivision = "ZZ"', "no calendar of public holidays for EE ZZ"),
        (
            "opened_by",
            'opened_by = ["wish_to_speak"]',
            'block: opened_by must hold "objection": nothing is adopted without debate against an objection',
        ),
        (
            "opened_by",
            'opened_by = ["objection", "no_objection"]',
            'block: opened_by cannot hold "no_objection": then no item could ever pass',
        ),
        (
            "opened_by",
            'opened_by = ["objektion"]',
            'block.opened_by.0: "objektion" is not one of "no_objection", "wish_to_speak", "objection", "abstain"; '
            "did you mean 'objection'?",
        ),
        (
            "close_minutes_before",
            'close_time = "12:00"',
            "positions: close_working_days_before and close_time belong together",
        ),
        (
            "close_minutes_before",
            NO_SUCH_HOUR,
            "positions.close_time: String should match pattern '^([01]\\d|2[0-3]):[0-5]\\d$', but this is \"25:00\"",
        ),
        (
            "close_minutes_before",
            TWO_DEADLINES,
            "positions: give either close_minutes_before or close_working_days_before with close_time, not both",
        ),
        (
            "excluded_kinds",
            'excluded_kinds = ["budget"]',
            "kinds.allowed does not hold the kinds named elsewhere: budget",
        ),
        ("rule", 'rule = ""', 'quorum.rule: String should have at least 1 character, but this is ""'),
        ("rule", "", "quorum.rule: this key is missing"),
    ],
)
def test_what_is_wrong_is_named(before, after, problem):
    assert f"my rules.toml: {problem}" in problems(edited(before, after))


def test_one_decider_must_be_there():
    text = edited("kind =", 'kind = "one_decider"')
    assert load(text, "my rules.toml").majority.kind == "one_decider"
    text = text.replace("chair_required = true", "chair_required = false")
    assert problems(text) == ["my rules.toml: where one person decides, quorum.chair_required must be true"]


def test_all_problems_are_named_at_once():
    text = edited("tie", 'tie = "coin"').replace("stale_counts = false", "stale_count = false")
    assert len(problems(text)) == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [("name = Estonia", 1), ('name = "Estonia"\nlaw = "VVS', 2), ('name = "a"\n\nname = "b"', 3), ("[quorum\n", 1)],
)
def test_what_is_no_toml_is_named_by_its_line(text, line):
    (problem,) = problems(text)
    assert re.match(rf"my rules.toml: (line {line}|end of file): this is not TOML: ", problem)


def test_an_empty_file_lacks_everything():
    assert len(problems("")) == len([field for field in Rules.model_fields.values() if field.is_required()])
