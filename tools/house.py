"""House rules that no linter knows.

Sizes of files and functions; nothing inside templates that the Content Security Policy refuses; no addresses of package
registries and no paths of a machine in any file; one way out to other servers.
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

CONNECTING = (
    *("aiohttp", "asyncore", "ftplib", "http.client", "httpcore", "httpx", "imaplib", "poplib", "requests"),
    *("smtplib", "socket", "telnetlib", "urllib.request", "urllib3", "xmlrpc.client"),
)
# Who may open connections: the way out itself; what listens here; what asks our own server; what attacks a copy of it.
MAY_CONNECT = re.compile(r"/balai/(?:outgoing\.py|serving\.py|cli\.py|drill/.*)$")
NO_CONNECTIONS = frozenset({"RequestException"})  # names of such modules that open nothing


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


def connects(path: Path) -> Iterator[str]:
    """Imports of what opens connections."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            taken = [one.name for one in node.names if one.name not in NO_CONNECTIONS]
            names = [node.module, *(f"{node.module}.{name}" for name in taken)] if taken else []
        else:
            continue
        for name in names:
            if any(name == one or name.startswith(f"{one}.") for one in CONNECTING):
                yield f"{node.lineno} {name}: other servers are asked through balai/outgoing.py"
                break


def faults(path: Path) -> Iterator[str]:
    inside = set(path.parts)
    if path.suffix == ".py" and not inside & {"migrations", "tests"}:
        yield from too_long(path)
        if "balai" in inside and not MAY_CONNECT.search(path.as_posix()):
            yield from connects(path)
    if path.suffix == ".html":
        yield from refused(path)
    if path.name != Path(__file__).name:
        yield from gives_away(path)


def main() -> None:
    found = [f"{path.relative_to(ROOT)}:{fault}" for path in tracked() for fault in faults(path)]
    sys.exit("\n".join(found) or 0)


if __name__ == "__main__":
    main()
