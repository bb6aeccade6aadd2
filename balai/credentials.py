"""Secrets as they are handed over: in the environment, or in a file that a vault writes (OWASP ASVS 5.0, 13.3.1).

For a setting NAME: NAME itself, else the file that NAME_FILE names, else a file NAME in CREDENTIALS_DIRECTORY, where
systemd puts what LoadCredential= and LoadCredentialEncrypted= bring (systemd.exec(5), Credentials).
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Settings that are secrets, or hold one (the password of the database, of a counter elsewhere).
SECRETS = ("BALAI_SECRET_KEY", "BALAI_OLD_SECRET_KEYS", "BALAI_OIDC_SECRET", "BALAI_DATABASE", "BALAI_LIMITS_STORAGE")


def given(name: str) -> str:
    """The secret without the line's end, or nothing where none was given.

    Raises:
        ImproperlyConfigured: where it is given twice, or its file cannot be read or is empty.
    """
    value, file = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if value and file:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; one of them is meant")
    if value:
        return value
    folder = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if not file and folder and (Path(folder) / name).exists():
        file = str(Path(folder) / name)
    return _read(name, Path(file)) if file else ""


def _read(name: str, path: Path) -> str:
    try:
        found = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} cannot be read from its file: {type(error).__name__}") from None
    if not found or "\n" in found:
        raise ImproperlyConfigured(f"the file of {name} holds one line, the secret")
    return found
