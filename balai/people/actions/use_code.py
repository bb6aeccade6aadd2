"""Using a code: it counts once, for every process of the site and for as long as it would be accepted."""

from balai.action import action, require
from balai.people.models import Person
from balai.people.sign_in import tries
from balai.people.sign_in.recovery import strike_out
from balai.people.sign_in_policy import may_sign_in


@action("people.use_code", personal=True)
def use_code(code: str, *, by: Person, of_list: int | None = None) -> bool:
    """Note that this one-time code, or recovery code of a list, has been used. False where it was used before.

    Source: RFC 6238, section 5.2.
    """
    require(may_sign_in(by))
    Person.objects.select_for_update().get(pk=by.pk)
    return not tries.used_already(by.pk, code) if of_list is None else strike_out(by, code, of_list)
