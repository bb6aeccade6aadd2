"""The house's own checks notice what they are there for."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import faults
from tools.translations import by_key, read, wrong

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("long.py", "x = 1\n" * 401, "401 lines"),
        ("function.py", "def f():\n" + "    x = 1\n" * 60, "f: 61 lines"),
        ("page.html", '<p class="a" style="color: red">', "refuses"),
        ("page.html", '<button type="button" onclick="go()">', "refuses"),
        ("page.html", "<script>go()</script>", "refuses"),
        ("notes.md", "kept in /ho" + "me/somebody/balai", "names"),
        ("lock.json", '"resolved": "https://packages.example/a/a-1.0.' + 'tgz"', "names"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, name: str, text: str, fault: str):
    path = tmp_path / name
    path.write_text(text)
    assert any(fault in found for found in faults(path))


@pytest.mark.parametrize(
    "text",
    [
        "import requests",
        "import http.client",
        "from http import client",
        "def f():\n    from urllib import request",
        "from urllib.request import urlopen",
        "from requests import RequestException, post",
        "import httpx as h",
    ],
)
def test_nothing_but_the_way_out_opens_connections(tmp_path: Path, text: str):
    room = tmp_path / "balai" / "people"
    room.mkdir(parents=True)
    for path, found in ((room / "asking.py", 1), (tmp_path / "balai" / "outgoing.py", 0)):
        path.write_text(text)
        assert sum("balai/outgoing.py" in one for one in faults(path)) == found, path
    (room / "asking.py").write_text("from requests import RequestException\nfrom urllib.parse import urlsplit\n")
    assert list(faults(room / "asking.py")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("short.py", "def f():\n" + "    x = 1\n" * 59),
        ("page.html", '<script type="module" src="/static/app.js"></script><p data-style="x">'),
        ("page.html", '<script type="application/json">{}</script>'),
        ("notes.md", "The page /work-in-progress/ and https://example.org/home/"),
    ],
)
def test_what_is_sound_is_left_alone(tmp_path: Path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text)
    assert list(faults(path)) == []


CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Adopted %(count)s"
msgid_plural "Adopted %(count)s items"
"""


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ('msgstr[0] "Vastu võetud"\nmsgstr[1] "Vastu võetud %(count)s"\n', "other places"),
        ('msgstr[0] "Vastu võetud %(count)s"\nmsgstr[1] ""\n', "not translated"),
        ('msgstr[0] "Vastu võetud %(count)s"\nmsgstr[1] "Vastu võetud %(counts)s"\n', "other places"),
        ('msgstr[0] "Vastu võetud %(count)s"\nmsgstr[1] "Vastu võetud %(count)s asja"\n', None),
    ],
)
def test_a_translation_keeps_its_places_for_values(tmp_path: Path, translated: str, fault: str | None):
    path = tmp_path / "django.po"
    path.write_text(CATALOGUE + translated, encoding="utf-8")
    (message,) = by_key(read(path, "et")).values()
    found = wrong(message)
    assert fault in found[0] if fault else found == []


def test_no_lock_file_names_where_packages_come_from():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "package-lock.json"):
        text = (ROOT / name).read_text()
        assert "://" not in text, name
        assert "sha256:" in text or "sha512-" in text, name


def test_everything_needed_to_run_is_locked_alike_for_development():
    runtime, development = ((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    pins = {line.split(" ")[0] for line in runtime.splitlines() if "==" in line and not line.startswith(" ")}
    assert pins
    assert pins <= {line.split(" ")[0] for line in development.splitlines()}


def test_set_up_says_which_python_it_needs():
    program = "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('tools/setup.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Python 3.11 or later" in done.stderr
    assert "apt-get install" in done.stderr
