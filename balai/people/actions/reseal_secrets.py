"""Sealing anew what an earlier secret of the installation has sealed."""

from allauth.mfa.models import Authenticator

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.secrets import seal, unseal
from balai.people.sign_in_policy import may_enrol

SEALED = ("secret", "seed")  # of one-time codes, of recovery codes


@action("people.reseal_secrets")
def reseal_secrets(*, by: Person) -> int:
    """Everything that is sealed is sealed under the present secret. Gives how many secrets that were.

    Raises:
        cryptography.fernet.InvalidToken: where something was sealed under a secret that is not known any more;
            nothing has changed then.
    """
    require(may_enrol(by))
    count = 0
    for key in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        sealed = [name for name in SEALED if name in key.data]
        key.data |= {name: seal(unseal(key.data[name])) for name in sealed}
        if "migrated_codes" in key.data:
            key.data["migrated_codes"] = [seal(unseal(one)) for one in key.data["migrated_codes"]]
        key.save(update_fields=["data"])
        count += len(sealed)
    append("people.secrets.resealed", by=by, about=by, body=None, content={"count": count})
    return count
