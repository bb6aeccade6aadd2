"""Using a one-time code: it counts once, for every process of the site and for as long as it would be accepted."""

from balai.action import action, require
from balai.people.models import Person
from balai.people.sign_in import tries
from balai.people.sign_in_policy import may_sign_in


@action("people.use_code", personal=True)
def use_code(code: str, *, by: Person) -> bool:
    """Note that this code has been used. False where it was used before (RFC 6238, section 5.2)."""
    require(may_sign_in(by))
    Person.objects.select_for_update().get(pk=by.pk)
    return not tries.used_already(by.pk, code)
