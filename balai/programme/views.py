"""The strategic agenda: goals with their lights, what is late, one goal with its plot."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from balai.people.standing import standing
from balai.programme import policy
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.report_indicator import report_indicator
from balai.programme.forms import FinishForm, ReportForm
from balai.programme.models import Goal
from balai.programme.plot import plot
from balai.programme.queries import GoalPage, body_for, goal_for, programme, task_for
from balai.web.fragments import fragment
from balai.web.http import PersonRequest, signed_in


@require_safe
@signed_in
def programme_page(request: PersonRequest, slug: str | None = None) -> HttpResponse:
    body, who = body_for(request.user, slug)
    context = {"programme": programme(body, who), "standing": who, "body": body}
    return render(request, "programme/programme.html", context)


def _goal_page(request: PersonRequest, page: GoalPage, form: ReportForm, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "goal": page.view.goal,
        "body": page.view.goal.body,
        "form": form,
        "may_report": policy.may_report(page.standing, page.view.goal),
    }
    return render(request, "programme/goal.html", context, status=status)


@require_safe
@signed_in
def goal(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _goal_page(request, goal_for(request.user, pk), ReportForm())


@require_POST
@signed_in
def report(request: PersonRequest, pk: UUID) -> HttpResponse:
    page = goal_for(request.user, pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _goal_page(request, page, form, status=422)
    report_indicator(page.view.goal, on=form.cleaned_data["on"], value=form.cleaned_data["value"], by=request.user)
    return redirect("goal", pk=pk)


@require_safe
def goal_plot(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plot as an image of its own: its styles stand in the SVG. Public goals' plots are public."""
    shown = get_object_or_404(Goal.objects.prefetch_related("measurements"), pk=pk)
    if not shown.public and (not request.user.is_authenticated or not standing(request.user, shown.body).belongs):
        raise Http404
    measurements = list(shown.measurements.all())
    path = (shown.begins, shown.baseline, shown.due, shown.target)
    values = tuple((one.on, one.value) for one in measurements)
    drawn = fragment(("plot", pk, path, values), lambda: plot(shown, measurements).decode())
    # The picture is kept, the nonce is this answer's alone: it is put in at the end.
    styled = drawn.replace("<style ", f'<style nonce="{request.csp_nonce}" ')  # type: ignore[attr-defined]
    return HttpResponse(styled, content_type="image/svg+xml")


@require_POST
@signed_in
def finish(request: PersonRequest, pk: UUID) -> HttpResponse:
    task = task_for(request.user, pk)
    form = FinishForm(request.POST)
    finish_task(task, by=request.user, report=form.cleaned_data["report"] if form.is_valid() else "")
    return redirect("programme-of", slug=task.body.slug)
