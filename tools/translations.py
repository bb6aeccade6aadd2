"""The words of the interface: collecting them from the code, compiling them, and finding what is not translated.

python tools/translations.py collect | compile | check
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
# Estonian has a plural of its own, Indonesian says every number alike.
PLURALS = {"et": (2, "(n != 1)"), "id": (1, "0")}
LANGUAGES = tuple(PLURALS)
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
NOT_SHOWN = shutil.ignore_patterns("tests", "static", "migrations", "__pycache__", "*.toml", "*.json")
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Balai\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={number}; plural={rule};\\n"
"""
Key = tuple[str | None, tuple[str, ...]]


def catalogue(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compile_all() -> None:
    """Babel writes the .mo files: no gettext is needed to run the software."""
    for language in LANGUAGES:
        path = catalogue(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(path, language))


def collected(folder: Path) -> Path:
    """A copy of the code and its catalogues in a folder, the catalogues brought up to date (needs GNU gettext)."""
    shutil.copytree(ROOT / "balai", folder / "balai", ignore=NOT_SHOWN)
    shutil.copytree(ROOT / "locale", folder / "locale")
    languages = [f"--locale={language}" for language in LANGUAGES]
    command = [sys.executable, "-m", "django", "makemessages", *languages, "--no-location", "--no-wrap", "-v", "0"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The words could not be collected:\n{done.stdout}{done.stderr}")
    return folder


def collect() -> None:
    """Bring locale/*.po up to date with the code; what the code no longer says is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        made = collected(Path(folder))
        for language in LANGUAGES:
            text = catalogue(language, made).read_text(encoding="utf-8")
            catalogue(language).parent.mkdir(parents=True, exist_ok=True)
            catalogue(language).write_text(tidy(text, language), encoding="utf-8")


def tidy(text: str, language: str) -> str:
    """A catalogue without dates, without what is no longer said, and with as many plurals as its language has."""
    number, rule = PLURALS[language]
    _header, entries = text.split("\n\n", 1)
    entries = re.sub(r"(?m)^#~.*\n(?:\n)?", "", entries)
    entries = re.sub(r"(?m)^msgstr\[(\d+)\].*\n", lambda line: line[0] if int(line[1]) < number else "", entries)
    said = [entry.strip("\n") for entry in entries.split("\n\n") if re.search(r"(?m)^msgid", entry)]
    return HEADER.format(language=language, number=number, rule=rule) + "\n" + "\n\n".join(said) + "\n"


def words(message: Message) -> tuple[str, ...]:
    """The message in the singular and, where it has one, in the plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def by_key(found: Catalog) -> dict[Key, Message]:
    return {(message.context, words(message)): message for message in found if message.id}


def problems() -> Iterator[str]:
    """What is missing, empty, doubtful, or has other places for values than the original."""
    with tempfile.TemporaryDirectory() as folder:
        made = collected(Path(folder))
        needed = by_key(read(catalogue(LANGUAGES[0], made), LANGUAGES[0]))
    for language in LANGUAGES:
        have = by_key(read(catalogue(language), language))
        for key in needed:
            for why in wrong(have.get(key)):
                yield f"{language}: {why}: {key[1][0]!r}"
        for key in have.keys() - needed.keys():
            yield f"{language}: no longer said: {key[1][0]!r}"


def wrong(message: Message | None) -> list[str]:
    if message is None:
        return ["not in the catalogue"]
    said = translations(message)
    if not said or not all(said):
        return ["not translated"]
    allowed = [set(PLACES.findall(original)) for original in words(message)]
    astray = [one for one in said if set(PLACES.findall(one)) not in allowed]
    return (["doubtful (fuzzy)"] if message.fuzzy else []) + ([f"other places for values {astray}"] if astray else [])


def check() -> None:
    found = sorted(problems())
    if found:
        sys.exit("\n".join([*found[:60], f"{len(found)} problems: run `make messages`, then translate"]))


COMMANDS = {"collect": collect, "compile": compile_all, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
