"""The strategic agenda: who sets, reports and finishes what; what the pages say; what hangs on a goal."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate

from balai import clock
from balai.decisions.models import Decision
from balai.ledger.models import Entry
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.people.actions.name_substitute import name_substitute
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.report_indicator import report_indicator
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.actions.tie_item import tie_item
from balai.programme.models import Goal, Measurement, Task
from balai.record.reconcile import reconcile
from balai.rules.voting import RepeatGround
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import refused
from tests.sitting import begun_meeting, open_item
from tests.world import make_world

pytestmark = pytest.mark.django_db
TODAY = localdate(timezone=ZoneInfo("Europe/Tallinn"))  # where the body meets: near midnight another day than in UTC
DAY = timedelta(days=1)
DRAFT = GoalDraft(
    number="1",
    title={"en": "Ferries on time"},
    begins=TODAY - 50 * DAY,
    due=TODAY + 50 * DAY,
    indicator={"en": "Departures on time"},
    unit={"en": "per cent"},
    baseline=Decimal(60),
    target=Decimal("92.5"),
)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def goal(cast):
    return set_goal(cast.body, DRAFT, responsible=cast.organizations["interior"], by=cast.sara)


def task(cast, due, title="Order ferries", **more):
    return assign_task(
        cast.body, title={"en": title}, responsible=cast.organizations["interior"], due=due, by=cast.sara, **more
    )


def read(client, path="/programme/"):
    response = client.get(path)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


# Goals --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "may"), [("sara", True), ("kai", True), ("marin", False), ("nils", False)])
def test_the_office_and_the_chair_plan(cast, name, may):
    acts = (
        lambda by: set_goal(cast.body, DRAFT, responsible=cast.organizations["interior"], by=by),
        lambda by: assign_task(
            cast.body, title={"en": "T"}, responsible=cast.organizations["interior"], due=TODAY, by=by
        ),
    )
    for act in acts:
        if may:
            act(cast.people[name])
        else:
            with pytest.raises(Refused, match="Only the secretary or the chair"):
                act(cast.people[name])
    assert Goal.objects.exists() == Task.objects.exists() == may


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due": DRAFT.begins}, "A goal is due after it begins"),
        ({"target": DRAFT.baseline}, "The target must differ"),
    ],
)
def test_a_goal_that_leads_nowhere_is_refused(cast, wrong, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        set_goal(cast.body, replace(DRAFT, **wrong), responsible=cast.organizations["interior"], by=cast.sara)
    assert refused.value.verdict.ground == Ground.INPUT
    assert not Goal.objects.exists()


def test_a_goal_of_the_same_number_is_changed_not_added(cast, goal):
    changed = set_goal(
        cast.body, replace(DRAFT, target=Decimal(99)), responsible=cast.organizations["justice"], by=cast.kai
    )
    assert changed.pk == goal.pk
    assert Goal.objects.get().target == 99
    assert Entry.objects.filter(act="programme.goal.set").count() == 2


# Indicators ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "may"),
    [("pia", True), ("sara", True), ("marin", False), ("kai", False), ("nils", False), ("olga", False)],
)
def test_the_responsible_ministry_reports_and_the_secretary_for_everybody(cast, goal, name, may):
    if may:
        report_indicator(goal, on=TODAY, value=Decimal(70), by=cast.people[name])
    else:
        with pytest.raises(Refused, match="Only the responsible organisation"):
            report_indicator(goal, on=TODAY, value=Decimal(70), by=cast.people[name])
    assert Measurement.objects.exists() == may


def test_who_stands_in_for_the_minister_reports_for_the_ministry(cast, goal):
    now = clock.now()
    name_substitute(cast.seats["pia"], substitute=cast.marin, starts=now - DAY, ends=now + DAY, by=cast.sara)
    goal.body.refresh_from_db()
    assert report_indicator(goal, on=TODAY, value=Decimal(70), by=cast.marin).reported_by == cast.marin


def test_the_form_stands_where_it_may_be_sent(cast, goal, client_of):
    path = f"/programme/goals/{goal.pk}/"
    for name, shown in (("pia", True), ("sara", True), ("marin", False), ("nils", False)):
        assert ("Report a value" in read(client_of(cast.people[name]), path)) == shown, name


def test_a_reported_value_stands_on_the_page_and_in_the_plot(cast, goal, client_of):
    client = client_of(cast.pia)
    path = f"/programme/goals/{goal.pk}/"
    assert client.post(f"{path}report/", {"on": TODAY.isoformat(), "value": "75.5"}).status_code == 302
    assert '<td class="number">75.5</td>' in read(client, path)
    assert "75.5 per cent, target 92.5" in read(client)


def test_a_second_report_of_a_day_corrects_the_first(cast, goal):
    for value in (70, 71):
        report_indicator(goal, on=TODAY, value=Decimal(value), by=cast.pia)
    assert Measurement.objects.get().value == 71
    assert Entry.objects.filter(act="programme.indicator.reported").count() == 2, "both reports stand in the record"


@pytest.mark.parametrize(
    "sent", [{"on": "soon", "value": "1"}, {"on": TODAY.isoformat(), "value": "much"}, {"on": "", "value": ""}]
)
def test_what_is_no_value_is_said_beside_the_field(cast, goal, client_of, sent):
    response = client_of(cast.pia).post(f"/programme/goals/{goal.pk}/report/", sent)
    assert response.status_code == 422
    assert "ds-validation-message" in response.content.decode()
    assert not Measurement.objects.exists()


def test_nothing_is_reported_for_tomorrow(cast, goal, client_of):
    tomorrow = (TODAY + 2 * DAY).isoformat()
    response = client_of(cast.pia).post(f"/programme/goals/{goal.pk}/report/", {"on": tomorrow, "value": "1"})
    assert response.status_code == 422
    assert "today or an earlier day" in response.content.decode()


def test_today_is_the_day_where_the_body_sits(cast, goal):
    """Half past eleven in the evening in UTC is the next day in Tallinn."""
    with clock.as_if(datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=23, minutes=30)):
        report_indicator(goal, on=TODAY + DAY, value=Decimal(70), by=cast.pia)
        assert finish_task(task(cast, TODAY), by=cast.pia).done_on == TODAY + DAY
        with pytest.raises(Refused):
            report_indicator(goal, on=TODAY + 2 * DAY, value=Decimal(70), by=cast.pia)


# Tasks --------------------------------------------------------------------------------------------------------------


def test_the_sentence_counts_the_tasks(cast, client_of):
    client = client_of(cast.pia)
    assert "tasks" not in read(client).split("Goals yet")[0].split("<h1>")[1].split("</header>")[0]
    late, due_today = task(cast, TODAY - 2 * DAY), task(cast, TODAY, "Paint ferries")
    task(cast, TODAY + 9 * DAY, "Name ferries")
    done = finish_task(task(cast, TODAY - 5 * DAY, "Sell ferries"), by=cast.pia)
    assert "Of 4 tasks 3 are due, 1 done, 1 late." in read(client)
    finish_task(late, by=cast.pia)
    finish_task(due_today, by=cast.sara)
    html = read(client)
    assert "Of 4 tasks 3 are due, 3 done, 0 late." in html
    assert "Nothing is late." in html
    assert done.done_on


def test_late_tasks_stand_first_with_who_is_responsible(cast, client_of):
    task(cast, TODAY + 9 * DAY, "Name ferries")
    task(cast, TODAY - 9 * DAY, "Order ferries")
    html = read(client_of(cast.marin))
    late, coming = html.split('id="coming"')
    assert "Order ferries" in late
    assert "Name ferries" in coming
    assert "Interior" in late


def test_a_task_stays_with_a_decision_that_was_replaced_and_says_so(cast, client_of):
    item = open_item(cast, items_of(begun_meeting(cast, 1))[0])
    counted = close_voting(open_voting(item, by=cast.kai), by=cast.kai)
    decision = Decision.objects.get()
    given = task(cast, TODAY + DAY, decision=decision)
    assert "no longer stands" not in read(client_of(cast.pia))
    repeat_voting(counted, ground=RepeatGround.ERROR, because="Miscounted.", by=cast.kai)
    given.refresh_from_db()
    assert given.decision == decision
    html = read(client_of(cast.pia))
    assert f"Decision {decision.number}</a>" in html
    assert "This result no longer stands: the vote was repeated." in html
    with refused("This decision no longer stands: no task follows from it."):
        task(cast, TODAY, decision=decision)
    assert list(reconcile()) == []
    Task.objects.update(decision=None)
    assert [one.kind for one in reconcile()] == ["changed"]


@pytest.mark.parametrize(("name", "status"), [("pia", 302), ("sara", 302), ("marin", 403), ("kai", 403), ("olga", 404)])
def test_the_responsible_ministry_reports_its_task_done(cast, client_of, name, status):
    open_task = task(cast, TODAY)
    path = f"/programme/tasks/{open_task.pk}/finish/"
    assert client_of(cast.people[name]).post(path, {"report": "Two ferries came."}).status_code == status
    open_task.refresh_from_db()
    assert (open_task.state == "done") == (status == 302)
    assert open_task.report == ("Two ferries came." if status == 302 else "")


def test_a_task_is_done_once(cast, client_of):
    open_task = task(cast, TODAY)
    finish_task(open_task, by=cast.pia, report="First.")
    assert client_of(cast.sara).post(f"/programme/tasks/{open_task.pk}/finish/").status_code == 409
    open_task.refresh_from_db()
    assert open_task.report == "First."


def test_nothing_was_done_tomorrow(cast):
    with pytest.raises(Refused, match="in the future"):
        finish_task(task(cast, TODAY), by=cast.pia, on=TODAY + 3 * DAY)


# What hangs on a goal -----------------------------------------------------------------------------------------------


def test_items_and_decisions_hang_on_the_goal(client_of):
    world = make_world()
    decided = Decision.objects.filter(item__meeting=world.closed)[0]
    coming = items_of(world.published)[2]
    for item in (decided.item, coming):
        tie_item(item, goal=world.goal, by=world.cast.sara)
    html = read(client_of(world.cast.marin), f"/programme/goals/{world.goal.pk}/")
    assert f"/items/{coming.pk}/" in html
    assert f"/decisions/{decided.pk}/" in html
    assert f"Decision {decided.number}" in html


def test_an_item_hangs_once_and_only_on_its_own_bodys_goals(cast, goal):
    item = items_of(make_meeting(cast, 1))[0]
    tie_item(item, goal=goal, by=cast.sara)
    before = Entry.objects.count()
    tie_item(item, goal=goal, by=cast.sara)
    assert Entry.objects.count() == before
    Goal.objects.filter(pk=goal.pk).update(body=cast.other_body)
    with pytest.raises(Refused):
        tie_item(item, goal=Goal.objects.get(pk=goal.pk), by=cast.sara)


def test_members_see_no_item_of_a_draft_agenda_on_a_goal(cast, goal, client_of):
    item = items_of(make_meeting(cast, 1, state="draft"))[0]
    tie_item(item, goal=goal, by=cast.sara)
    path = f"/programme/goals/{goal.pk}/"
    assert "Matter 1" in read(client_of(cast.sara), path)
    assert "Matter 1" not in read(client_of(cast.marin), path)


# The plot -----------------------------------------------------------------------------------------------------------


def drawn(client, goal):
    response = client.get(f"/programme/goals/{goal.pk}/plot.svg")
    assert response["Content-Type"] == "image/svg+xml"
    policy, svg = response["Content-Security-Policy"], response.content.decode()
    assert "unsafe" not in policy
    nonce = svg.split('<style nonce="')[1].split('"')[0]
    assert f"style-src 'nonce-{nonce}'" in policy
    return svg.replace(nonce, "")  # the rest is the picture


def test_the_plot_is_sound_svg_without_script_and_follows_what_is_reported(cast, goal, client):
    seen = set()
    for days, value in ((40, 65), (20, 70), (20, 72)):
        report_indicator(goal, on=TODAY - days * DAY, value=Decimal(value), by=cast.pia)
        seen.add(drawn(client, goal))
    set_goal(cast.body, replace(DRAFT, baseline=Decimal(10)), responsible=goal.responsible, by=cast.sara)
    seen.add(drawn(client, goal))
    assert len(seen) == 4, "every report and every change of the path is seen"
    for svg in seen:
        assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 (our own)
        assert "<script" not in svg
        assert "Target path" in svg


def test_the_plot_speaks_the_readers_language(goal, client):
    english = drawn(client, goal)
    client.cookies["balai_language"] = "et"
    assert drawn(client, goal) != english


def test_the_same_numbers_stand_in_a_table_beside_the_plot(cast, goal, client_of):
    report_indicator(goal, on=TODAY - 20 * DAY, value=Decimal("70.25"), by=cast.pia)
    html = read(client_of(cast.marin), f"/programme/goals/{goal.pk}/")
    assert re.findall(r'<td class="number">([^<]*)</td>', html) == ["60", "70.25", "92.5"]
    assert f"/programme/goals/{goal.pk}/plot.svg" in html
    assert "the table below has the numbers" in html


def test_the_programme_of_a_body_that_is_not_ones_own_is_not_there(cast, goal, client_of):
    for path in ("/programme/of/cabinet/", "/programme/of/nowhere/", f"/programme/goals/{goal.pk}/"):
        assert client_of(cast.olga).get(path).status_code == 404
    assert "No goals yet" in read(client_of(cast.olga))


def test_the_programme_takes_as_many_queries_for_many_goals_as_for_one(cast, goal, client_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast.marin)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            read(client)
        return len(found)

    queries()
    one = queries()
    for number in range(2, 12):
        more = set_goal(
            cast.body, replace(DRAFT, number=str(number)), responsible=cast.organizations["interior"], by=cast.sara
        )
        report_indicator(more, on=TODAY, value=Decimal(70), by=cast.pia)
        task(cast, TODAY, goal=more)
    assert queries() == one
