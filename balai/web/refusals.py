"""What a refused action looks like: a page, or for htmx a fragment, with the sentence and the rule."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balai.people.sign_in.kept_act import keep_act
from balai.verdict import Ground, Refused, Verdict

STATUS = {Ground.PERMISSION: 403, Ground.PROOF: 403, Ground.STATE: 409, Ground.INPUT: 422}


def refusal(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The answer to a refused request; nothing has changed."""
    htmx = getattr(request, "htmx", False)
    template = "web/parts/refusal.html" if htmx else "web/refused.html"
    status, back = STATUS[verdict.ground], _back(request)
    proof = verdict.ground is Ground.PROOF
    if proof:
        keep_act(request, back=back, sentence=verdict.sentence)
    context = {"verdict": verdict, "status": status, "back": back, "proof": proof}
    response = render(request, template, context, status=status)
    if htmx:
        response["HX-Retarget"] = "#refusals"
        response["HX-Reswap"] = "innerHTML"
    return response


def _back(request: HttpRequest) -> str:
    """Where the reader came from, if that was a page of ours."""
    referer = request.headers.get("Referer", "")
    home = f"{request.scheme}://{request.get_host()}/"
    return "/" + referer.removeprefix(home).lstrip("/\\") if referer.startswith(home) else "/"


class RefusalMiddleware:
    """Turns `Refused` into its page; everything else passes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal(request, exception.verdict) if isinstance(exception, Refused) else None
