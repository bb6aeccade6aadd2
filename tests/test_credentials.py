"""Secrets from files: what a vault or systemd hands over is read, and never shown."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from balai.credentials import SECRETS, given

ROOT = Path(__file__).resolve().parent.parent
SHOWN = (
    "from balai.starting import prepare; prepare(); from django.conf import settings as s; import json;"
    "print(json.dumps([s.ENVIRONMENT, s.SECRET_KEY, s.SECRET_KEY_FALLBACKS, s.DATABASES['default'].get('PASSWORD'),"
    " s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['secret'], s.LIMITS_STORAGE]))"
)
HANDED_OVER = {
    "BALAI_SECRET_KEY": "the secret of the vault, which is as long as it has to be",
    "BALAI_OLD_SECRET_KEYS": "older, oldest",
    "BALAI_DATABASE": "postgresql://serving:of%20the%20vault@localhost/balai",
    "BALAI_OIDC_SECRET": "of the provider",
    "BALAI_LIMITS_STORAGE": "memory://",
}


@pytest.fixture
def clean(monkeypatch):
    for name in [*SECRETS, *(f"{name}_FILE" for name in SECRETS), "CREDENTIALS_DIRECTORY"]:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def started(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """A process of ours with these settings alone; prints what it understood."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BALAI_")}
    more = {"BALAI_HOSTS": "balai.example.org", "BALAI_OIDC_ISSUER": "https://id.example.org", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", SHOWN], env={**kept, **more, **environment}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("by", ["systemd", "files"])
def test_a_site_starts_with_every_secret_in_a_file(tmp_path, by):
    """In production: no secret stands in the environment, where every process of the account could read it."""
    for name, value in HANDED_OVER.items():
        (tmp_path / name).write_text(f"{value}\n")
    files = {f"{name}_FILE": str(tmp_path / name) for name in HANDED_OVER}
    done = started({"CREDENTIALS_DIRECTORY": str(tmp_path)} if by == "systemd" else files)
    assert done.stdout.strip() == (
        f'["production", "{HANDED_OVER["BALAI_SECRET_KEY"]}", ["older", "oldest"], "of the vault", "of the provider", '
        '"memory://"]'
    ), done.stderr


def test_without_its_secret_a_site_does_not_start(tmp_path):
    done = started({"BALAI_ENVIRONMENT": "production", "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert done.returncode != 0
    assert "BALAI_SECRET_KEY must be set" in done.stderr


def test_a_secret_stands_in_one_place(clean, tmp_path):
    (tmp_path / "secret").write_text("of the file")
    clean.setenv("BALAI_SECRET_KEY", "of the environment")
    clean.setenv("BALAI_SECRET_KEY_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match="both set") as refused:
        given("BALAI_SECRET_KEY")
    assert not any(secret in str(refused.value) for secret in ("of the file", "of the environment"))


@pytest.mark.parametrize("content", [None, b"", b"\n", b"one\ntwo\n", b"\xff\xfe"])
def test_a_file_that_holds_no_secret_is_named_and_not_shown(clean, tmp_path, content):
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    clean.setenv("BALAI_SECRET_KEY_FILE", str(path))
    with pytest.raises(ImproperlyConfigured, match="BALAI_SECRET_KEY") as refused:
        given("BALAI_SECRET_KEY")
    assert "one\ntwo" not in str(refused.value)


def test_the_environment_comes_before_the_folder_of_credentials(clean, tmp_path):
    (tmp_path / "BALAI_SECRET_KEY").write_text("of the folder")
    clean.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert given("BALAI_SECRET_KEY") == "of the folder"
    assert given("BALAI_OIDC_SECRET") == ""
    clean.setenv("BALAI_SECRET_KEY", "of the environment")
    assert given("BALAI_SECRET_KEY") == "of the environment"


def test_every_secret_of_the_settings_can_come_from_a_file():
    """None is read from the environment alone."""
    text = (ROOT / "balai" / "settings.py").read_text()
    for name in SECRETS:
        assert re.search(rf'(?:given|_required)\("{name}"', text), name
    assert not re.search(r'environ(?:\.get\(|\[)"BALAI_\w*(?:SECRET|PASSWORD\b|DATABASE|TOKEN)', text)
