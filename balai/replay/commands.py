"""balai replay FILE"""

import click


@click.command()
def replay() -> None:
    """placeholder"""
