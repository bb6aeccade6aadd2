"""Recounting a published ballot box, without database and without Django: what an observer runs."""

import hashlib
from pathlib import Path

from balai.meetings.ballots.engine import Counted, SpoiltBox
from balai.meetings.ballots.engines import ENGINES


def recount(path: Path) -> Counted:
    """Count the file again, by its suffix with the plain engine or with Belenios.

    Raises:
        SpoiltBox: it is not what an engine publishes.
    """
    engine = next((one for one in ENGINES.values() if f".{one.suffix}" == path.suffix), None)
    if engine is None:
        raise SpoiltBox(f"{path.name} is neither a .json nor a .bel file")
    return engine.recount(path.read_bytes())


def digest(path: Path) -> str:
    """SHA-256 in hexadecimal: what the entry of the result and the proof of the decision have as `box`."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
