"""The screens of preparing and confirming: with htmx in place, without script as pages, and the same words on both."""

import re

import pytest
from django.urls import reverse

from balai.agenda.actions.add_paper import add_paper
from balai.agenda.actions.recuse import recuse
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.advising.models import Briefing, PreparedPosition
from balai.agenda.advising.tests.conftest import prepare
from balai.agenda.models import PaperKind, Position
from balai.rules.stance import Stance
from tests.checked_pages import CheckingClient
from tests.factories import make_adviser, make_meeting, mark

HTMX = {"HTTP_HX_REQUEST": "true"}

pytestmark = pytest.mark.sqlite_only  # pages: the acts behind them are tested on both, beside this file


@pytest.fixture
def member(cast):
    client = CheckingClient()
    client.force_login(cast.marin)
    return client


@pytest.fixture
def adviser(cast):
    client = CheckingClient()
    client.force_login(cast.ada)
    return client


def agenda(client, meeting):
    return client.get(f"/meetings/{meeting.pk}/agenda/?order=official").content.decode()


def line(html, item):
    """The line of one item."""
    start = html.index(f'id="line-{item.pk}"')
    following = html.find("data-line data-version", start + 200)
    return html[start : following if following > 0 else len(html)]


def fields(html, form_action):
    """What the browser would send from this form: its hidden fields, and those that name the form."""
    form = html[html.index(f'action="{form_action}"') :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


# The adviser --------------------------------------------------------------------------------------------------------


def test_an_adviser_reads_the_same_list_and_is_told_that_these_are_no_positions(adviser, meeting, items):
    page = agenda(adviser, meeting)
    assert "Preparing for Marin Example" in page
    assert "What you choose here is no position" in page
    assert "0 of 3 prepared" in page
    for item in items:
        assert reverse("prepare-position", args=[item.pk]) in page
        assert reverse("mark-position", args=[item.pk]) not in page
    assert reverse("mark-rest", args=[meeting.pk]) not in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_adviser_prepares_by_one_tap(adviser, meeting, item, headers):
    url = reverse("prepare-position", args=[item.pk])
    form = fields(agenda(adviser, meeting), url)
    answer = adviser.post(url, form | {"stance": "objection"}, **headers)
    assert PreparedPosition.objects.get().stance == "objection"
    page = answer.content.decode() if headers else agenda(adviser, meeting)
    assert answer.status_code == (200 if headers else 302)
    assert "1 of 3 prepared" in page
    assert "Prepared, not confirmed yet" in line(page, item)


def test_an_adviser_prepares_with_an_opinion_from_the_opened_item(adviser, item):
    url = reverse("prepare-position", args=[item.pk])
    page = adviser.get(f"/items/{item.pk}/").content.decode()
    assert "Opinion prepared for the member" in page
    form = fields(page, url) | {"stance": "wish_to_speak", "opinion": "Ask <who> pays.", "opened": "1"}
    answer = adviser.post(url, form, **HTMX).content.decode()
    assert f'id="answering-{item.pk}" hx-swap-oob="true"' in answer
    assert "Ask &lt;who&gt; pays." in answer
    assert PreparedPosition.objects.get().opinion == "Ask <who> pays."


def test_what_cannot_be_prepared_stands_where_the_tap_was_and_nothing_typed_is_lost(cast, adviser, meeting, item):
    url = reverse("prepare-position", args=[item.pk])
    form = fields(agenda(adviser, meeting), url) | {"stance": "objection", "opinion": "Typed.", "opened": "1"}
    recuse(item, seat=cast.seats["marin"], reason="Kin", by=cast.marin)
    for headers in (HTMX, {}):
        answer = adviser.post(url, form, **headers)
        assert answer.status_code == 409
        assert "The member takes no part in this item; nothing is prepared on it." in answer.content.decode()
        assert "Typed." in answer.content.decode()


def test_an_adviser_withdraws(cast, adviser, item):
    prepare(cast, item)
    url = reverse("withdraw-prepared", args=[item.pk])
    form = fields(adviser.get(f"/items/{item.pk}/").content.decode(), url)
    assert adviser.post(url, form, **HTMX).status_code == 200
    assert not PreparedPosition.objects.current().exists()


def test_an_adviser_sees_what_became_of_it(cast, adviser, meeting, items):
    prepare(cast, items[0])
    prepare(cast, items[1])
    mark(cast, "marin", items[1], Stance.ABSTAIN)
    page = agenda(adviser, meeting)
    assert "Prepared, not confirmed yet" in line(page, items[0])
    assert "The member&#x27;s position:" in line(page, items[1]) or "The member's position:" in line(page, items[1])
    assert "Prepared, not confirmed yet" not in line(page, items[1])
    assert "1 position given by the member" in page


def test_an_adviser_sees_that_the_papers_changed(cast, adviser, meeting, item):
    prepare(cast, item)
    add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "One."}, by=cast.sara)
    page = agenda(adviser, meeting)
    assert "prepared on an earlier version: prepare it anew" in line(page, item)
    assert "0 of 3 prepared" in page


def test_an_adviser_of_two_members_chooses_for_whom(cast, adviser, meeting, item):
    make_adviser(cast, "ada", seat="pia")
    page = agenda(adviser, meeting)
    assert "Prepare for Marin Example" in page
    assert "Prepare for Pia Example" in page
    seat = cast.seats["pia"].pk
    other = adviser.get(f"/meetings/{meeting.pk}/agenda/?seat={seat}").content.decode()
    assert "Preparing for Pia Example" in other
    url = reverse("prepare-position", args=[item.pk])
    answer = adviser.post(url, fields(other, url) | {"stance": "objection"})
    assert answer["Location"].startswith(f"/meetings/{meeting.pk}/agenda/?seat={seat}")
    assert PreparedPosition.objects.get().seat == cast.seats["pia"]


def test_the_adviser_briefs_and_the_member_reads(cast, adviser, member, item):
    url = reverse("write-briefing", args=[item.pk])
    page = adviser.get(f"/items/{item.pk}/").content.decode()
    answer = adviser.post(url, fields(page, url) | {"text": "Ask about <table> 3."}, **HTMX)
    assert "Kept." in answer.content.decode()
    read = member.get(f"/items/{item.pk}/").content.decode()
    assert "Ask about &lt;table&gt; 3." in read
    assert "Written by Ada Example" in read
    assert url not in read, "the member reads it and writes notes of their own"
    answer = adviser.post(url, fields(page, url) | {"text": "Without script."})
    assert answer.status_code == 302
    assert Briefing.objects.get().text == "Without script."


def test_a_briefing_that_is_too_long_comes_back_whole(adviser, item):
    url = reverse("write-briefing", args=[item.pk])
    answer = adviser.post(url, {"text": "y" * 20_001}, **HTMX)
    assert answer.status_code == 422
    assert "A briefing has at most 20000 characters; this one has 20001." in answer.content.decode()
    assert "y" * 20_001 in answer.content.decode()
    assert not Briefing.objects.exists()


def test_the_adviser_desk_says_how_far_it_is(cast, adviser, item):
    prepare(cast, item)
    page = adviser.get("/desk/").content.decode()
    assert "1 of 3 prepared" in page
    assert "Read and prepare" in page
    assert "Preparing for Marin Example" in page


# The member ---------------------------------------------------------------------------------------------------------


def test_the_member_sees_who_prepared_what_beside_the_usual_choices(cast, member, meeting, item):
    prepare(cast, item, opinion="Too <dear>.")
    row = line(agenda(member, meeting), item)
    assert "Prepared by Ada Example:" in row
    assert "Too &lt;dear&gt;." in row
    assert reverse("confirm-prepared", args=[item.pk]) in row
    assert reverse("mark-position", args=[item.pk]) in row


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_member_confirms_by_one_tap(cast, member, meeting, item, headers):
    prepare(cast, item, opinion="Too dear.")
    url = reverse("confirm-prepared", args=[item.pk])
    answer = member.post(url, fields(agenda(member, meeting), url), **headers)
    page = answer.content.decode() if headers else agenda(member, meeting)
    position = Position.objects.get()
    assert (position.stance, position.opinion, position.given_by) == ("objection", "Too dear.", cast.marin)
    assert "Prepared by" not in line(page, item)
    assert "1 of 3 answered" in page


def test_what_was_prepared_anew_meanwhile_is_refused_where_the_tap_was(cast, member, meeting, item):
    prepare(cast, item)
    url = reverse("confirm-prepared", args=[item.pk])
    form = fields(agenda(member, meeting), url)
    prepare(cast, item, Stance.ABSTAIN)
    answer = member.post(url, form, **HTMX)
    assert answer.status_code == 409
    assert "Something else was prepared on this item a moment ago." in answer.content.decode()
    assert not Position.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_all_prepared_are_confirmed_by_one_tap_and_undone_by_one(cast, member, meeting, items, headers):
    first, second = prepare(cast, items[0]), prepare(cast, items[1], Stance.NO_OBJECTION)
    page = agenda(member, meeting)
    assert "2 prepared: confirm all" in page
    assert "No objection to the other one" in page
    seen = [f"{items[0].pk}.{first.pk}", f"{items[1].pk}.{second.pk}"]
    assert re.findall(r'name="prepared" value="([^"]*)" form="confirm-all"', page) == seen
    assert f'name="seen" value="{items[0].pk}' not in page, "what is prepared is not swept along with the rest"
    form = {"seat": cast.seats["marin"].pk, "prepared": seen}
    answer = member.post(reverse("confirm-all-prepared", args=[meeting.pk]), form, **headers)
    page = answer.content.decode() if headers else agenda(member, meeting)
    assert "2 of 3 answered" in page
    assert "Undo: take back 2" in page
    back = fields(page, reverse("take-back-rest", args=[meeting.pk]))
    member.post(reverse("take-back-rest", args=[meeting.pk]), back)
    assert "2 prepared: confirm all" in agenda(member, meeting)


def test_what_is_stale_is_shown_and_not_offered(cast, member, meeting, item):
    prepare(cast, item)
    add_paper(item, kind=PaperKind.MEMORANDUM, title={"en": "Memo"}, text={"en": "One."}, by=cast.sara)
    page = agenda(member, meeting)
    assert "The papers changed after this was prepared: it can no longer be confirmed." in line(page, item)
    assert reverse("confirm-prepared", args=[item.pk]) not in page
    assert "confirm-all" not in page


def test_the_member_sets_aside(cast, member, meeting, item):
    prepare(cast, item)
    url = reverse("withdraw-prepared", args=[item.pk])
    answer = member.post(url, fields(agenda(member, meeting), url), **HTMX).content.decode()
    assert "Prepared by" not in answer
    assert not PreparedPosition.objects.current().exists()


def test_a_line_is_drawn_anew_when_something_was_prepared_meanwhile(cast, member, item):
    url = f"/items/{item.pk}/row/?position=0&version=1&prepared=0"
    assert member.get(url, **HTMX).status_code == 204
    prepare(cast, item)
    assert "Prepared by Ada Example:" in member.get(url, **HTMX).content.decode()


def test_the_kept_page_is_drawn_anew_with_what_was_prepared(cast, member, adviser, meeting, item):
    for client, words in ((member, "Prepared by Ada Example:"), (adviser, "Prepared, not confirmed yet")):
        assert words not in agenda(client, meeting)
    prepare(cast, item)
    for client, words in ((member, "Prepared by Ada Example:"), (adviser, "Prepared, not confirmed yet")):
        assert words in agenda(client, meeting)


def test_the_members_desk_says_how_much_waits(cast, member, items):
    assert "prepared for you" not in member.get("/desk/").content.decode()
    prepare(cast, items[0])
    prepare(cast, items[1])
    assert "2 prepared for you" in member.get("/desk/").content.decode()


def test_the_menu_leads_to_the_advisers(member):
    assert 'href="/my/advisers/"' in member.get("/desk/").content.decode()


def test_preparing_costs_no_more_questions_for_more_items(cast, adviser, member, django_assert_max_num_queries):
    meeting = make_meeting(cast, 30)
    from tests.factories import items_of

    for item in items_of(meeting):
        prepare(cast, item, opinion="Too dear.")
        write_briefing(item, seat=cast.seats["marin"], text="Ask.", by=cast.ada)
    for client in (adviser, member):
        client.get("/desk/")
        with django_assert_max_num_queries(25):
            agenda(client, meeting)
        with django_assert_max_num_queries(25):
            agenda(client, meeting)
