"""Where a small form leads back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest, wanted: str | None = None) -> str:
    """The page named in the form's `next`, or the one that was wanted: one of ours, or the start."""
    wanted = request.POST.get("next", "") if wanted is None else wanted
    hosts = {request.get_host()}
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=request.is_secure())
    return wanted if wanted and ours else "/"
