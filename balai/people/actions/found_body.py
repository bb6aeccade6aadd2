"""Founding a body: it exists from now on, with its rules of procedure."""

from balai.action import action, require
from balai.ledger.log import append
from balai.people import policy
from balai.people.models import Body, Person
from balai.rules.procedure import load
from balai.words import Words


@action("people.found_body")
def found_body(
    slug: str,
    *,
    name: Words,
    country: str,
    level: str,
    rules_text: str,
    by: Person,
    short_name: Words | None = None,
    time_zone: str = "UTC",
    language: str = "en",
) -> Body:
    """Found a body with rules of procedure.

    Raises:
        RulesError: when the rules cannot be read; nothing is founded.
    """
    require(policy.may_found_bodies(by))
    load(rules_text, f"rules of {slug}")
    body = Body.objects.create(
        slug=slug,
        name=name,
        short_name=short_name or {},
        country=country,
        level=level,
        rules_text=rules_text,
        time_zone=time_zone,
        language=language,
    )
    append("people.body.founded", by=by, about=body, body=body, content={"slug": slug, "rules": rules_text})
    return body
