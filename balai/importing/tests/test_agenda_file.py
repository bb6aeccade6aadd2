"""Good files are read; of bad ones the reader hears where and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from balai.importing.agenda_file import read_agenda
from balai.importing.problems import AgendaFileError, Problem
from balai.importing.tests.files import REMOVED, SAMPLES, changed, sample, write


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(AgendaFileError) as caught:
        read_agenda(path)
    return caught.value.problems


def only(path: Path) -> Problem:
    (problem,) = problems(path)
    return problem


def test_there_are_samples_of_every_level_and_kind():
    agendas = [read_agenda(path) for path in SAMPLES]
    assert {agenda.body.level for agenda in agendas} == {"national", "regional", "municipal"}
    kinds = {agenda.meeting.kind for agenda in agendas}
    assert kinds == {"formal", "consultative", "electronic", "council"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_read_is_what_the_file_says(path: Path):
    said = json.loads(path.read_text(encoding="utf-8"))
    assert read_agenda(path).model_dump(by_alias=True) == said


def test_a_byte_order_mark_is_passed_over(tmp_path: Path):
    path = write(tmp_path, sample())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_agenda(path).items) == 7


ITEM = ("items", 3)
NEW_VALUES: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("schema",), REMOVED, "$.schema", "is missing"),
    (("schema",), "balai-agenda/2", "$.schema", 'this version reads "balai-agenda/1"'),
    (("schema",), 1, "$.schema", "is 1;"),
    (("schema",), None, "$.schema", "is null;"),
    (("schema",), ["balai-agenda/1"], "$.schema", "this version reads"),
    (("body",), REMOVED, "$.body", "is missing"),
    (("body",), None, "$.body", "must be an object"),
    (("body",), [], "$.body", "must be an object"),
    (("body", "name"), REMOVED, "$.body.name", "is missing"),
    (("body", "name"), "", "$.body.name", "something to read"),
    (("body", "name"), " \u0001\u202e ", "$.body.name", "something to read"),
    (("body", "name"), None, "$.body.name", "must be a text"),
    (("body", "name"), "x" * 501, "$.body.name", "more than 500 characters"),
    (("body", "country"), "Germany", "$.body.country", "two capital letters"),
    (("body", "country"), "de", "$.body.country", "two capital letters"),
    (("body", "country"), "ΔΕ", "$.body.country", "two capital letters"),
    (("body", "level"), "federal", "$.body.level", "'national', 'regional' or 'municipal'"),
    (("body", "motto"), "Salus publica", "$.body.motto", "is not a key of this schema"),
    (("meeting",), REMOVED, "$.meeting", "is missing"),
    (("meeting", "date"), "2031-02-30", "$.meeting.date", "a day that there is"),
    (("meeting", "date"), "18.02.2031", "$.meeting.date", "a date YYYY-MM-DD"),
    (("meeting", "date"), "2031-02-18T15:30", "$.meeting.date", "a date YYYY-MM-DD"),
    (("meeting", "date"), "20310218", "$.meeting.date", "a date YYYY-MM-DD"),
    (("meeting", "date"), "٢٠٣١-٠٢-١٨", "$.meeting.date", "a date YYYY-MM-DD"),
    (("meeting", "date"), "2031-02-18\n", "$.meeting.date", "a date YYYY-MM-DD"),
    (("meeting", "date"), "0001-01-01", "$.meeting.date", "from 1800 to 2199"),
    (("meeting", "date"), "9999-12-31", "$.meeting.date", "from 1800 to 2199"),
    (("meeting", "date"), None, "$.meeting.date", "must be a text"),
    (("meeting", "kind"), "plenary", "$.meeting.kind", "'formal', 'consultative', 'electronic' or 'council'"),
    (("meeting", "start"), "9:00", "$.meeting.start", "a time HH:MM"),
    (("meeting", "start"), "24:00", "$.meeting.start", "a time HH:MM"),
    (("meeting", "start"), "١٥:٣٠", "$.meeting.start", "a time HH:MM"),
    (("meeting", "start"), 1530, "$.meeting.start", "must be a text"),
    (("meeting", "end"), "21:60", "$.meeting.end", "a time HH:MM"),
    (("meeting", "end"), REMOVED, "$.meeting.end", "is missing"),
    (("language",), "deu", "$.language", "two small letters"),
    (("language",), "DE", "$.language", "two small letters"),
    (("items",), [], "$.items", "at least 1 item"),
    (("items",), {}, "$.items", "must be a list"),
    (("items",), None, "$.items", "must be a list"),
    ((*ITEM,), None, "$.items[3]", "must be an object"),
    ((*ITEM,), "Verschiedenes", "$.items[3]", "must be an object"),
    ((*ITEM, "number"), 4, "$.items[3].number", "must be a text"),
    ((*ITEM, "number"), "", "$.items[3].number", "must not be empty"),
    ((*ITEM, "number"), "9" * 201, "$.items[3].number", "more than 200 characters"),
    ((*ITEM, "title"), REMOVED, "$.items[3].title", "is missing"),
    ((*ITEM, "title"), 12, "$.items[3].title", "must be a text"),
    ((*ITEM, "title"), {"de": "Titel"}, "$.items[3].title", "must be a text"),
    ((*ITEM, "title"), "x" * 20_001, "$.items[3].title", "more than 20000 characters"),
    ((*ITEM, "kind"), "x" * 301, "$.items[3].kind", "more than 300 characters"),
    ((*ITEM, "submitter"), False, "$.items[3].submitter", "must be a text"),
    ((*ITEM, "outcome"), ["adopted"], "$.items[3].outcome", "must be a text"),
    ((*ITEM, "votes"), 12, "$.items[3].votes", "must be an object"),
    ((*ITEM, "votes"), {"for": 1, "against": 2}, "$.items[3].votes.abstain", "is missing"),
    ((*ITEM, "votes"), {"for": -1, "against": 2, "abstain": 0}, "$.items[3].votes.for", "at least 0"),
    ((*ITEM, "votes"), {"for": "12", "against": 2, "abstain": 0}, "$.items[3].votes.for", "whole number"),
    ((*ITEM, "votes"), {"for": 12.0, "against": 2, "abstain": 0}, "$.items[3].votes.for", "whole number"),
    ((*ITEM, "votes"), {"for": True, "against": 2, "abstain": 0}, "$.items[3].votes.for", "whole number"),
    ((*ITEM, "votes"), {"for": 10**12, "against": 2, "abstain": 0}, "$.items[3].votes.for", "at most 1000000"),
    ((*ITEM, "votes"), {"for_": 1, "for": 1, "against": 2, "abstain": 0}, "$.items[3].votes.for_", "not a key"),
    ((*ITEM, "public"), "true", "$.items[3].public", "must be true or false"),
    ((*ITEM, "public"), 1, "$.items[3].public", "must be true or false"),
    ((*ITEM, "public"), None, "$.items[3].public", "must be true or false"),
    ((*ITEM, "due date"), None, '$.items[3]["due date"]', "is not a key of this schema"),
    (("complete",), "yes", "$.complete", "must be true or false"),
    (("source",), None, "$.source", "must be a text"),
    (("source",), "x" * 2001, "$.source", "more than 2000 characters"),
    (("retrieved_via",), REMOVED, "$.retrieved_via", "is missing"),
    (("url",), "https://example.org", "$.url", "is not a key of this schema"),
]


@pytest.mark.parametrize(("where", "value", "path", "reason"), NEW_VALUES)
def test_one_wrong_value_is_named_with_its_place_and_reason(
    where: tuple[str | int, ...], value: Any, path: str, reason: str, tmp_path: Path
):
    problem = only(write(tmp_path, changed(sample(), where, value)))
    assert (problem.file, problem.where) == ("agenda.json", path)
    assert reason in problem.reason


WHOLE_TEXTS: list[tuple[bytes, int | None, str, str]] = [
    (b"", None, "", "is empty"),
    (b" \n\t\n", None, "", "is empty"),
    (b"\xef\xbb\xbf", None, "", "is empty"),
    (b"null", None, "$", "must be an object"),
    (b"[1, 2]", None, "$", "must be an object"),
    (b'{"schema": "balai-agenda/1"', 1, "", "is not JSON"),
    (b'{\n"schema": \n"balai-agenda/1",}', 3, "", "is not JSON"),
    (b"{'schema': 1}", 1, "", "is not JSON"),
    (b'{"a": 1} {"b": 2}', 1, "", "Extra data"),
    (b'{\n"a":\n"line\nbreak"}', 3, "", "control character"),
    (b'{"schema": "balai-agenda/1"}'.decode().encode("utf-16"), 1, "", "is not UTF-8"),
    (b'{\n"title": "Verf\xfcgung"}', 2, "", "is not UTF-8 (byte 17)"),
    (b'{\n"schema": NaN}', 2, "$.schema", "NaN is not a JSON value"),
    (b'{"a": [0,\n-Infinity]}', 2, "$.a[1]", "-Infinity is not a JSON value"),
    (b'{"a": {"b": 1,\n "b": 1}}', 2, "$.a.b", "stands twice"),
    (b'{"a":\n 1' + b"0" * 5000 + b"}", 2, "$.a", "too many digits"),
    (b'{"a": "\\ud800"}', 1, "$.a", "half a character"),
    (b'{"a": {\n"\\udfff": 1}}', 2, '$.a["\\udfff"]', "half a character"),
    (b"[" * 100_000, None, "", "nested too deeply"),
    (b'{"a": ' + b"[" * 300 + b"NaN" + b"]" * 300 + b"}", None, "", "NaN is not a JSON value"),
]


@pytest.mark.parametrize(("content", "line", "where", "reason"), WHOLE_TEXTS)
def test_what_is_no_proper_json_is_named_with_its_line(
    content: bytes, line: int | None, where: str, reason: str, tmp_path: Path
):
    path = tmp_path / "agenda.json"
    path.write_bytes(content)
    problem = only(path)
    assert (problem.line, problem.where) == (line, where)
    assert reason in problem.reason


def test_what_is_no_file_is_said(tmp_path: Path):
    assert only(tmp_path).reason == "is not a file"
    assert only(tmp_path / "nowhere.json").reason == "there is no such file"


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path):
    path = tmp_path / "agenda.json"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    assert "20,971,521 bytes" in only(path).reason


def test_a_value_has_its_own_line_and_what_is_missing_that_of_its_object(tmp_path: Path):
    agenda = changed(changed(sample(), ("items", 2, "public"), None), ("items", 4, "votes", "for"), REMOVED)
    path = write(tmp_path, agenda)
    text = path.read_text(encoding="utf-8").splitlines()
    wrong, missing = problems(path)
    assert text[(wrong.line or 0) - 1].strip() == '"public": null'
    assert text[(missing.line or 0) - 1].strip() == '"votes": {'
    assert str(wrong) == f"agenda.json:{wrong.line}: $.items[2].public: must be true or false"


def test_everything_that_is_wrong_is_said_at_once_but_at_most_fifty_lines_of_it(tmp_path: Path):
    agenda = sample("long-night")
    for item in agenda["items"]:
        del item["title"]
    with pytest.raises(AgendaFileError) as caught:
        read_agenda(write(tmp_path, agenda))
    assert len(caught.value.problems) == 60
    lines = str(caught.value).splitlines()
    assert len(lines) == 51
    assert lines[-1] == "... and 10 more"


def test_the_unusual_that_is_normal_is_read(tmp_path: Path):
    agenda = sample()
    title = "  Zeile eins\nZeile „zwei“\t" + "sehr lang " * 170
    agenda["items"][0] |= {"number": "14", "title": title, "submitter": "", "outcome": ""}
    agenda["items"][1]["title"] = ""
    agenda["meeting"] |= {"start": "22:00", "end": "01:30"}
    read = read_agenda(write(tmp_path, agenda))
    assert read.items[0].title == title
    assert [item.number for item in read.items] == ["14", "1.1", "2", "2", "3", "14", "N1"]
