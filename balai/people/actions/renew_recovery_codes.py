"""Renewing the recovery codes: the old ones stop working."""

from collections.abc import Sequence

from balai.action import action, require
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.recovery import keep_codes
from balai.people.sign_in_policy import may_change_keys


@action("people.renew_recovery_codes")
def renew_recovery_codes(hashes: Sequence[str], *, by: Person) -> None:
    """Keep the hashes of new recovery codes; the codes themselves are shown once, and not kept."""
    require(may_change_keys(by))
    keep_codes(by, hashes)
    append("people.recovery_codes.renewed", by=by, about=by, body=None, content={"codes": len(hashes)})
