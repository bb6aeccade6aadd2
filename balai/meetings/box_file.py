"""The published box of a secret vote as a file to keep and to recount."""

from django.http import HttpResponse

from balai.meetings.ballots.engines import ENGINES
from balai.meetings.models import BallotBox

KINDS = {"json": "application/json", "bel": "application/x-tar"}


def box_file(box: BallotBox) -> HttpResponse:
    suffix = ENGINES[box.engine].suffix
    response = HttpResponse(bytes(box.content), content_type=KINDS[suffix])
    response["Content-Disposition"] = f'attachment; filename="ballot-box-{box.pk}.{suffix}"'
    return response
