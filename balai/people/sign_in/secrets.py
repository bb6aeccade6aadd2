"""Keyed hashes and sealed texts, made with keys that come from the installation's secret."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def keyed_hash(text: str) -> str:
    """The same text gives the same hash; without the installation's secret nobody can find the text by trying."""
    return hmac.new(_key(settings.SECRET_KEY, b"balai keyed hash"), text.encode(), hashlib.sha256).hexdigest()


def seal(text: str) -> str:
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Reads also what was sealed under an earlier secret (SECRET_KEY_FALLBACKS)."""
    return _fernet().decrypt(sealed.encode()).decode()


def _fernet() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(one, b"balai sealed text"))) for one in secrets])


def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
