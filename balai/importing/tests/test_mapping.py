"""How a file's words become a body, a meeting and items."""

from datetime import date
from typing import Any

import pytest

from balai.agenda.models import MeetingKind
from balai.importing import mapping
from balai.importing.agenda_file import AgendaFile
from balai.importing.mapping import Notes
from balai.importing.plain_text import clean, one_line
from balai.importing.tests.files import changed, sample
from balai.importing.zones import OF_CAPITAL, zone_of
from balai.rules.procedure import preset


def agenda(file: str = "town-council", /, **body: Any) -> AgendaFile:
    said = sample(file)
    return AgendaFile.model_validate({**said, "body": {**said["body"], **body}})


def slug(name: str, country: str = "EE") -> str:
    return mapping.slug_of(agenda(name=name, country=country))


def test_a_body_is_known_by_its_country_and_name():
    assert slug("Vabariigi Valitsus") == "ee-vabariigi-valitsus"
    assert slug("  Vabariigi   Valitsus\n") == "ee-vabariigi-valitsus"
    assert slug("Pärnu linnavolikogu") == "ee-parnu-linnavolikogu"
    assert slug("Government", "IS") != slug("Government", "LV")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("内閣 A", "外務 A"),
        ("内閣", "外務"),
        ("!?", "??"),
        ("x" * 70 + " one", "x" * 70 + " other"),
        ("Министерски съвет", "Общински съвет"),
    ],
)
def test_two_bodies_whose_letters_are_lost_in_a_slug_stay_two(one: str, other: str):
    assert slug(one) != slug(other)
    assert len(slug(one)) <= 80


@pytest.mark.parametrize(
    ("name", "country", "level", "rules"),
    [
        ("long-night", "EE", "national", "estonia"),
        ("long-night", "LV", "national", "latvia"),
        ("state-secretaries", "LV", "national", "latvia_state_secretaries"),
        ("long-night", "ID", "national", "indonesia"),
        ("long-night", "ID", "regional", "indonesia"),
        ("town-council", "EE", "municipal", "council"),
        ("long-night", "JE", "regional", "estonia"),
    ],
)
def test_the_rules_of_a_new_body_follow_its_level_and_country(name: str, country: str, level: str, rules: str):
    assert mapping.rules_for(agenda(name, country=country, level=level)) == rules


def test_a_council_holds_formal_sessions():
    assert mapping.kind_of(agenda(), preset("council"), Notes()) == MeetingKind.FORMAL


def test_a_kind_of_meeting_that_the_rules_do_not_know_becomes_a_formal_session_and_a_note():
    notes = Notes()
    electronic = agenda("by-correspondence")
    assert mapping.kind_of(electronic, preset("estonia"), notes) == MeetingKind.ELECTRONIC
    assert notes.warnings == []
    assert mapping.kind_of(electronic, preset("indonesia"), notes) == MeetingKind.FORMAL
    assert "know no electronic meeting" in notes.warnings[0]


def test_a_beginning_that_the_source_does_not_give_is_ten_and_a_note():
    notes = Notes()
    begins = mapping.starts_at(agenda("numbers-without-titles"), "Europe/Tallinn", notes)
    assert begins.isoformat() == "2031-03-06T10:00:00+02:00"
    assert "10:00 is assumed" in notes.warnings[0]


def test_times_are_those_of_the_country():
    assert zone_of("EE", date(2031, 1, 1)) == ("Europe/Tallinn", False)
    assert zone_of("DE", date(2031, 1, 1)) == ("Europe/Berlin", False)  # Büsingen has the same time
    assert zone_of("US", date(2031, 1, 1)) == ("America/New_York", True)
    assert zone_of("ZZ", date(2031, 1, 1))[1]


@pytest.mark.parametrize("country", sorted(OF_CAPITAL))
def test_the_capital_lies_in_its_country(country: str):
    from babel.core import get_global

    assert get_global("zone_territories")[OF_CAPITAL[country]] == country


def test_a_country_without_a_zone_has_utc_and_a_note():
    notes = Notes()
    assert mapping.time_zone_of(agenda(country="QQ"), notes) == "UTC"
    assert "UTC" in notes.warnings[0]


def drafts(name: str, notes: Notes | None = None) -> list[Any]:
    return list(mapping.drafts(agenda(name), notes or Notes()))


def test_an_outcome_and_its_votes_are_kept_as_the_source_prints_them():
    notes = [draft.source_note for draft in drafts("town-council")]
    assert notes[0] == "einstimmig zugestimmt (for 40, against 0, abstain 0)"
    assert notes[2] == "zur Kenntnis genommen"
    assert notes[3] == ""
    assert notes[4] == "einstimmig zugestimmt (for 39, against 0)"


def test_a_title_that_is_not_published_is_said_to_be_so_in_every_language_and_not_invented():
    notes = Notes()
    first, second, *_rest = drafts("numbers-without-titles", notes)
    assert first.title == mapping.NOT_PUBLISHED
    assert set(first.title) == {"en", "et", "id"}
    assert second.title == {"et": "Riigieelarve muutmise seaduse eelnõu"}
    assert "not published by the source" in notes.warnings[0]


def test_a_blank_title_is_as_good_as_none():
    said = changed(sample(), ("items", 0, "title"), " \u0000\n ")
    (first, *_rest) = mapping.drafts(AgendaFile.model_validate(said), Notes())
    assert first.title == mapping.NOT_PUBLISHED


def test_marks_that_turn_the_reading_direction_leave_and_the_report_says_so():
    notes = Notes()
    assert drafts("other-script", notes)[2].title == {"ja": "الملحق: مذكرة باللغة العربية"}
    assert "reading direction" in notes.warnings[0]


def test_text_keeps_its_lines_and_loses_control_characters():
    assert clean(" a\r\nb\rc\u2028d\u0000\u001b[31m\u202e\ud800 ") == "a\nb\nc\nd[31m"
    assert clean("שלום\u200f!") == "שלום\u200f!"
    assert one_line("4.\n 1\t ") == "4. 1"


def test_what_is_doubtful_in_a_file_is_noted():
    notes = Notes()
    mapping.note_what_is_doubtful(agenda("numbers-without-titles"), notes)
    mapping.note_what_is_doubtful(agenda("town-council"), notes)
    mapping.note_what_is_doubtful(agenda("long-night"), notes)
    assert [note.split(":")[0] for note in notes.warnings] == ["The source was cut", "Some items have the same number"]
