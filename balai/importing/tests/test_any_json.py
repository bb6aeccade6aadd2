"""Whatever a file holds, reading it ends in an agenda or in a list of problems; in nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balai.importing.agenda_file import read_agenda
from balai.importing.problems import AgendaFileError
from balai.importing.tests.files import REMOVED, changed, sample

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # half characters among them
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
HERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


PLACES = [place for place in places(sample()) if place]


def reads_or_says_why(path: Path) -> None:
    """Any other exception than AgendaFileError fails the test by itself."""
    try:
        read_agenda(path)
        return
    except AgendaFileError as error:
        refused = error
    assert refused.problems
    assert all(problem.reason and problem.file == path.name for problem in refused.problems)
    assert all(problem.line for problem in refused.problems if problem.where.count(".") > 1)
    str(refused).encode()  # can be printed


@HERE
@given(place=st.sampled_from(PLACES), value=ANY_JSON | st.just(REMOVED), ascii_only=st.booleans())
def test_any_json_value_in_any_place(place: tuple[str | int, ...], value: Any, ascii_only: bool, tmp_path: Path):
    path = tmp_path / "agenda.json"
    text = json.dumps(changed(sample(), place, value), ensure_ascii=ascii_only)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    reads_or_says_why(path)


@HERE
@given(value=ANY_JSON, name=ANY_TEXT, place=st.sampled_from([(), ("body",), ("meeting",), ("items", 1)]))
def test_any_further_key(value: Any, name: str, place: tuple[str | int, ...], tmp_path: Path):
    path = tmp_path / "agenda.json"
    path.write_text(json.dumps(changed(sample(), (*place, name), value)), encoding="utf-8")
    reads_or_says_why(path)


@HERE
@given(content=st.binary(max_size=200) | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes(content: bytes, tmp_path: Path):
    path = tmp_path / "agenda.json"
    path.write_bytes(content)
    with pytest.raises(AgendaFileError):
        read_agenda(path)


@HERE
@given(start=st.integers(0, 3000), length=st.integers(0, 40), instead=st.binary(max_size=6))
def test_any_piece_cut_out_of_a_file(start: int, length: int, instead: bytes, tmp_path: Path):
    path = tmp_path / "agenda.json"
    whole = json.dumps(sample(), indent=1).encode()
    path.write_bytes(whole[:start] + instead + whole[start + length :])
    reads_or_says_why(path)
