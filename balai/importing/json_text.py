"""From a file to the JSON value in it. Stricter than Python: no NaN, no key twice, nothing endless."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from balai.importing.json_places import faults, shown
from balai.importing.problems import AgendaFileError, Problem, refuse

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NUMBER = 30  # digits
MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_text(path: Path) -> str:
    """The file as text: UTF-8, with or without a byte order mark.

    Raises:
        AgendaFileError: there is no such file, it is too large, or it is not UTF-8.
    """
    try:
        if not path.is_file():
            raise refuse(path, "is not a file" if path.exists() else "there is no such file")
        if (size := path.stat().st_size) > LARGEST:
            raise refuse(path, f"has {size:,} bytes; an agenda has at most {LARGEST:,}")
        content = path.read_bytes()
    except OSError as error:
        raise refuse(path, f"cannot be read: {error.strerror or error}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(path, f"is not UTF-8 (byte {error.start + 1})", line=line) from None


def read_json(path: Path, text: str) -> Any:
    """The value in the text.

    Raises:
        AgendaFileError: it is empty, not JSON, nested too deeply; or holds keys that stand twice, halves of characters,
            values that only some programs take for JSON: all of them at once.
    """
    if not text.strip():
        raise refuse(path, "is empty")
    suspect: list[str] = []
    try:
        data = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, suspect),
            parse_constant=lambda word: suspect.append(f"{word} is not a JSON value"),
            parse_int=lambda digits: _whole(digits, suspect),
        )
    except json.JSONDecodeError as error:
        raise refuse(path, f"is not JSON: {error.msg} (column {error.colno})", line=error.lineno) from None
    except RecursionError:
        raise refuse(path, "is nested too deeply") from None
    if suspect or MAYBE_HALF.search(text):
        _refuse_faults(path, text, suspect)
    return data


def _object(pairs: list[tuple[str, Any]], suspect: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        name, _count = Counter(name for name, _value in pairs).most_common(1)[0]
        suspect.append(f"the key {json.dumps(name[:60])} stands twice in one object")
    return found


def _whole(digits: str, suspect: list[str]) -> int:
    if len(digits) > LONGEST_NUMBER:
        suspect.append("a number has too many digits")
        return 0
    return int(digits)


def _refuse_faults(path: Path, text: str, suspect: list[str]) -> None:
    """With their places; what lies too deep to be walked to, without."""
    found = tuple(Problem(path.name, line, shown(where), reason) for where, line, reason in faults(text))
    if found or suspect:
        raise AgendaFileError(found or tuple(Problem(path.name, None, "", reason) for reason in suspect))
