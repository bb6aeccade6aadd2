"""Placing a body under another one, which confirms its results, or under none."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Body, Person


@action("people.place_under")
def place_under(body: Body, parent: Body | None, *, by: Person) -> Body:
    """`parent` None: from now on the body stands alone. What was reported before stays as it is."""
    require(policy.may_found_bodies(by))
    locked = {one.pk: one for one in Body.objects.select_for_update().order_by("pk")}  # so that no circle comes about
    body = locked[body.pk]
    require(policy.may_place_under(body, locked[parent.pk] if parent else None, locked))
    body.parent = locked[parent.pk] if parent else None
    body.save(update_fields=["parent"])
    append(
        "people.body.placed",
        by=by,
        about=body,
        body=body,
        content={"parent": str(body.parent_id) if body.parent_id else None},
    )
    return body
