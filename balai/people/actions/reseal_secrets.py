"""Sealing anew what an earlier secret of the installation has sealed."""

from allauth.mfa.models import Authenticator

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.secrets import seal, unseal
from balai.people.sign_in_policy import may_enrol


@action("people.reseal_secrets")
def reseal_secrets(*, by: Person) -> int:
    """The secrets of one-time codes, all that is sealed, are sealed anew. Gives how many there were.

    Raises:
        cryptography.fernet.InvalidToken: where something was sealed under a secret that is not known any more;
            nothing has changed then.
    """
    require(may_enrol(by))
    count = 0
    for key in Authenticator.objects.select_for_update().filter(type=Authenticator.Type.TOTP):
        key.data["secret"] = seal(unseal(key.data["secret"]))
        key.save(update_fields=["data"])
        count += 1
    append("people.secrets.resealed", by=by, about=by, body=None, content={"count": count})
    return count
