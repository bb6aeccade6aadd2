"""Changing the installation's secret: what it sealed can be read on, and the old secret can go."""

import re
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from cryptography.fernet import InvalidToken

from balai import settings as house
from balai.cli import main
from balai.people.actions.reseal_secrets import reseal_secrets
from balai.people.sign_in.recovery import is_right, keep_codes, new_codes
from balai.record.reconcile import reconcile
from balai.verdict import Refused
from tests.checked_pages import CheckingClient
from tests.factories import administrator, make_cast
from tests.signing_in import by_password, code_of, said, with_password

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def marin():
    return make_cast().marin


def changed(settings):
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret, as long as the one before it was, or longer"
    settings.SECRET_KEY_FALLBACKS = [old]


def opens(secret):
    client = CheckingClient()
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    return client.get("/desk/").status_code == 200


def test_the_secret_is_changed_and_what_it_sealed_is_sealed_anew(marin, settings):
    secret = with_password(marin)
    codes = new_codes()
    keep_codes(marin, codes.hashes)
    changed(settings)
    assert reseal_secrets(by=administrator()) == 1
    settings.SECRET_KEY_FALLBACKS = []
    assert opens(secret)
    (kept,) = Authenticator.objects.filter(user=marin, type="recovery_codes")
    assert is_right(kept, codes.shown[4].replace(" ", ""))  # no secret of the installation is in them
    assert said("people.secrets.resealed") == '{"count":1}'


def test_before_they_are_sealed_anew_the_old_secret_is_needed(marin, settings):
    secret = with_password(marin)
    changed(settings)
    assert opens(secret)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        opens(secret)


def test_a_secret_that_is_lost_refuses_the_whole_act(marin, settings):
    with_password(marin)
    before = list(Authenticator.objects.values_list("data", flat=True))
    settings.SECRET_KEY = "another secret, and the earlier one is not known any more"
    done = CliRunner().invoke(main, ["keys", "reseal"])
    assert done.exit_code == 1
    assert "Nothing has been changed." in done.output
    assert list(Authenticator.objects.values_list("data", flat=True)) == before


def test_nobody_but_the_administrator_does_it(marin):
    with pytest.raises(Refused):
        reseal_secrets(by=marin)


def test_the_commands(marin, settings):
    settings.SECRET_KEY = "the secret that there was and is long enough for a test"
    with_password(marin)
    done = CliRunner().invoke(main, ["keys", "rotate"])
    new, old = done.stdout.splitlines()
    assert re.fullmatch(r"BALAI_SECRET_KEY=[\w-]{64}", new)
    assert old == f"BALAI_OLD_SECRET_KEYS={settings.SECRET_KEY}"
    assert CliRunner().invoke(main, ["keys", "rotate"]).stdout.splitlines()[0] != new
    changed(settings)
    done = CliRunner().invoke(main, ["keys", "reseal"])
    assert "Sealed anew: 1." in done.output
    assert "BALAI_OLD_SECRET_KEYS can be taken away" in done.output


def test_a_secret_with_a_comma_is_not_put_into_a_list(settings):
    settings.SECRET_KEY = "one, two"
    assert "comma" in CliRunner().invoke(main, ["keys", "rotate"]).output


def test_every_kind_of_key_is_described():
    """Every setting that is a key or a password has its row in the table of keys."""
    page = (ROOT / "docs" / "HARDENING.md").read_text()
    table = page.split("## Keys and algorithms")[1].split("\n## ")[0]
    assert house.__doc__ is not None
    named = set(re.findall(r"\bBALAI_\w*(?:SECRET|KEY)\w*", house.__doc__)) - {"BALAI_LEDGER_KEY"}
    assert named == {"BALAI_SECRET_KEY", "BALAI_OLD_SECRET_KEYS", "BALAI_OIDC_SECRET"}
    assert all(name in table for name in named)
    for kind in ("key of the record", "password of the database", "passkeys", "passwords", "TLS"):
        assert f"| {kind} |" in table


def test_no_secret_stands_in_the_code():
    """The one that is written down works in demonstrations and tests alone."""
    text = (ROOT / "balai" / "settings.py").read_text()
    (line,) = [one for one in text.splitlines() if one.startswith("SECRET_KEY =")]
    assert "_required(" in line
    assert "never for a government's own data" in line


def test_sealing_anew_is_no_finding(marin, settings):
    """The comparison of rows with the record says the same before and after."""
    with_password(marin)
    before = findings()
    changed(settings)
    reseal_secrets(by=administrator())
    assert findings() == before


def findings():
    return [str(one) for one in reconcile()]
