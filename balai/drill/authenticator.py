"""A passkey device in software: answers a site's options as a browser does, honestly or not."""

import base64
import hashlib
import json
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(said: str) -> bytes:
    return base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))


@dataclass
class Device:
    """`verifies`: it asks its holder for a finger or a code. `synced`: its keys can be copied to other devices."""

    origin: str = "http://testserver"
    verifies: bool = True
    synced: bool = False
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = b"credential-of-this-device"
    holder: str = ""

    def make(self, options: dict[str, Any]) -> str:
        """Answer to a request for a new key, as JSON."""
        asked = options["publicKey"]
        self.holder = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        attested = b"\0" * 16 + struct.pack(">H", len(self.credential)) + self.credential + cbor.encode(dict(public))
        data = self._data(asked["rp"]["id"], ATTESTED) + attested
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"attestationObject": text(attestation), "clientDataJSON": text(client)})

    def sign(self, options: dict[str, Any], *, challenge: str | None = None) -> str:
        """Answer to a challenge, as JSON; with another `challenge` than the one asked it is a replay."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"], 0)
        client = self._client("webauthn.get", challenge or asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "authenticatorData": text(data),
                "clientDataJSON": text(client),
                "signature": text(signature),
                "userHandle": self.holder,
            }
        )

    def _data(self, site: str, more: int) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0) | (ELIGIBLE | BACKED_UP if self.synced else 0)
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + struct.pack(">I", 1)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": text(self.credential),
                "rawId": text(self.credential),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": response,
            }
        )


def options_in(html: str) -> dict[str, Any]:
    """The options for a new key, or for a use of one, that a page holds."""
    found: dict[str, Any] = json.loads(html.split('<script type="application/json">')[1].split("</script>")[0])
    return found
