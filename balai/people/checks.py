"""What `balai check` says of signing in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from balai.people.sign_in.breached import problem_of


@register(Tags.security, deploy=True)
def breached_passwords(**_rest: Any) -> list[CheckMessage]:
    """The list of stolen passwords is there and can be searched."""
    path = settings.BREACHED_PASSWORDS
    if path is None:
        hint = "Set BALAI_BREACHED_PASSWORDS (docs/SIGN_IN.md). Until then only 20,000 common passwords are refused."
        return [Warning("There is no list of stolen passwords.", hint=hint, id="balai.W001")]
    problem = problem_of(path)
    return [Error(f"{problem}.", hint="No password can be chosen safely.", id="balai.E001")] if problem else []
