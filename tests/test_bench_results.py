"""The tables of bench/RESULTS.md say what was aimed at and mark what misses it."""

from bench.results import BEGIN, END, RESULTS, report, table
from bench.run import BENCHES


def test_a_figure_that_misses_its_target_is_marked():
    assert "| `position_p50_ms` | at most 5 | 5.1 **missed** |" in table({"position_p50_ms": 5.1})
    assert "| `positions_per_second` | at least 400 | 399.9 **missed** |" in table({"positions_per_second": 399.9})


def test_a_figure_that_meets_its_target_and_one_without_a_target_are_not_marked():
    assert "missed" not in table({"position_p50_ms": 5, "positions_per_second": 400, "disk_sync_p50_ms": 9})


def test_the_report_says_how_often_and_how_busy_the_machine_was():
    said = report({"replay": {"chair_acts": 3}}, runs=3, load=(0.25, 2.5))
    assert "median of 3 runs; load average of the machine 0.2 before it began, 2.5 at its end" in said
    assert f"### replay\n\n{BENCHES['replay'][0]}." in said


def test_the_results_have_the_place_where_the_tables_are_written():
    text = RESULTS.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert text.index(BEGIN) < text.index(END)
