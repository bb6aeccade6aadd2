"""A pytest plugin: a test that was skipped fails the run, unless it is listed here with its reason."""

from collections.abc import Mapping

import pytest

MAY_BE_SKIPPED: Mapping[str, str] = {}  # node id: why


def skipped(session: pytest.Session) -> list[str]:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return []
    return [report.nodeid for report in reporter.stats.get("skipped", []) if report.nodeid not in MAY_BE_SKIPPED]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped(session) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    names = [report.nodeid for report in terminalreporter.stats.get("skipped", [])]
    wrong = [name for name in names if name not in MAY_BE_SKIPPED]
    if wrong:
        terminalreporter.section("skipped, and therefore failed", red=True)
        terminalreporter.write_line("\n".join(wrong))
