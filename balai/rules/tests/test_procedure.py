"""Rules files: the presets load, and what is wrong is named with file, key and reason."""

import re
import tomllib
from datetime import time
from typing import get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from balai.rules.procedure import PRESETS, Rules, RulesError, Section, load, preset, preset_text
from balai.rules.tests.making import any_preset, raw


def problems(text):
    with pytest.raises(RulesError) as caught:
        load(text, "my rules.toml")
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def edited(pattern, replacement, name="estonia"):
    """The preset with one line changed."""
    text, changes = re.subn(pattern, replacement, preset_text(name), count=1, flags=re.MULTILINE)
    assert changes == 1
    return text


def sections(value):
    for name in type(value).model_fields:
        part = getattr(value, name)
        if isinstance(part, Section):
            yield part
            yield from sections(part)
        elif isinstance(part, dict):
            yield from (one for one in part.values() if isinstance(one, Section))


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_loads_and_each_section_names_its_paragraph(name):
    found = [section for section in sections(preset(name)) if type(section).__name__ != "MeetingRules"]
    assert len(found) >= 8
    assert all(section.rule for section in found)


@pytest.mark.parametrize("name", PRESETS)
def test_each_value_in_a_preset_stands_beside_its_source(name):
    """Either the line has a comment, or the section's paragraph is the source."""
    for section in re.split(r"^\[", preset_text(name), flags=re.MULTILINE)[1:]:
        lines = [line for line in section.splitlines()[1:] if "=" in line.partition("#")[0]]
        commented = [line for line in lines if "#" in line]
        assert len(commented) >= 1 or any(line.startswith("rule") for line in lines), section


@pytest.mark.parametrize("name", PRESETS)
def test_what_no_source_says_is_said_to_be_unconfirmed(name):
    if name != "council":  # its model rules are their own source
        assert "no source confirmed" in preset_text(name)


def test_there_is_no_other_preset():
    with pytest.raises(KeyError, match="there are: estonia, latvia"):
        preset_text("atlantis")


def test_rules_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        preset("estonia").quorum.of_members = "none"  # type: ignore[misc]


def test_estonia_is_as_its_law_says():
    estonia = preset("estonia")
    assert (estonia.quorum.of_members, estonia.quorum.emergency_beside_chair) == ("half", 2)
    assert (estonia.majority.kind, estonia.majority.tie) == ("present", "chair")
    assert not estonia.substitution.second_vote
    assert estonia.agenda.urgent_at_start
    assert estonia.meeting_kinds.consultative is not None
    assert not estonia.meeting_kinds.consultative.decisions


def test_latvia_is_as_its_law_says():
    latvia, secretaries = preset("latvia"), preset("latvia_state_secretaries")
    assert latvia.positions.close_minutes_before == 60
    assert latvia.quorum.of_members == "more_than_half"
    assert latvia.task is not None
    assert latvia.task.default_months == 2
    assert secretaries.majority.kind == "unanimity"


def test_in_indonesia_one_decides():
    indonesia = preset("indonesia")
    assert (indonesia.majority.kind, indonesia.quorum.of_members) == ("one_decider", "none")
    assert indonesia.minutes is not None
    assert indonesia.minutes.due_working_days == 3


@pytest.mark.parametrize(
    ("pattern", "replacement", "problem"),
    [
        (
            '^of_members = "half"',
            'of_members = "halve"',
            'quorum.of_members: "halve" is not one of "none", "half", "more_than_half", "two_thirds", "all"; did you mean \'half\'?',
        ),
        ("^of_members", "of_member", "quorum.of_members: this key is missing"),
        ("^of_members", "of_member", "quorum.of_member: there is no such key; did you mean 'of_members'?"),
        (r"^\[quorum\]", "[qorum]", "qorum: there is no such key; did you mean 'quorum'?"),
        (r"^\[meeting_kinds.electronic\]", "[meeting_kinds.eletronic]", "meeting_kinds.eletronic: there is no such key; did you mean 'electronic'?"),
        ("^chair_required = true", 'chair_required = "yes"', 'quorum.chair_required: Input should be a valid boolean, but this is "yes"'),
        ("^chair_required = true", "chair_required = 1", "quorum.chair_required: Input should be a valid boolean, but this is 1"),
        ("^goal_minutes = 30", "goal_minutes = 0", "goal_minutes: Input should be greater than or equal to 1, but this is 0"),
        ("^goal_minutes = 30", "goal_minutes = true", "goal_minutes: Input should be a valid integer, but this is true"),
        ('^country = "EE"', 'country = "XX"', "no calendar of public holidays for XX"),
        ('^country = "EE"', 'country = "EE"\nsubdivision = "ZZ"', "no calendar of public holidays for EE ZZ"),
        ('^opened_by = .*$', 'opened_by = ["wish_to_speak"]', 'block: opened_by must hold "objection": nothing is adopted without debate against an objection'),
        ('^opened_by = .*$', 'opened_by = ["objection", "no_objection"]', 'block: opened_by cannot hold "no_objection": then no item could ever pass'),
        ('^opened_by = .*$', 'opened_by = ["objektion"]', 'block.opened_by.0: "objektion" is not one of "no_objection", "wish_to_speak", "objection", "abstain"; did you mean \'objection\'?'),
        ('^close_minutes_before = 0', 'close_time = "12:00"', "positions: close_working_days_before and close_time belong together"),
        ('^close_minutes_before = 0', 'close_time = "25:00"\nclose_working_days_before = 1', "positions.close_time: String should match pattern '^([01]\\d|2[0-3]):[0-5]\\d$', but this is \"25:00\""),
        ('^close_minutes_before = 0', 'close_minutes_before = 60\nclose_time = "12:00"\nclose_working_days_before = 1', "positions: give either close_minutes_before or close_working_days_before with close_time, not both"),
        ('^excluded_kinds = .*$', 'excluded_kinds = ["budget"]', "kinds.allowed does not hold the kinds named elsewhere: budget"),
        ('^rule = "VVS § 16"', 'rule = ""', 'quorum.rule: String should have at least 1 character, but this is ""'),
        ('^kind = "present"', 'kind = "one_decider"', None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(pattern, replacement, problem):
    text = edited(pattern, replacement)
    if problem is None:  # Estonia with one who decides is a possible body
        assert load(text, "my rules.toml").majority.kind == "one_decider"
    else:
        assert f"my rules.toml: {problem}" in problems(text)


def test_one_decider_must_be_there():
    text = edited('^kind = "present"', 'kind = "one_decider"').replace("chair_required = true", "chair_required = false")
    assert problems(text) == ["my rules.toml: where one person decides, quorum.chair_required must be true"]


def test_all_problems_are_named_at_once():
    text = edited('^tie = "chair"', 'tie = "coin"').replace("stale_counts = false", "stale_count = false")
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


def keys(table, path=()):
    for key, value in table.items():
        yield (*path, key), value
        if isinstance(value, dict):
            yield from keys(value, (*path, key))


def at(table, path):
    for key in path:
        table = table[key]
    return table


def refused(document):
    try:
        Rules.model_validate(document)
    except ValueError:
        return True
    return False


@given(any_preset, st.data())
def test_a_misspelt_key_is_always_refused(name, data):
    document = raw(name)
    free = {("majority", "kinds")}  # its keys are names of kinds
    path, value = data.draw(st.sampled_from([one for one in keys(document) if one[0][:-1] not in free]))
    del at(document, path[:-1])[path[-1]]
    at(document, path[:-1])[path[-1] + "x"] = value
    assert refused(document)


@given(any_preset, st.data())
def test_a_value_of_another_type_is_always_refused(name, data):
    document = raw(name)
    path, value = data.draw(st.sampled_from(list(keys(document))))
    others = [other for other in (True, 7, 0.5, "?", [1], {"a": 1}, time(12, 0)) if type(other) is not type(value)]
    at(document, path[:-1])[path[-1]] = data.draw(st.sampled_from(others))
    assert refused(document)


@given(any_preset, st.data())
def test_an_unknown_word_for_a_choice_is_always_refused(name, data):
    document = raw(name)
    choices = [path for path, value in keys(document) if isinstance(value, str) and is_choice(path)]
    path = data.draw(st.sampled_from(choices))
    word = data.draw(st.text(min_size=1).filter(lambda word: word not in words_of(path)))
    at(document, path[:-1])[path[-1]] = word
    assert refused(document)


@given(any_preset, st.data())
def test_a_broken_line_never_passes_as_other_rules(name, data):
    """Of files with one character struck out: refused by name, or the same rules (a comment), or one value that differs."""
    text = preset_text(name)
    place = data.draw(st.integers(0, len(text) - 1))
    broken = text[:place] + text[place + 1 :]
    try:
        found = load(broken, "broken.toml")
    except RulesError as error:
        assert all(problem.file == "broken.toml" and problem.reason for problem in error.problems)
        return
    before, after = dict(keys(raw(name))), dict(keys(found.model_dump(mode="json", exclude_unset=True)))
    assert sum(value != before.get(path) for path, value in after.items() if not isinstance(value, dict)) <= 1


def test_most_broken_lines_fail():
    """Struck-out characters of keys, brackets and choices; what passes changed a name, a number or a comment."""
    text = re.sub(r"[ \t]*#.*$", "", preset_text("council"), flags=re.MULTILINE)
    broken = [text[:place] + text[place + 1 :] for place in range(len(text)) if not text[place].isspace()]
    failed = sum(fails(one) for one in broken)
    assert failed / len(broken) > 0.8


def fails(text):
    try:
        load(text, "broken.toml")
    except RulesError:
        return True
    return False


def annotation_at(path):
    model = Rules
    for key in path:
        field = model.model_fields.get(key) if isinstance(model, type) and issubclass(model, BaseModel) else None
        if field is None:
            return None
        model = next((part for part in (field.annotation, *get_args(field.annotation)) if is_model(part)), field.annotation)
    return model


def is_model(annotation):
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def is_choice(path):
    return get_origin(annotation_at(path)) is not None and bool(words_of(path))


def words_of(path):
    return {word for word in get_args(annotation_at(path)) if isinstance(word, str)}


def test_the_tests_know_which_keys_are_choices():
    assert words_of(("majority", "tie")) == {"chair", "fails", "none"}
    assert not is_choice(("name",))
    assert tomllib.loads(preset_text("estonia"))["majority"]["tie"] == "chair"
