"""The server of a copy whose defences can be switched off: `python -m balai.drill.copy --port N`.

It starts only in a place that the drill has made for itself.
"""

import os
from pathlib import Path

import click

from balai.drill.place import Place
from balai.serving import run_server


def place_of_drill() -> Place:
    """The place in which this process may stand.

    Raises:
        click.ClickException: anywhere else.
    """
    place = Place(Path(os.environ.get("BALAI_DRILL") or "nowhere"))
    if not place.switches.is_dir() or os.environ.get("BALAI_DATABASE") != f"sqlite:///{place.database}":
        raise click.ClickException("This is for the drill alone, on the copy that it has made.")
    return place


def put_on_switches(place: Place) -> None:
    """Put each defence on a switch: a file with its name switches it off in this process."""
    from django.urls import get_resolver

    from balai.drill.defences import DEFENCES

    list(get_resolver().url_patterns)  # with the addresses every room is loaded
    for one in DEFENCES.values():
        if one.weaken is not None:
            one.weaken((place.switches / one.name).exists)


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    place_of_drill()
    run_server("127.0.0.1", port, 1, "balai.drill.asgi:application")


if __name__ == "__main__":
    main()
