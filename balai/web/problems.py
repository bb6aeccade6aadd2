"""What a request that cannot be answered is told: a page, a fragment for htmx, or JSON where a program asks for it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def problem(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    """`sentence` is whole, in the reader's language, and names what would be right. Nothing has changed."""
    context = {"heading": heading, "sentence": sentence, "status": status}
    if request.headers.get("HX-Request") == "true":
        response = render(request, "web/parts/problem.html", context, status=status)
        response["HX-Retarget"] = "#refusals"
        response["HX-Reswap"] = "innerHTML"
        return response
    if wants_json(request):
        return JsonResponse({"error": sentence, "status": status}, status=status)
    return render(request, "web/problem.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")
