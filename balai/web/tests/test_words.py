"""Every value that the code calls by a key has its word, in every language, and no two are called alike."""

import pytest
from django.utils import translation

from balai.agenda.models import MeetingKind, MeetingState, PaperKind, Stage
from balai.decisions.models import Outcome, Way
from balai.people.models import Role
from balai.programme.lights import Light
from balai.rules.procedure import PRESETS, preset
from balai.rules.stance import Choice, Stance, Track
from balai.rules.voting import RepeatGround
from balai.web import vocabulary
from balai.web.templatetags import balai as tags

LANGUAGES = ("en", "et", "id")
ALL = {
    "STANCES": {*map(str, Stance), "none"},
    "STAGES": set(map(str, Stage)),
    "TRACKS": set(map(str, Track)),
    "MEETING_STATES": set(map(str, MeetingState)),
    "MEETING_KINDS": set(map(str, MeetingKind)),
    "WAYS": set(map(str, Way)),
    "PAPER_KINDS": set(map(str, PaperKind)),
    "CHOICES": set(map(str, Choice)),
    "REPEAT_GROUNDS": set(map(str, RepeatGround)),
    "ROLES": set(map(str, Role)),
    "LIGHTS": set(map(str, Light)),
}


def words(name):
    found = getattr(vocabulary, name)
    return {key: str(value[1] if isinstance(value, tuple) else value) for key, value in found.items()}


@pytest.mark.parametrize("name", ALL)
def test_every_value_has_a_word_and_every_word_a_value(name):
    assert set(getattr(vocabulary, name)) == ALL[name]


def test_every_outcome_of_a_decision_is_a_stage():
    assert set(map(str, Outcome)) <= set(vocabulary.STAGES)


def test_every_kind_that_some_rules_allow_has_a_word():
    allowed = {kind for name in PRESETS for kind in preset(name).kinds.allowed}
    assert allowed <= set(vocabulary.ITEM_KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*ALL, "ITEM_KINDS"])
def test_no_two_values_are_called_alike(name, language):
    with translation.override(language):
        said = words(name)
    assert all(said.values())
    assert len(set(said.values())) == len(said), said


def test_shape_and_colour_go_with_the_word():
    """Colour is never the only sign: stances and lights differ in shape, too."""
    for table in (vocabulary.STANCES, vocabulary.LIGHTS):
        assert len({shape for shape, _word in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        (tags.stance, "STANCES"),
        (tags.stage, "STAGES"),
        (tags.track, "TRACKS"),
        (tags.meeting_state, "MEETING_STATES"),
        (tags.light, "LIGHTS"),
        (tags.meeting_kind, "MEETING_KINDS"),
        (tags.way, "WAYS"),
        (tags.item_kind, "ITEM_KINDS"),
        (lambda kind: tags.paper_name(kind, {}), "PAPER_KINDS"),
        (tags.choice, "CHOICES"),
        (tags.repeat_ground, "REPEAT_GROUNDS"),
        (tags.role, "ROLES"),
    ],
)
def test_the_tag_of_each_vocabulary_says_every_word(tag, name):
    for key, word in words(name).items():
        shown = tag(key)
        assert (shown["name"] if isinstance(shown, dict) else shown) == word


def test_no_answer_is_said_as_such():
    assert tags.stance("")["name"] == "no answer"


def test_a_kind_of_a_foreign_source_stands_as_it_was_printed():
    assert tags.item_kind("Anfrage") == "Anfrage"
