"""The page docs/ASVS.md, made from docs/asvs.toml.

python tools/asvs.py         writes it
python tools/asvs.py check   says what is wrong with the table, or that the page is not what the table says
"""

import ast
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE, PAGE = ROOT / "docs" / "asvs.toml", ROOT / "docs" / "ASVS.md"
ANSWERS = {"met": "met", "out": "does not apply", "ops": "for the operator", "gap": "**not met**"}
IN_ALL = {1: 70, 2: 183}  # requirements of levels 1 and 2 in ASVS 5.0.0
HEAD = """# OWASP ASVS 5.0.0

Made by `python tools/asvs.py` from [asvs.toml](asvs.toml); a test holds both together and looks for every test that is
named. Levels 1 and 2 are whole; of level 3 stands here what a cabinet needs. "For the operator": nothing in this
repository can do it. The requirements' own words: owasp.org, ASVS 5.0.0 (CC BY-SA 4.0).
"""


@dataclass(frozen=True)
class Row:
    number: str
    level: int
    answer: str
    words: str
    tests: tuple[str, ...]
    see: str


def chapters() -> Iterator[tuple[str, list[Row]]]:
    for key, chapter in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        rows = [_row(number, given) for number, given in chapter.items() if number != "name"]
        yield f"{key} {chapter['name']}", rows


def _row(number: str, given: dict[str, object]) -> Row:
    (answer,) = set(ANSWERS) & set(given)
    if unknown := set(given) - {"level", "tests", "see", answer}:
        raise ValueError(f"{number}: {unknown} means nothing")
    tests = given.get("tests", [])
    assert isinstance(tests, list)
    return Row(number, int(str(given["level"])), answer, str(given[answer]), tuple(tests), str(given.get("see", "")))


@cache
def tests_of(path: str) -> frozenset[str]:
    if not (ROOT / path).exists():
        return frozenset()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def problems() -> Iterator[str]:
    rows = [row for _name, found in chapters() for row in found]
    levels = Counter(row.level for row in rows)
    yield from (
        f"level {level}: {levels[level]} rows of {all_}" for level, all_ in IN_ALL.items() if levels[level] != all_
    )
    for row in rows:
        if row.answer == "met" and not row.tests and not row.see:
            yield f"{row.number} is met, and nothing shows it"
        if row.see and not (ROOT / row.see).exists():
            yield f"{row.number}: there is no {row.see}"
        for test in row.tests:
            path, _, name = test.partition("::")
            if name not in tests_of(path):
                yield f"{row.number}: there is no test {test}"
        if not row.words.endswith("."):
            yield f"{row.number}: not a sentence"


def page() -> str:
    found = list(chapters())
    counts = Counter((row.level, row.answer) for _name, rows in found for row in rows)
    lines = [HEAD, "| level | " + " | ".join(ANSWERS.values()) + " |", "|---|" + "---|" * len(ANSWERS)]
    lines += [f"| {level} | " + " | ".join(str(counts[level, one]) for one in ANSWERS) + " |" for level in (1, 2, 3)]
    lines += ["", "## Not met", ""]
    lines += [
        f"- {row.number} (level {row.level}): {row.words}" for _n, rows in found for row in rows if row.answer == "gap"
    ]
    for name, rows in found:
        lines += ["", f"## {name}", "", "| | level | | how | shown by |", "|---|---|---|---|---|"]
        lines += [_line(row) for row in rows]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    shown = [f"`{test}`" for test in row.tests] + ([f"[{row.see}](../{row.see})"] if row.see else [])
    words = row.words.replace("|", "\\|")
    return f"| {row.number} | {row.level} | {ANSWERS[row.answer]} | {words} | {'<br>'.join(shown)} |"


def main(check: bool) -> None:
    if check:
        found = list(problems())
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
            found.append("docs/ASVS.md is not what docs/asvs.toml says: python tools/asvs.py")
        sys.exit("\n".join(found) or 0)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main("check" in sys.argv[1:])
