"""Acting from a form: what the action refuses is said on the form, and nothing typed is lost."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from balai.verdict import Ground, Refused
from balai.web.refusals import STATUS


def done(request: HttpRequest, form: forms.Form, act: Callable[[], object], *beside: forms.Form) -> bool:
    """Act if the form, and those `beside` it, were sent and are valid. False: the form is to be shown, with what was
    wrong or refused on it.

    Raises:
        Refused: where the person may not do this at all; no form helps then.
    """
    if request.method != "POST" or not all([one.is_valid() for one in (form, *beside)]):
        return False
    try:
        act()
    except Refused as refused:
        verdict = refused.verdict
        if verdict.ground == Ground.PERMISSION:
            raise
        said = f"{verdict.sentence} ({verdict.rule})" if verdict.rule else verdict.sentence
        form.add_error(None, ValidationError(said, code=verdict.ground))
        return False
    return True


def status(form: forms.Form, *beside: forms.Form) -> int:
    """The HTTP status of a page that shows the form: 409 where the action came too late, 422 for other errors."""
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, Ground.STATE):
        return STATUS[Ground.STATE]
    return STATUS[Ground.INPUT] if any(one.errors for one in (form, *beside)) else 200
