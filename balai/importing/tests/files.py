"""Agenda files for the tests: the samples in `data/` (invented, in forms of real sources), and files made from them."""

import copy
import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SAMPLES = sorted(DATA.glob("*.json"))
REMOVED = object()


def sample(name: str = "town-council") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def changed(agenda: dict[str, Any], where: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """A copy with one value put at a place (`items`, 3, `title`), or taken away with REMOVED."""
    agenda = copy.deepcopy(agenda)
    at: Any = agenda
    for step in where[:-1]:
        at = at[step]
    if value is REMOVED:
        del at[where[-1]]
    else:
        at[where[-1]] = value
    return agenda


def write(folder: Path, agenda: Any, name: str = "agenda.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(agenda, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
