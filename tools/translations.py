"""The words of the interface: collecting them from the code, compiling them, and finding what is not translated.

    python tools/translations.py collect | compile | check
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("et", "id")
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


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


def collect() -> None:
    """Bring locale/*.po up to date with the code (needs GNU gettext)."""
    options = ["--no-location", "--no-wrap", "--ignore=node_modules", "--ignore=.venv", "--ignore=tests", "--ignore=var"]
    languages = [f"--locale={language}" for language in LANGUAGES]
    subprocess.run([sys.executable, "manage.py", "makemessages", *languages, *options, "-v", "0"], cwd=ROOT, check=True)
    for language in LANGUAGES:
        path = catalogue(language)
        text = re.sub(r'"POT-Creation-Date: .*\\n"\n', "", path.read_text(encoding="utf-8"))
        path.write_text(re.sub(r"(?m)^#~ .*\n(?:\n)?", "", text), encoding="utf-8")


def wanted() -> dict[object, Message]:
    """Every message of the code as it is now, from a scratch copy of the catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {language: catalogue(language).read_bytes() for language in LANGUAGES if catalogue(language).exists()}
        try:
            collect()
            scratch = Path(folder) / "now.po"
            scratch.write_bytes(catalogue(LANGUAGES[0]).read_bytes())
        finally:
            for language, content in kept.items():
                catalogue(language).write_bytes(content)
        return {_key(message): message for message in read(scratch, LANGUAGES[0]) if message.id}


def _key(message: Message) -> tuple[object, object]:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def problems() -> list[str]:
    """What is missing, empty, doubtful, or has other places for values than the original."""
    found: list[str] = []
    needed = wanted()
    for language in LANGUAGES:
        have = {_key(message): message for message in read(catalogue(language), language) if message.id}
        for key, message in needed.items():
            original = message.id if isinstance(message.id, str) else message.id[0]
            found += [f"{language}: {why}: {original!r}" for why in _wrong(have.get(key))]
    return found


def _wrong(message: Message | None) -> list[str]:
    if message is None:
        return ["not in the catalogue"]
    translations = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(translations):
        return ["not translated"]
    originals = {message.id} if isinstance(message.id, str) else set(message.id)
    places = [set(PLACES.findall(original)) for original in originals]
    wrong = [one for one in translations if not any(set(PLACES.findall(one)) == allowed for allowed in places)]
    return (["doubtful"] if message.fuzzy else []) + (["other places for values"] if wrong else [])


def main(command: str) -> None:
    if command == "compile":
        compile_all()
    elif command == "collect":
        collect()
    elif command == "check":
        found = problems()
        sys.exit("\n".join([*found[:60], f"{len(found)} problems: run `make messages`, then translate"]) if found else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")
