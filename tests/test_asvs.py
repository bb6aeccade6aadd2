"""The table of OWASP's requirements names tests that are there, and the page is what the table says."""

import pytest

from tools import asvs


def test_every_requirement_has_an_answer_and_every_test_that_is_named_is_there():
    assert list(asvs.problems()) == []


def test_the_page_is_what_the_table_says():
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.page(), "python tools/asvs.py writes it anew"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{ level = 1, met = "So.", tests = ["tests/test_asvs.py::test_that_is_not_there"] }', "there is no test"),
        ('{ level = 1, met = "So." }', "nothing shows it"),
        ('{ level = 1, met = "So.", see = "docs/NOWHERE.md" }', "there is no docs/NOWHERE.md"),
        ('{ level = 1, gap = "so" }', "not a sentence"),
    ],
)
def test_a_row_that_says_too_much_is_found(tmp_path, monkeypatch, row, fault):
    table = tmp_path / "asvs.toml"
    table.write_text(f'[V1]\nname = "One"\n"V1.1.1" = {row}\n')
    monkeypatch.setattr(asvs, "TABLE", table)
    assert any(fault in one for one in asvs.problems())
