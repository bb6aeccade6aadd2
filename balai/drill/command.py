"""balai drill"""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from balai.starting import migrate, prepare

if TYPE_CHECKING:  # Django is not set up yet when this file is read
    from balai.drill.playing import Played


@click.command("drill")
@click.option("--scenario", "names", multiple=True, metavar="NAME", help="Only this one; may be repeated.")
@click.option(
    "--scenarios",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="A folder with scenarios of your own, beside those that come with Balai.",
)
@click.option("--sabotage", is_flag=True, help="Switch off the defences, one after another: the drill has to notice.")
@click.option("--list", "listed", is_flag=True, help="List the scenarios and stop.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def drill_command(
    names: tuple[str, ...], folders: tuple[Path, ...], sabotage: bool, listed: bool, as_json: bool
) -> None:
    """Attack a throw-away copy with scripted attacks, while honest users work, and say what was stopped."""
    from balai.drill.place import throw_away

    with _stoppable(), throw_away() as place:
        prepare()
        _log_to(place.folder / "drill.log")
        from balai.drill import drill, report
        from balai.drill.scenario import scenarios

        found = scenarios(folders, names)
        if listed:
            for one in found:
                click.echo(f"{one.name:36} {one.threat}")
            return
        migrate()
        play = drill.sabotage if sabotage else drill.drill
        account = play(place, found, _tell)
        if as_json:
            click.echo(report.as_json(account, sabotaged=sabotage))
        else:
            report.print_account(account, sabotaged=sabotage)
        sound = report.sound(account, sabotaged=sabotage)
    sys.exit(0 if sound else 1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Asked to stop, the drill ends as it always does: its processes and its folder go first. Once is enough."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, signal.SIG_IGN)  # whatever comes while it clears up
        sys.exit(128 + number)

    before = {one: signal.signal(one, stop) for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _log_to(path: Path) -> None:
    """The drill makes its world by acts of its own; what is logged of them is not what people want to read here."""
    loggers = [logging.getLogger(), *(one for one in logging.Logger.manager.loggerDict.values())]
    file = path.open("a", encoding="utf-8")
    for one in loggers:
        for handler in getattr(one, "handlers", ()):
            if isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler):
                handler.setStream(file)


def _tell(played: "Played") -> None:
    """To whoever waits in front of a terminal."""
    if sys.stderr.isatty():
        click.echo("." if played.ok else "!", nl=False, err=True)
