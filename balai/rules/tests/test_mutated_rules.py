"""Rules files altered at random: nothing that is misspelt, of another type or unknown is ever taken for a rule."""

import re
import tomllib
from datetime import time
from typing import Any, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from balai.rules.procedure import Rules, RulesError, load, preset_text
from balai.rules.tests.making import any_preset, raw


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
    """A file with one character struck out is refused by name, or differs in one value or one kind's name at most."""
    text = preset_text(name)
    place = data.draw(st.integers(0, len(text) - 1))
    broken = text[:place] + text[place + 1 :]
    if fails(broken):
        with pytest.raises(RulesError, match=r"^broken\.toml: "):
            load(broken, "broken.toml")
        return
    found = load(broken, "broken.toml").model_dump(mode="json", exclude_unset=True)
    before, after = values(raw(name)), values(found)
    assert len([one for one in after if one not in before]) <= 1


def values(document):
    """Every value with its place, the kinds of items that have a majority of their own without their names."""
    return [
        (tuple("a kind" if key in document["majority"].get("kinds", {}) else key for key in path), value)
        for path, value in keys(document)
        if not isinstance(value, dict)
    ]


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
    model: Any = Rules
    for key in path:
        field = model.model_fields.get(key) if isinstance(model, type) and issubclass(model, BaseModel) else None
        if field is None:
            return None
        model = next(
            (part for part in (field.annotation, *get_args(field.annotation)) if is_model(part)), field.annotation
        )
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
