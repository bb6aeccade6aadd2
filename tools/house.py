"""House rules that no linter knows.

Sizes of files and functions; nothing inside templates that the Content Security Policy refuses; no addresses of package
registries and no paths of a machine in any file.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE, LONGEST_FUNCTION = 400, 60  # lines
REGISTRIES = re.compile(
    rb"\b(?:registry\.npmjs|pypi\.org|pythonhosted|deb\.debian)[\w.]*|https?://[^ \"']+\.(?:whl|tgz)\b", re.I
)
MACHINE = re.compile(rb"(?<![\w.}])/(?:home|root|Users|work)/[a-z]\w*", re.I)
REFUSED_IN_PAGES = re.compile(
    r"<[^>]*\s(?:style|on[a-z]+)=[\"']|<style\b|<script(?![^>]*\b(?:src=|application/json))", re.I
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file()]


def too_long(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if (lines := text.count("\n")) > LONGEST_FILE:
        yield f"{lines} lines (most {LONGEST_FILE})"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield f"{node.lineno} {node.name}: {size} lines (most {LONGEST_FUNCTION})"


def gives_away(path: Path) -> Iterator[str]:
    content = path.read_bytes()
    for rule in (REGISTRIES, MACHINE):
        yield from (f"names {named.decode()!r}" for named in sorted(set(rule.findall(content))))


def refused(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for match in REFUSED_IN_PAGES.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{line} the Content Security Policy refuses {match.group()[:60]!r}"


def faults(path: Path) -> Iterator[str]:
    inside = set(path.parts)
    if path.suffix == ".py" and not inside & {"migrations", "tests"}:
        yield from too_long(path)
    if path.suffix == ".html":
        yield from refused(path)
    if path.name != Path(__file__).name:
        yield from gives_away(path)


def main() -> None:
    found = [f"{path.relative_to(ROOT)}:{fault}" for path in tracked() for fault in faults(path)]
    sys.exit("\n".join(found) or 0)


if __name__ == "__main__":
    main()
