"""A scenario is one small file: what it is about, which defences stop it, what must be noticed, and the attack.

'''A stranger opens the agenda of a meeting by its address.'''

DEFENCES = ("signed-in-only",)
DEMANDS = ("recorded",)          # of recorded and alarmed; that it is blocked is always demanded

def attack(stage):
    ...
    return True                  # blocked? by the state afterwards; or a Seen with all that it found
"""

import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import click

OWN = Path(__file__).parent / "scenarios"
FACTS = ("recorded", "alarmed")


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    threat: str
    defences: tuple[str, ...]
    demands: tuple[str, ...]
    attack: Callable[[Any], Any]


def scenarios(folders: Iterable[Path], wanted: Iterable[str] = ()) -> list[Scenario]:
    """All scenarios of these folders by name, or the wanted ones.

    Raises:
        click.ClickException: for a file that is none, and for a name that there is not.
    """
    found: dict[str, Scenario] = {}
    for folder in (OWN, *folders):
        if not folder.is_dir():
            raise click.ClickException(f"There is no folder {folder}.")
        for path in sorted(folder.glob("*.py")):
            if not path.name.startswith("_"):
                found[name_of(path)] = read(path)
    if unknown := [name for name in wanted if name not in found]:
        raise click.ClickException(f"There is no scenario {unknown[0]}. There are: {', '.join(sorted(found))}.")
    return [one for name, one in sorted(found.items()) if not wanted or name in wanted]


def name_of(path: Path) -> str:
    return path.stem.replace("_", "-")


def read(path: Path) -> Scenario:
    """One file.

    Raises:
        click.ClickException: that names the file and what it lacks.
    """
    from balai.drill.defences import DEFENCES

    module = _loaded(path)
    threat = (module.__doc__ or "").strip().partition("\n")[0]
    defences, demands = tuple(getattr(module, "DEFENCES", ())), tuple(getattr(module, "DEMANDS", ()))
    attack = getattr(module, "attack", None)
    faults = [
        (not threat, "it says in no docstring what it is about"),
        (not callable(attack), "it has no function attack(stage)"),
        (not defences, "it names no DEFENCES: what stops it could not be switched off"),
        (bool(set(demands) - set(FACTS)), f"DEMANDS can be {' and '.join(FACTS)}"),
    ]
    faults += [(name not in DEFENCES, f"there is no defence {name!r}") for name in defences]
    if wrong := [said for is_so, said in faults if is_so]:
        raise click.ClickException(f"{path.name} is no scenario: {'; '.join(wrong)}.")
    assert callable(attack)
    return Scenario(name_of(path), threat, defences, demands, attack)


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"balai_drill_scenario_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise click.ClickException(f"{path.name} is no scenario: {type(error).__name__}: {error}") from None
    return module
