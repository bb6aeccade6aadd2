"""Other rules of procedure for a body, as a test needs them."""

from balai.people.models import Body
from tests.factories import Cast


def with_minutes(cast: Cast, **keys: object) -> None:
    """Give the section [minutes] of the cabinet these keys in place of its own."""
    text = cast.body.rules_text
    before, _begins, rest = text.partition("[minutes]\n")
    after = rest[rest.index("\n[") :]
    given = {"rule": "§ 9", "objections_working_days": 3} | keys
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in given.items() if value is not None)
    text = f"{before}[minutes]\n{lines}{after}"
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    cast.body.rules_text = text


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'
