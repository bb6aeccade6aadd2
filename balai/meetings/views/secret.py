"""Secret ballots: putting one into the box, and the published box."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.box_file import box_file
from balai.meetings.fetch import box_for, voting_for
from balai.meetings.forms import BallotForm, checked
from balai.web.http import PersonRequest, signed_in


@sensitive_post_parameters("choice")
@require_POST
@signed_in
def put_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The voter's code is shown on this answer and never again; it is the same length for every choice."""
    voting, who = voting_for(request.user, pk)
    form = checked(BallotForm(request.POST))
    seat = who.seat(str(form.cleaned_data["seat"]))
    tracker = cast_secret_vote(voting, seat=seat, choice=form.chosen, by=request.user)
    return render(request, "meetings/ballot_given.html", {"voting": voting, "tracker": tracker})


@require_safe
@signed_in
def box(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The file that observers recount, for those who may read the item."""
    return box_file(box_for(request.user, pk))
