"""Renewing the recovery codes: the old ones stop working."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.keys import fresh_codes
from balai.people.sign_in_policy import may_change_keys


@action("people.renew_recovery_codes")
def renew_recovery_codes(*, by: Person) -> list[str]:
    """Make new recovery codes and give them; they are shown once."""
    require(may_change_keys(by))
    codes = fresh_codes(by)
    append("people.recovery_codes.renewed", by=by, about=by, body=None, content={"codes": len(codes)})
    return codes
