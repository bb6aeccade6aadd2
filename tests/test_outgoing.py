"""The way out: configured addresses alone, over TLS, no redirects, within time and size. Real servers on loopback."""

import datetime
import ipaddress
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from allauth.socialaccount.adapter import get_adapter
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from requests import RequestException
from requests.exceptions import SSLError

from balai import outgoing
from balai.ledger.witnesses import policy
from balai.outgoing import NotAsked, Outgoing
from balai.tlog.files import make_key
from balai.tlog.note import COSIGNATURE


class Elsewhere(ThreadingHTTPServer):
    """A server that counts who connects to it, and does what the path says."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.connections = 0
        self.heard: list[str] = []
        self.leads_to = ""

    def get_request(self):
        self.connections += 1
        return super().get_request()

    def handle_error(self, request, client_address) -> None:
        """A client that leaves in the middle is what some of these tests are about."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", self.server.leads_to)
            self.end_headers()
        elif self.path == "/drip":
            self._drip()
        elif self.path == "/long":
            self._answer(b"x" * (outgoing.LONGEST_ANSWER + 1))
        elif self.path == "/packed":
            self._answer(b"\x1f\x8b", ("Content-Encoding", "gzip"))
        else:
            self._answer(b'{"said": "well"}')

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def _answer(self, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        """A byte now and then: each is in time, the whole never is."""
        self.send_response(200)
        self.end_headers()
        for _number in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def servers() -> Iterator[list[Elsewhere]]:
    with ExitStack() as running:
        made = []
        for _number in range(2):
            server = Elsewhere()
            running.callback(server.server_close)
            running.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            made.append(server)
        yield made


def test_a_configured_server_is_asked(servers):
    ours, _other = servers
    with Outgoing([ours.address]) as outside:
        assert outside.get(f"{ours.address}/").json() == {"said": "well"}
        assert outside.post(f"{ours.address}/", data=b"something").content == b'{"said": "well"}'


def test_another_server_sees_no_connection(servers):
    ours, other = servers
    with Outgoing([ours.address]) as outside, pytest.raises(NotAsked, match="no configured address"):
        outside.get(f"{other.address}/")
    assert other.connections == 0


@pytest.mark.parametrize("how", ["get", "post"])
def test_a_redirect_is_not_followed_even_to_a_server_that_is_configured(servers, how):
    ours, other = servers
    ours.leads_to = f"{other.address}/"
    with Outgoing([ours.address, other.address]) as outside, pytest.raises(NotAsked, match="leads elsewhere"):
        getattr(outside, how)(f"{ours.address}/moved", allow_redirects=True)
    assert (ours.heard, other.connections) == (["/moved"], 0)


@pytest.mark.parametrize(
    "address",
    [
        "http://id.example.org/",
        "https://id.example.org:8443/",
        "https://id.example.org@elsewhere.example/",
        "https://elsewhere.example\\@id.example.org/",
        "https://id.example.org.elsewhere.example/",
        "https://127.0.0.1/",
        "http://127.0.0.2/",
        "ftp://id.example.org/",
        "file:///etc/hostname",
        "//id.example.org/",
        "",
    ],
)
def test_what_only_looks_like_a_configured_address_is_refused(address, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", pytest.fail)
    monkeypatch.setattr("socket.getaddrinfo", pytest.fail)
    with Outgoing(["https://id.example.org"]) as outside, pytest.raises(RequestException):
        outside.get(address)


@pytest.mark.parametrize("address", ["http://id.example.org", "ldap://id.example.org", "id.example.org", ""])
def test_nothing_is_configured_that_is_not_asked_over_tls(address):
    with pytest.raises(NotAsked, match="https:// only"):
        Outgoing([address])


def test_an_answer_without_end_is_not_read(servers, monkeypatch):
    ours, _other = servers
    with Outgoing([ours.address]) as outside:
        with pytest.raises(NotAsked, match="longer than"):
            outside.get(f"{ours.address}/long")
        monkeypatch.setattr(outgoing, "SECONDS", 0.3)
        begun = time.monotonic()
        with pytest.raises(NotAsked, match="takes longer"):
            outside.get(f"{ours.address}/drip")
    assert time.monotonic() - begun < 3


def test_a_compressed_answer_is_not_unpacked(servers):
    ours, _other = servers
    with Outgoing([ours.address]) as outside, pytest.raises(NotAsked, match="compressed"):
        outside.get(f"{ours.address}/packed")


def test_the_environment_leads_nowhere(servers, monkeypatch):
    """Neither a proxy nor a password file of the account is used."""
    ours, other = servers
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other.address)
    with Outgoing([ours.address]) as outside:
        outside.get(f"{ours.address}/")
    assert (ours.connections, other.connections) == (1, 0)


def test_what_allauth_asks_goes_the_same_way(servers, settings):
    """Its sessions reach the provider's addresses alone; none where no provider is configured."""
    provider, other = servers
    settings.OIDC_ADDRESSES = [provider.address]
    with get_adapter().get_requests_session() as outside:
        assert isinstance(outside, Outgoing)
        assert outside.get(f"{provider.address}/.well-known/openid-configuration").status_code == 200
        with pytest.raises(NotAsked):
            outside.request("POST", f"{other.address}/token", data={"code": "x"})
    settings.OIDC_ADDRESSES = []
    with get_adapter().get_requests_session() as outside, pytest.raises(NotAsked):
        outside.get(f"{provider.address}/")
    assert (provider.connections, other.connections) == (1, 0)


def test_a_witness_without_tls_stops_the_start(tmp_path, settings):
    key = make_key(tmp_path / "key", "w.example/witness", COSIGNATURE)
    settings.LEDGER_POLICY = tmp_path / "policy"
    settings.LEDGER_POLICY.write_text(f"witness w {key.verifier} http://witness.example.org\nquorum w\n")
    with pytest.raises(ImproperlyConfigured, match="POLICY: witness.example.org is asked by https"):
        policy()


def certificate(folder: Path) -> Path:
    """A certificate for this machine, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "of this test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_over_tls_who_answers_is_checked_by_the_configured_certificates(servers, settings, tmp_path):
    ours, _other = servers
    path = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    ours.socket = context.wrap_socket(ours.socket, server_side=True)
    address = ours.address.replace("http:", "https:")
    with Outgoing([address]) as outside, pytest.raises(SSLError):
        outside.get(f"{address}/")
    assert ours.heard == []
    settings.OUTGOING_CA = path
    with Outgoing([address]) as outside:
        assert outside.get(f"{address}/").json() == {"said": "well"}
