"""House rules that no linter knows: size of files and functions, no registry hosts, no paths of a machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE, LONGEST_FUNCTION = 400, 60  # lines
REGISTRIES = re.compile(rb"(registry\.npmjs|pypi\.org|pythonhosted|deb\.debian)\.?[a-z]*", re.I)
MACHINE = re.compile(rb"(?<![\w.])/(home|root|Users|work)/[a-z]", re.I)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in (ROOT / line for line in listed.splitlines()) if path.is_file()]


def too_long(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    found = [f"{path.relative_to(ROOT)}: {lines} lines (most {LONGEST_FILE})"] if lines > LONGEST_FILE else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                found.append(
                    f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {size} lines (most {LONGEST_FUNCTION})"
                )
    return found


def gives_away(path: Path) -> list[str]:
    if path.name == "house.py":
        return []
    content = path.read_bytes()
    named = [match.group().decode() for rule in (REGISTRIES, MACHINE) for match in rule.finditer(content)]
    return [f"{path.relative_to(ROOT)}: names {name!r}" for name in sorted(set(named))]


def main() -> None:
    files = tracked()
    code = [path for path in files if path.suffix == ".py" and "migrations" not in path.parts]
    found = [line for path in code if "tests" not in path.parts for line in too_long(path)]
    found += [line for path in files for line in gives_away(path)]
    sys.exit("\n".join(found) or 0)


if __name__ == "__main__":
    main()
