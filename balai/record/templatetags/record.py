"""'Verify this decision', on any page that shows one."""

from typing import Any

from django import template

from balai.decisions.models import Decision
from balai.record.opening import place_of

register = template.Library()


@register.inclusion_tag("record/verify.html")
def verify_decision(decision: Decision, url: str) -> dict[str, Any]:
    """Where the decision stands in the record; `url` gives its proof to this page's reader."""
    return {"place": place_of(decision.pk), "url": url}
