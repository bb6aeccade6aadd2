"""Importing: once, again, changed, refused; all of it or nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from balai.agenda.actions import add_item as add_item_module
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.models import AgendaItem, Meeting
from balai.importing import bringing
from balai.importing.actions.import_agenda import import_agenda
from balai.importing.agenda_file import read_agenda
from balai.importing.into_body import import_file
from balai.importing.problems import AgendaFileError
from balai.importing.report import Report
from balai.importing.tests.files import SAMPLES, changed, sample, write
from balai.ledger.models import Entry
from balai.people.actions.appoint import appoint
from balai.people.actions.enrol import enrol
from balai.people.console import console
from balai.people.models import Body, Person, Role
from balai.verdict import Refused
from tests.factories import make_cast

pytestmark = pytest.mark.django_db


def imported(path: Path, **how: Any) -> tuple[Report, Meeting]:
    report, meeting = import_file(path, **how)
    assert meeting is not None
    return report, meeting


def items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).in_order())


def numbers(meeting: Meeting) -> list[str]:
    return [item.number for item in items(meeting)]


def everything() -> dict[str, list[Any]]:
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Body, Meeting, AgendaItem, Entry, Person)
    }


def secretary_of(body: Body) -> Person:
    person = enrol("sekretar", name="Sekretär", by=console())
    appoint(person, body=body, role=Role.SECRETARY, organization=None, by=console())
    return person


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_file_becomes_a_body_a_meeting_and_its_items_and_a_second_time_changes_nothing(path: Path):
    agenda = read_agenda(path)
    report, meeting = imported(path)
    assert (report.body_created, report.meeting_created, report.created) == (True, True, len(agenda.items))
    assert len(items(meeting)) == len(agenda.items)
    assert [item.access == "public" for item in items(meeting)] == [item.public for item in agenda.items]
    before = everything()
    again, _meeting = imported(path)
    assert not again.changed
    assert again.unchanged == len(agenda.items)
    assert again.lines()[-1] == "  Nothing has changed: this agenda had been imported before."
    assert everything() == before


def test_the_meeting_begins_in_the_time_of_its_country():
    _report, meeting = imported(SAMPLES[0].with_name("long-night.json"))
    meeting.refresh_from_db()
    assert meeting.starts_at.isoformat() == "2031-07-09T21:00:00+00:00"  # summer in Jersey
    assert meeting.source == "https://example.org/agendas/long-night"


def test_the_ledger_knows_the_import_and_every_item(tmp_path: Path):
    imported(write(tmp_path, sample()))
    acts = list(Entry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [
        "people.body.founded",
        "agenda.meeting.convened",
        *["agenda.item.added"] * 7,
        "importing.agenda.imported",
    ]


def test_a_dry_run_says_the_same_and_keeps_nothing(tmp_path: Path):
    path = write(tmp_path, sample())
    before = everything()
    would, nothing = import_file(path, dry_run=True)
    assert nothing is None
    assert everything() == before
    did, _meeting = imported(path)
    assert would.as_dict() == {**did.as_dict(), "dry_run": True}
    assert "would be created 7" in "\n".join(would.lines())
    assert would.lines()[-1] == "  A dry run: nothing has been kept."


def test_a_changed_file_changes_what_differs(tmp_path: Path):
    _report, meeting = imported(write(tmp_path, sample()))
    before = {item.number: item.pk for item in items(meeting)}
    said = changed(sample(), ("items", 0, "title"), "Sanierung der Lindenschule: zweite Rate")
    said["items"].insert(1, {**said["items"][5], "number": "1.0", "title": "Dringlich: Hochwasser"})
    del said["items"][-1]
    report, same = imported(write(tmp_path, said))
    assert same == meeting
    assert (report.created, report.updated, report.removed, report.unchanged) == (1, 1, 1, 5)
    assert numbers(meeting) == ["1", "1.0", "1.1", "2", "2", "3", "14"]
    first, *_rest = items(meeting)
    assert first.pk == before["1"]
    assert (first.title, first.version) == ({"de": "Sanierung der Lindenschule: zweite Rate"}, 2)


def test_a_new_order_is_followed(tmp_path: Path):
    _report, meeting = imported(write(tmp_path, sample()))
    said = sample()
    said["items"].reverse()
    report, _meeting = imported(write(tmp_path, said))
    assert report.moved
    assert numbers(meeting) == ["N1", "14", "3", "2", "2", "1.1", "1"]


def test_what_the_secretariat_changed_by_hand_stays_while_the_file_says_the_same(tmp_path: Path):
    path = write(tmp_path, sample())
    _report, meeting = imported(path)
    sara = secretary_of(meeting.body)
    edit_item(items(meeting)[0], {"title": {"de": "Schule"}, "number": "A"}, by=sara)
    own = add_item(meeting, ItemDraft(title={"de": "Von Hand"}, number="H"), by=sara)
    order = [item.pk for item in items(meeting)]
    arrange(meeting, [order[1], own.pk, order[0], *order[2:-1]], by=sara)
    report, _meeting = imported(path)
    assert not report.changed
    assert numbers(meeting) == ["1.1", "H", "A", "2", "2", "3", "14", "N1"]
    said = sample()
    said["items"].append({**said["items"][0], "number": "N2", "title": "Neu"})
    imported(write(tmp_path, said))
    assert [item.title["de"] for item in items(meeting)][:3] == ["Schule", "Änderungsantrag: Dach zuerst", "Von Hand"]
    assert numbers(meeting) == ["A", "1.1", "H", "2", "2", "3", "14", "N1", "N2"]


def test_a_new_beginning_moves_the_meeting_and_the_deadline(tmp_path: Path):
    _report, meeting = imported(write(tmp_path, sample()))
    report, same = imported(write(tmp_path, changed(sample(), ("meeting", "start"), "17:30")))
    assert (same, report.meeting_updated, report.unchanged) == (meeting, True, 7)
    same.refresh_from_db()
    assert same.starts_at - meeting.starts_at == timedelta(hours=2)
    assert same.positions_close_at - meeting.positions_close_at in (timedelta(hours=2), timedelta())


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("items", 0, "title"), "Anders"),
        (("items",), sample()["items"][:3]),
        (("items",), [*sample()["items"], sample()["items"][0]]),
        (("items",), sample()["items"][::-1]),
        (("meeting", "start"), "17:30"),
    ],
)
def test_an_agenda_that_members_have_seen_is_not_changed_by_an_import(
    where: tuple[str | int, ...], value: Any, tmp_path: Path
):
    path = write(tmp_path, sample())
    _report, meeting = imported(path)
    publish_agenda(meeting, by=secretary_of(meeting.body))
    before = everything()
    assert not imported(path)[0].changed
    with pytest.raises(Refused, match="Members have seen this agenda"):
        import_file(write(tmp_path, changed(sample(), where, value)))
    assert everything() == before


def test_nothing_is_half_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    entered: list[object] = []

    def fails_on_the_fifth(*args: Any, **kwargs: Any) -> AgendaItem:
        if len(entered) == 4:
            raise OSError("no space left")
        entered.append(args)
        return add_item_module.enter(*args, **kwargs)

    monkeypatch.setattr(bringing, "enter", fails_on_the_fifth)
    before = everything()
    with pytest.raises(OSError, match="no space"):
        import_file(write(tmp_path, sample()))
    assert len(entered) == 4
    assert everything() == before


def test_a_body_that_is_named_must_be_there_or_be_asked_for(tmp_path: Path):
    path = write(tmp_path, sample())
    with pytest.raises(AgendaFileError, match=r"no body 'lindenau' here .* there are: none"):
        import_file(path, slug="lindenau")
    assert not Body.objects.exists()
    report, meeting = imported(path, slug="lindenau", create_body=True, rules="estonia", time_zone="Europe/Vienna")
    assert (report.body, report.rules, meeting.body.slug) == ("lindenau", "estonia", "lindenau")
    assert meeting.body.time_zone == "Europe/Vienna"


def test_a_body_that_is_there_keeps_its_own_rules_and_the_report_says_what_looks_wrong(tmp_path: Path):
    cast = make_cast()
    report, meeting = imported(write(tmp_path, sample()), slug="cabinet", rules="council")
    assert meeting.body == cast.body
    assert not report.body_created
    assert report.rules == "its own"
    assert "The body is known: its own rules and time zone hold, the ones given are not used." in report.warnings
    assert "The file is of 'Gemeinderat der Stadt Lindenau', imported into cabinet." in report.warnings


def test_another_agenda_of_the_same_day_is_another_meeting_and_a_note(tmp_path: Path):
    first, one = imported(write(tmp_path, sample()))
    second, other = imported(write(tmp_path, changed(sample(), ("source",), "https://example.org/evening")))
    assert one != other
    assert not any("another meeting" in note for note in first.warnings)
    assert any("another meeting on that day" in note for note in second.warnings)


@pytest.mark.parametrize("name", ["kai", "marin", "nils", "olga"])
def test_who_is_neither_secretary_nor_administrator_imports_nothing(name: str, tmp_path: Path):
    cast = make_cast()
    agenda = read_agenda(write(tmp_path, sample()))
    with pytest.raises(Refused, match="imports an agenda"):
        import_agenda(agenda, body=cast.body, report=Report("f", "cabinet"), by=cast.people[name])
    assert not Meeting.objects.exists()


def test_the_secretary_of_the_body_may_import(tmp_path: Path):
    cast = make_cast()
    agenda = read_agenda(write(tmp_path, sample()))
    meeting = import_agenda(agenda, body=cast.body, report=Report("f", "cabinet"), by=cast.sara)
    assert len(items(meeting)) == 7
