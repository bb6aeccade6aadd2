"""What a committee decided goes up as one report, which the body above confirms."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from balai import clock
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.remove_item import remove_item
from balai.agenda.actions.restrict import restrict_item
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.models import AgendaItem, Meeting, MeetingKind, Paper, Stage
from balai.decisions.models import Decision, Outcome
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.report_up import report_up
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.minutes.document import draft_of
from balai.people.actions.appoint import appoint
from balai.people.actions.place_under import place_under
from balai.people.models import Body, Role
from balai.record.reconcile import reconcile
from balai.rules.access import Level, Restriction
from balai.rules.stance import Stance
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, make_parent, mark
from tests.refusals import refused
from tests.sitting import adopt, begin, begun_meeting, closed_meeting

RULE = "VVR § 3"  # of the agenda: Estonia's rules say nothing of reports
INTERNAL = Restriction(Level.INTERNAL, "AvTS § 35 (1) 9", clock.now() + timedelta(days=300))
EMBARGO = Restriction(Level.EMBARGOED, "", clock.now() + timedelta(days=30))


@pytest.fixture
def above(cast):
    """pia sits in both bodies."""
    meeting = make_parent(cast)
    appoint(cast.pia, body=meeting.body, role=Role.MEMBER, by=cast.root)
    return meeting


@pytest.fixture
def closed(cast, above):
    return closed_meeting(cast)


def sent(cast, closed, above, by="sara"):
    return report_up(closed, to=above, by=cast.people[by])


def text_of(item):
    return Paper.objects.get(item=item).versions.get().text


def page_of(client, name, thing):
    return client.get(reverse(name, args=[thing.pk])).content.decode()


def sit(cast, above, report, settle):
    """The body above meets and deals with the report."""
    if above.state == "draft":
        publish_agenda(above, by=cast.ursa)
    confirm_agenda(above, by=cast.uku)
    note_all_present(above, by=cast.ursa)
    open_meeting(above, by=cast.uku)
    settle(take_up(AgendaItem.objects.get(pk=report.pk), by=cast.uku))


# Sending ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sara", "kai"])
def test_the_results_go_as_one_item_with_one_paper_to_the_chosen_agenda(cast, closed, above, name):
    item = sent(cast, closed, above, name)
    assert (item.meeting, item.report_of, item.stage) == (above, closed, Stage.LISTED)
    assert item.title["en"].startswith("Report: Cabinet, meeting of ")
    assert (item.submitter_name, item.ask["en"]) == ("Cabinet", "Confirm the report.")
    decisions = Decision.objects.filter(item__meeting=closed).order_by("sequence")
    assert text_of(item)["en"] == "\n\n".join(
        f"{place}. Matter {place}: adopted, decision {one.number}\nApprove matter {place}."
        for place, one in enumerate(decisions, start=1)
    )
    assert list(reconcile()) == []


def test_what_was_amended_rejected_or_postponed_stands_there_as_it_ended(cast, above):
    meeting = make_meeting(cast, 3)
    for item in items_of(meeting):
        mark(cast, "pia", item, Stance.OBJECTION)
    begin(cast, meeting)
    first, second, third = items_of(meeting)
    decide(take_up(first, by=cast.kai), outcome=Outcome.AMENDED, text={"en": "Approve half of it."}, by=cast.kai)
    decide(take_up(second, by=cast.kai), outcome=Outcome.REJECTED, by=cast.kai)
    set_aside(third, stage=Stage.POSTPONED, because="Late", by=cast.kai)
    text = text_of(sent(cast, close_meeting(meeting, by=cast.kai), above))["en"]
    assert "1. Matter 1: adopted amended, decision" in text
    assert "Approve half of it." in text
    assert "2. Matter 2: rejected, decision" in text
    assert text.endswith("3. Matter 3: postponed")


@pytest.mark.parametrize("outside", ["title", "nothing"])
def test_what_those_above_may_not_read_does_not_travel(cast, above, outside):
    """An internal item shows outsiders its title or nothing, as the rules say; one under an embargo nothing."""
    text = re.sub(r'^outside = "[a-z]+"', f'outside = "{outside}"', cast.body.rules_text, flags=re.MULTILINE)
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    cast.body.refresh_from_db()
    assert cast.body.rules.access.outside == outside
    meeting = make_meeting(cast, 3)
    first, second, third = items_of(meeting)
    restrict_item(second, INTERNAL, by=cast.sara)
    restrict_item(third, EMBARGO, by=cast.sara)
    begin(cast, meeting)
    adopt(cast, meeting)
    said = text_of(sent(cast, close_meeting(meeting, by=cast.kai), above))["en"].split("\n\n")
    number = Decision.objects.get(item=first).number
    whole = f"1. Matter 1: adopted, decision {number}\nApprove matter 1."
    assert said == ([whole, "2. Matter 2: adopted"] if outside == "title" else [whole])


def test_a_meeting_of_which_nothing_may_be_read_outside_reports_nothing(cast, above):
    meeting = make_meeting(cast, 1)
    restrict_item(items_of(meeting)[0], INTERNAL, by=cast.sara)
    begin(cast, meeting)
    adopt(cast, meeting)
    close_meeting(meeting, by=cast.kai)
    with refused("There is nothing to confirm: nothing was decided that others may read.", RULE):
        sent(cast, meeting, above)


@pytest.mark.parametrize("name", ["marin", "nils", "olga", "ursa", "uku"])
def test_only_the_chair_or_the_secretary_of_the_committee_reports(cast, closed, above, name):
    with refused("Only the chair or the secretary reports the results.", RULE, Ground.PERMISSION):
        sent(cast, closed, above, name)


@pytest.mark.parametrize(("role", "other"), [("secretary", "kai"), ("chair", "sara")])
def test_the_rules_may_leave_it_to_one_of_them(cast, closed, above, role, other):
    text = f'{cast.body.rules_text}\n[reporting]\nrule = "Order 7"\nsent_by = ["{role}"]\n'
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    with refused(f"Only the {role} reports the results.", "Order 7", Ground.PERMISSION):
        sent(cast, closed, above, other)
    sent(cast, closed, above, {"secretary": "sara", "chair": "kai"}[role])


def test_once_a_meeting_and_again_only_when_the_draft_let_it_go(cast, closed, above):
    item = sent(cast, closed, above)
    with refused("The results of this meeting have been reported: that is done once.", RULE):
        sent(cast, closed, above)
    remove_item(item, by=cast.ursa)
    sent(cast, closed, above)
    assert list(reconcile()) == []


def test_before_the_end_nothing_is_reported(cast, above):
    meeting = begun_meeting(cast)
    with refused("The results are reported when the meeting is closed.", RULE):
        sent(cast, meeting, above)


def test_a_body_that_stands_alone_reports_to_nobody(cast, closed, above):
    place_under(cast.body, None, by=cast.root)
    with refused("This body stands under no other: its results are reported to nobody.", RULE):
        sent(cast, closed, above)


def test_a_meeting_that_decides_nothing_has_nothing_to_confirm(cast, above):
    meeting = begun_meeting(cast, kind=MeetingKind.CONSULTATIVE)
    adopt(cast, meeting)
    close_meeting(meeting, by=cast.kai)
    with refused("This meeting takes no formal decisions: there is nothing to confirm.", RULE):
        sent(cast, meeting, above)


def test_the_meeting_that_takes_it_is_a_later_formal_one_above_whose_agenda_is_built(cast, closed, above):
    mine = make_meeting(cast, 1, state="draft")
    with refused("Choose a formal meeting of the body that confirms the results.", RULE, Ground.INPUT):
        report_up(closed, to=mine, by=cast.sara)
    with (
        clock.as_if(above.starts_at + timedelta(minutes=1)),
        refused("That meeting lies in the past: choose a later one.", RULE),
    ):
        sent(cast, closed, above)
    publish_agenda(above, by=cast.ursa)
    confirm_agenda(above, by=cast.uku)
    with refused("The agenda of that meeting is confirmed: choose a later meeting, or ask for it there.", RULE):
        sent(cast, closed, above)


# What became of it --------------------------------------------------------------------------------------------------


def confirmed(cast, item):
    decide(item, outcome=Outcome.ADOPTED, by=cast.uku)


def sent_back(cast, item):
    set_aside(item, stage=Stage.POSTPONED, because="Figures are missing", by=cast.uku)


def rejected(cast, item):
    decide(item, outcome=Outcome.REJECTED, by=cast.uku)


def amended(cast, item):
    decide(item, outcome=Outcome.AMENDED, text={"en": "All but the second."}, by=cast.uku)


@pytest.mark.parametrize(
    ("settle", "said", "word"),
    [
        (confirmed, "Confirmed on", ""),
        (amended, "Confirmed with changes on", ""),
        (rejected, "Not confirmed:", "rejected"),
        (sent_back, "Not confirmed:", "postponed"),
    ],
)
def test_the_committee_reads_what_became_of_its_report(cast, closed, above, client_of, settle, said, word):
    item = sent(cast, closed, above)
    sit(cast, above, item, lambda one: settle(cast, one))
    page = page_of(client_of(cast.marin), "meeting", closed)
    assert said in page
    assert word in page.split('id="report-up"')[1].split("</section>")[0]
    assert list(reconcile()) == []


def test_what_was_withdrawn_above_shows_too(cast, closed, above, client_of):
    publish_agenda(above, by=cast.ursa)
    item = sent(cast, closed, above)
    withdraw_item(item, because="", by=cast.ursa)
    section = page_of(client_of(cast.marin), "meeting", closed).split('id="report-up"')[1].split("</section>")[0]
    assert "Not confirmed:" in section
    assert "withdrawn" in section
    assert "Confirmed on" not in section


def test_each_page_names_the_other_and_leads_there_only_who_may_go(cast, closed, above, client_of):
    """pia sits in both bodies, marin in the committee, ulla above."""
    item = sent(cast, closed, above)
    publish_agenda(above, by=cast.ursa)
    there, back = reverse("item", args=[item.pk]), reverse("meeting", args=[closed.pk])
    pages = {name: page_of(client_of(cast.people[name]), "meeting", closed) for name in ("pia", "marin")}
    assert "Not decided there yet." in pages["marin"]
    assert all("Reported to" in page and f"item {item.number} of " in page for page in pages.values())
    assert [f'href="{there}"' in pages[name] for name in ("pia", "marin")] == [True, False]
    behind = {name: page_of(client_of(cast.people[name]), "item", item) for name in ("pia", "ulla")}
    assert all("Reported by" in page and "Cabinet, meeting of " in page for page in behind.values())
    assert [f'href="{back}"' in behind[name] for name in ("pia", "ulla")] == [True, False]
    assert client_of(cast.marin).get(there).status_code == 404
    assert client_of(cast.ulla).get(back).status_code == 404


def test_of_a_draft_above_its_number_is_not_said(cast, closed, above, client_of):
    item = sent(cast, closed, above)
    page = page_of(client_of(cast.pia), "meeting", closed)
    assert "agenda of " in page
    assert f"item {item.number} of " not in page
    assert reverse("item", args=[item.pk]) not in page


def test_of_a_report_that_was_restricted_above_the_committee_reads_that_it_was_sent(cast, closed, above, client_of):
    item = sent(cast, closed, above)
    publish_agenda(above, by=cast.ursa)
    restrict_item(item, INTERNAL, by=cast.ursa)
    sit(cast, above, item, lambda one: confirmed(cast, one))
    assert "Confirmed on" not in page_of(client_of(cast.marin), "meeting", closed)
    assert "Reported to" in page_of(client_of(cast.marin), "meeting", closed)
    assert "Confirmed on" in page_of(client_of(cast.pia), "meeting", closed)


def test_the_report_stands_in_the_minutes_above(cast, closed, above):
    item = sent(cast, closed, above)
    sit(cast, above, item, lambda one: confirmed(cast, one))
    course = draft_of(Meeting.objects.get(pk=above.pk)).protocol.item(str(item.pk))
    assert course is not None
    assert (course.outcome, course.submitter_name) == ("adopted", "Cabinet")


# The page -----------------------------------------------------------------------------------------------------------


def test_the_secretary_sends_it_from_the_page_of_the_meeting(cast, closed, above, client_of):
    page = client_of(cast.sara)
    assert "Send the report" in page_of(page, "meeting", closed)
    assert "Send the report" not in page_of(client_of(cast.marin), "meeting", closed)
    assert page.post(reverse("report-up", args=[closed.pk]), {"to": above.pk}).status_code == 302
    assert AgendaItem.objects.get(report_of=closed).meeting == above
    assert "Send the report" not in page_of(page, "meeting", closed)


def test_no_address_tells_of_meetings_of_other_bodies(cast, closed, above, client_of):
    mine = make_meeting(cast, 1, state="draft")
    assert client_of(cast.sara).post(reverse("report-up", args=[closed.pk]), {"to": mine.pk}).status_code == 404


def test_the_console_leads_to_it(cast, closed, client_of):
    page = page_of(client_of(cast.kai), "chair-console", closed)
    assert "#report-up" in page
    assert "<h1>Cabinet</h1>" in page
    place_under(cast.body, None, by=cast.root)
    assert "#report-up" not in page_of(client_of(cast.kai), "chair-console", closed)


def test_while_no_meeting_above_is_prepared_the_page_says_so(cast, closed, above, client_of):
    publish_agenda(above, by=cast.ursa)
    confirm_agenda(above, by=cast.uku)
    page = page_of(client_of(cast.sara), "meeting", closed)
    assert "The report can be sent when a meeting is being prepared there." in page
    assert "Send the report" not in page


def test_where_nothing_may_go_up_the_page_says_why(cast, above, client_of):
    meeting = make_meeting(cast, 1)
    restrict_item(items_of(meeting)[0], INTERNAL, by=cast.sara)
    begin(cast, meeting)
    adopt(cast, meeting)
    close_meeting(meeting, by=cast.kai)
    assert "There is nothing to confirm" in page_of(client_of(cast.sara), "meeting", meeting)


def test_a_report_made_by_sql_is_found(cast, closed, above):
    AgendaItem.objects.filter(meeting=above).update(report_of=closed)
    assert ["report_of_id" in one.text for one in reconcile()] == [True]
    AgendaItem.objects.filter(meeting=above).update(report_of=None)
    Body.objects.filter(pk=cast.body.pk).update(parent=None)
    assert ["parent_id" in one.text for one in reconcile()] == [True]
