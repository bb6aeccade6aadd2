"""An identity provider in a process of its own: allauth's OpenID Connect server on loopback, with people to pick.

python -m tests.identity_provider PORT FOLDER BACK [BACK ...]: BACK are addresses of sites to which it may send people.
`/be/<name>/<how>/` signs a browser in at the provider as somebody, authenticated in a way of RFC 8176; it has no page.
"""

import contextlib
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CLIENT, SECRET = "balai", "a secret that only this test knows"
ROOT = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def providing(port: int, folder: Path, *back: str) -> Iterator[str]:
    """The provider for as long as the block runs; gives its address."""
    command = [sys.executable, "-m", "tests.identity_provider", str(port), str(folder), *back]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            raise RuntimeError("the identity provider has stopped")
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/.well-known/openid-configuration")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the identity provider does not answer")


def main(port: int, folder: Path, back: list[str]) -> None:
    from wsgiref.simple_server import make_server

    _configure(folder)
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    _register(back)
    with make_server("127.0.0.1", port, get_wsgi_application()) as server:
        server.serve_forever()


def _configure(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.configure(
        SECRET_KEY="of the provider, for tests",
        ALLOWED_HOSTS=["localhost", "127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF="tests.identity_provider_urls",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        SESSION_COOKIE_NAME="provider_session",  # browsers keep cookies by host, not by port
        USE_TZ=True,
        IDP_OIDC_PRIVATE_KEY=pem,
        IDP_OIDC_ADAPTER="tests.identity_provider_urls.Adapter",
    )


def _register(back: list[str]) -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password

    client: Any = Client(id=CLIENT, name="Balai", secret=make_password(SECRET), scopes="openid", skip_consent=True)
    client.redirect_uris = "\n".join(back)
    client.save()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
