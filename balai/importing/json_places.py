"""On which line each value of a JSON text stands."""

import json
import re

Path = tuple[str | int, ...]
SPACE = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder()


def lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every value in a text that is known to be JSON."""
    found: dict[Path, int] = {}
    breaks = [place for place, character in enumerate(text) if character == "\n"]
    _walk(text, _skip(text, 0), (), found)
    return {path: _line(breaks, place) for path, place in found.items()}


def _line(breaks: list[int], place: int) -> int:
    low, high = 0, len(breaks)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if breaks[middle] < place else (low, middle)
    return low + 1


def _skip(text: str, place: int) -> int:
    match = SPACE.match(text, place)
    return match.end() if match else place


def _walk(text: str, place: int, path: Path, found: dict[Path, int]) -> int:
    """Note the value that begins here and all inside it; returns where it ends."""
    found[path] = place
    if text[place] == "{":
        return _members(text, place, path, found)
    if text[place] == "[":
        return _elements(text, place, path, found)
    return _decoder.raw_decode(text, place)[1]


def _members(text: str, place: int, path: Path, found: dict[Path, int]) -> int:
    place = _skip(text, place + 1)
    while text[place] != "}":
        name, place = _decoder.raw_decode(text, place)
        place = _walk(text, _skip(text, _skip(text, place) + 1), (*path, name), found)
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return place + 1


def _elements(text: str, place: int, path: Path, found: dict[Path, int]) -> int:
    place, number = _skip(text, place + 1), 0
    while text[place] != "]":
        place = _skip(text, _walk(text, place, (*path, number), found))
        number += 1
        if text[place] == ",":
            place = _skip(text, place + 1)
    return place + 1


def shown(path: Path) -> str:
    """`$.items[3].title`"""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
