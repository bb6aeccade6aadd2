"""Where in a JSON text each value stands, and what JSON tolerates but an agenda does not."""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Collection

Path = tuple[str | int, ...]
Note = Callable[[Path, int, str], None]  # path, place in the text, what is wrong with it ("": nothing)

DEEPEST = 32  # levels that are walked; the schema has 4
SPACE = re.compile(r"[ \t\r\n]*")
PLAIN_KEY = re.compile(r"[^\W\d]\w*")
NOT_JSON = re.compile(r"-?Infinity|NaN")
LONG_NUMBER = re.compile(r"-?\d{31,}")
HALF = re.compile(r"[\ud800-\udfff]")  # one of the two halves in which JSON may write a character
_decoder = json.JSONDecoder(parse_int=lambda digits: len(digits))  # int() refuses the longest ones


def lines(text: str, wanted: Collection[Path]) -> dict[Path, int]:
    """The line (from 1) of each wanted value that is there, in a text that is known to be JSON."""
    found: dict[Path, int] = {}

    def note(path: Path, place: int, _wrong: str) -> None:
        if path in wanted:
            found[path] = place

    _walk(text, note)
    breaks = _breaks(text)
    return {path: _line(breaks, place) for path, place in found.items()}


def faults(text: str) -> list[tuple[Path, int, str]]:
    """Path, line and reason of every key that stands twice in one object and of every value that is not right JSON."""
    found: list[tuple[Path, int, str]] = []
    breaks = _breaks(text)

    def note(path: Path, place: int, wrong: str) -> None:
        if wrong:
            found.append((path, _line(breaks, place), wrong))

    _walk(text, note)
    return found


def shown(path: Path) -> str:
    """`$.items[3].title`; names that are not words in quotes: `$["first name"]`."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else _member(part) for part in path)


def _member(name: str) -> str:
    return f".{name}" if PLAIN_KEY.fullmatch(name) and len(name) <= 60 else f"[{json.dumps(name[:60])}]"


def _breaks(text: str) -> list[int]:
    return [match.start() for match in re.finditer("\n", text)]


def _line(breaks: list[int], place: int) -> int:
    return bisect_left(breaks, place) + 1


def _skip(text: str, place: int) -> int:
    match = SPACE.match(text, place)
    return match.end() if match else place


def _walk(text: str, note: Note) -> None:
    _value(text, _skip(text, 0), (), note)


def _value(text: str, place: int, path: Path, note: Note) -> int:
    """Note the value that begins here and all inside it; returns where it ends."""
    inside = {"{": _members, "[": _elements}.get(text[place]) if len(path) < DEEPEST else None
    if inside is not None:
        note(path, place, "")
        return inside(text, place, path, note)
    value, end = _decoder.raw_decode(text, place)
    note(path, place, _half(value) if isinstance(value, str) else _wrong(text, place))
    return end


def _wrong(text: str, place: int) -> str:
    if match := NOT_JSON.match(text, place):
        return f"{match[0]} is not a JSON value"
    return "has too many digits" if LONG_NUMBER.match(text, place) else ""


def _half(text: str) -> str:
    return "holds half a character" if HALF.search(text) else ""


def _members(text: str, place: int, path: Path, note: Note) -> int:
    names: set[str] = set()
    place = _skip(text, place + 1)
    while text[place] != "}":
        name, after = _decoder.raw_decode(text, place)
        if wrong := "stands twice in one object" if name in names else _half(name):
            note((*path, name), place, wrong)
        names.add(name)
        place = _value(text, _skip(text, _skip(text, after) + 1), (*path, name), note)
        place = _next(text, place)
    return place + 1


def _elements(text: str, place: int, path: Path, note: Note) -> int:
    place, number = _skip(text, place + 1), 0
    while text[place] != "]":
        place = _next(text, _value(text, place, (*path, number), note))
        number += 1
    return place + 1


def _next(text: str, place: int) -> int:
    """Where the next member or element begins, or the bracket that ends them."""
    place = _skip(text, place)
    return _skip(text, place + 1) if text[place] == "," else place
