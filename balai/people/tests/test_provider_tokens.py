"""An identity token is taken only as the configured provider signs it."""

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa

from balai.people.sign_in.outside import Provider

ISSUER = "https://provider.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class App:
    client_id = "balai"


class Described(Provider):
    """A provider whose description is at hand."""

    openid_config = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}  # noqa: RUF012

    def __init__(self, issuer=ISSUER):
        self.openid_config = {"issuer": issuer, "jwks_uri": f"{issuer}/keys"}


@pytest.fixture(autouse=True)
def keys(settings, monkeypatch):
    settings.OIDC_ISSUER = ISSUER
    monkeypatch.setattr(
        "allauth.socialaccount.internal.jwtkit.fetch_key",
        lambda token, url, lookup: (jwt.get_unverified_header(token)["alg"], KEY.public_key()),
    )


def token(key=KEY, algorithm="RS256", **claims):
    return jwt.encode({"iss": ISSUER, "aud": "balai", "sub": "1", "exp": 4_000_000_000, **claims}, key, algorithm)


def test_a_token_that_the_provider_signed_for_us_is_taken():
    assert Described()._decode_id_token(App(), token())["sub"] == "1"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(lambda: token(None, "none"), id="not signed"),
        pytest.param(lambda: token("a secret that is long enough to be one", "HS256"), id="by a shared secret"),
        pytest.param(lambda: token(rsa.generate_private_key(65537, 2048)), id="by another key"),
        pytest.param(lambda: token(aud="another site"), id="for another site"),
        pytest.param(lambda: token(iss="https://other.example"), id="of another issuer"),
        pytest.param(lambda: token(exp=1_000_000_000), id="too old"),
        pytest.param(lambda: token()[:-8] + "AAAAAAAA", id="altered"),
        pytest.param(lambda: "nonsense", id="nonsense"),
    ],
)
def test_any_other_token_is_refused(sent):
    with pytest.raises(OAuth2Error):
        Described()._decode_id_token(App(), sent())


def test_a_provider_that_calls_itself_another_is_refused():
    with pytest.raises(OAuth2Error, match="another issuer"):
        Described("https://other.example")._decode_id_token(App(), token(iss="https://other.example"))
