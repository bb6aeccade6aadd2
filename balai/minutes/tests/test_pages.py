"""The minutes as pages: by state and right, completed in place and without script, and what the public reads."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balai import clock
from balai.agenda.actions.restrict import restrict_item
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.open_voting import open_voting
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.minutes.models import Dissent, Minutes, Objection, Remark
from balai.minutes.tests.changing import with_minutes
from balai.people.actions.clear import clear
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Choice, Stance
from tests.factories import items_of, make_meeting, mark
from tests.minutes import after_the_term, circulated_meeting, confirmed_meeting
from tests.sitting import adopt, begin, begun_meeting, closed_meeting, open_item


def url(meeting):
    return reverse("minutes", args=[meeting.pk])


def page(client, meeting):
    return client.get(url(meeting)).content.decode()


def plain(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def public(client, meeting):
    return client.get(reverse("public-minutes", args=[meeting.pk]))


def test_a_draft_is_for_those_who_write_it(cast, client_of):
    meeting = closed_meeting(cast)
    write_minutes(meeting, {"en": "Qdraft"}, by=cast.sara)
    for name in ("sara", "kai"):
        assert "Qdraft" in page(client_of(cast.people[name]), meeting), name
    for name in ("marin", "nils"):
        said = page(client_of(cast.people[name]), meeting)
        assert "Qdraft" not in said, name
        assert "The minutes have not been circulated yet." in said, name


def test_before_the_opening_there_are_none(cast, client_of):
    response = client_of(cast.sara).get(url(make_meeting(cast, 1, state="confirmed")))
    assert response.status_code == 409
    assert "There are no minutes before the meeting is opened." in response.content.decode()


def test_circulated_minutes_say_what_happened(cast, client_of):
    meeting = circulated_meeting(cast)
    said = plain(page(client_of(cast.marin), meeting))
    assert "4 of 4 members present" in said
    assert "Marin Example, member marin" in said
    assert "Matter 1 adopted Decision" in said
    assert "Approve matter 1." in said
    assert "Objections until the end of" in said


@pytest.fixture
def voted(cast):
    meeting = make_meeting(cast, 1)
    item = items_of(meeting)[0]
    mark(cast, "pia", item, Stance.OBJECTION)
    begin(cast, meeting)
    voting = open_voting(open_item(cast, item), by=cast.kai)
    for name, choice in (("kai", Choice.FOR), ("marin", Choice.FOR), ("pia", Choice.AGAINST)):
        cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])
    close_voting(voting, by=cast.kai)
    return meeting


@pytest.mark.parametrize("names", [True, False])
def test_votes_by_name_where_the_rules_record_them(cast, client_of, voted, names):
    with_minutes(cast, names=names)
    said = plain(page(client_of(cast.sara), voted))
    counts = re.search(r"\d for, \d against, \d abstaining.{0,12}", said)
    assert counts, said
    assert counts[0].startswith("2 for, 1 against"), counts[0]
    assert ("Pia Example (Interior) : against" in said.replace(")", ") ").replace("  ", " ")) == names


def test_completed_without_script_and_in_place(cast, client_of):
    meeting = closed_meeting(cast)
    item, client = items_of(meeting)[1], client_of(cast.sara)
    address = reverse("write-minutes", args=[meeting.pk])
    sent = {"item": item.pk, "text_en": "Said so.", "initial-text_en": ""}
    response = client.post(address, sent)
    assert response.status_code == 302
    assert response["Location"] == f"{url(meeting)}#item-{item.pk}"
    assert Remark.objects.get().text == {"en": "Said so."}
    fragment = client.post(address, sent | {"text_en": "Said more."}, headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="minutes"')
    assert "Said more." in fragment
    assert "The remark is saved." in fragment


def test_two_who_write_in_two_languages_do_not_undo_each_other(cast, client_of):
    meeting = closed_meeting(cast)
    address = reverse("write-minutes", args=[meeting.pk])
    client_of(cast.sara).post(address, {"item": "", "text_en": "One.", "initial-text_en": "", "text_et": ""})
    client_of(cast.kai).post(address, {"item": "", "text_en": "", "initial-text_en": "", "text_et": "Kaks."})
    assert Remark.objects.get().text == {"en": "One.", "et": "Kaks."}


def test_from_circulation_to_confirmation_by_the_pages(cast, client_of):
    meeting = closed_meeting(cast)
    item = items_of(meeting)[0]
    client_of(cast.sara).post(reverse("circulate-minutes", args=[meeting.pk]))
    client_of(cast.marin).post(reverse("object-to-minutes", args=[meeting.pk]), {"item": item.pk, "text": "Qwrong"})
    objection = Objection.objects.get()
    assert "not answered yet" in page(client_of(cast.pia), meeting)
    answer = reverse("answer-objection", args=[objection.pk])
    client_of(cast.sara).post(answer, {"answer": "accept", "correction_en": "Qright"})
    said = page(client_of(cast.pia), meeting)
    assert '<ins class="protocol-correction">Qright</ins>' in said
    assert "Qwrong" in said
    assert "1 correction was made after circulation" in said
    done = after_the_term(
        meeting, lambda: client_of(cast.kai).post(reverse("confirm-minutes", args=[meeting.pk]), follow=True)
    )
    assert "The minutes are confirmed." in done.content.decode()
    said = page(client_of(cast.kai), meeting)
    assert "Fingerprint of the confirmed text" in said
    assert "Object to" not in said
    assert "remark</summary>" not in said


def test_the_buttons_are_there_for_whom_the_act_is(cast, client_of):
    meeting = circulated_meeting(cast)
    object_to_minutes(meeting, "Wrong.", seat=cast.seats["pia"], by=cast.pia)
    buttons = {
        name: [
            words
            for words in ("Object to this item", "Accept with this correction", "Confirm the minutes")
            if words in page(client_of(cast.people[name]), meeting)
        ]
        for name in ("nils", "marin", "sara", "kai")
    }
    assert buttons == {
        "nils": [],
        "marin": ["Object to this item"],
        "sara": ["Accept with this correction"],
        "kai": ["Object to this item", "Accept with this correction"],
    }


def test_a_dissent_is_attached_on_the_page_while_the_meeting_runs(cast, client_of):
    meeting = begun_meeting(cast)
    adopt(cast, meeting)
    client = client_of(cast.marin)
    assert "Attach a dissent" in page(client, meeting)
    item = items_of(meeting)[0]
    client.post(reverse("attach-dissent", args=[item.pk]), {"text": "Not so."})
    assert Dissent.objects.get().seat == cast.seats["marin"]
    assert reverse("attach-dissent", args=[item.pk]) not in page(client, meeting), "once"


def test_an_item_of_another_meeting_is_nothing_here(cast, client_of):
    meeting, other = circulated_meeting(cast), circulated_meeting(cast)
    sent = {"item": items_of(other)[0].pk, "text": "Wrong."}
    assert client_of(cast.marin).post(reverse("object-to-minutes", args=[meeting.pk]), sent).status_code == 404


def test_late_minutes_are_said_to_be_late(cast, client_of):
    with_minutes(cast, due_working_days=2)
    meeting = closed_meeting(cast)
    assert "They are to be circulated by" in page(client_of(cast.sara), meeting)
    with clock.as_if(clock.now() + timedelta(days=30)):
        assert "They were to be circulated by" in page(client_of(cast.sara), meeting)


def test_the_public_reads_confirmed_minutes_where_the_rules_publish_them(cast, client):
    with_minutes(cast, published=True, names=True)
    meeting = closed_meeting(cast)
    assert public(client, meeting).status_code == 404
    circulate_minutes(meeting, by=cast.sara)
    objection = object_to_minutes(meeting, "Qwrong", seat=cast.seats["pia"], by=cast.pia)
    other = object_to_minutes(meeting, "Qbad", seat=cast.seats["pia"], by=cast.pia)
    answer_objection(objection, accepted=True, correction={"en": "Qright"}, by=cast.sara)
    answer_objection(other, accepted=False, because="Qno", by=cast.sara)
    assert public(client, meeting).status_code == 404, "not before they are confirmed"
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    said = public(client, meeting).content.decode()
    assert "Matter 1" in said
    assert "Qright" in said
    assert not any(words in said for words in ("Qwrong", "Qbad", "Qno")), "what led to a correction stays inside"
    agenda = client.get(reverse("public-meeting", args=[meeting.pk])).content.decode()
    assert reverse("public-minutes", args=[meeting.pk]) in agenda
    with_minutes(cast, published=False)
    assert public(client, meeting).status_code == 404
    agenda = client.get(reverse("public-meeting", args=[meeting.pk])).content.decode()
    assert reverse("public-minutes", args=[meeting.pk]) not in agenda


SECRET = Restriction(Level.RESTRICTED, "§ 1", clock.now() + timedelta(days=300), Clearance.SECRET)


@pytest.mark.parametrize("inside", ["title", "nothing"])
def test_who_may_not_read_an_item_does_not_read_its_part(cast, client_of, inside):
    """Restricted after the minutes were confirmed: the kept text is cut for each reader all the same."""
    cast.body.rules_text = cast.body.rules_text.replace('inside = "title"', f'inside = "{inside}"').replace(
        "members_by_office = true", "members_by_office = false"
    )
    type(cast.body).objects.filter(pk=cast.body.pk).update(rules_text=cast.body.rules_text)

    for name in ("sara", "kai"):
        clear(cast.people[name], level=Clearance.SECRET, by=cast.root)
    meeting = closed_meeting(cast)
    item = items_of(meeting)[0]
    write_minutes(meeting, {"en": "Qinside"}, item=item, by=cast.sara)
    circulate_minutes(meeting, by=cast.sara)
    objection = object_to_minutes(meeting, "Qwrong", seat=cast.seats["kai"], item=item, by=cast.kai)
    restrict_item(item, SECRET, by=cast.sara)
    said = page(client_of(cast.marin), meeting)
    assert ("Matter 1" in said) == (inside == "title")
    assert not any(words in said for words in ("Qinside", "Qwrong", "Approve matter 1."))
    assert "Qinside" in page(client_of(cast.kai), meeting)
    marin = client_of(cast.marin)
    answer = reverse("answer-objection", args=[objection.pk])
    assert marin.post(answer, {"answer": "reject", "because": "No"}).status_code == 404
    sent = {"item": item.pk, "text": "Wrong."}
    assert marin.post(reverse("object-to-minutes", args=[meeting.pk]), sent).status_code == 404


def test_confirmed_minutes_say_the_same_after_everything_has_changed(cast, client_of):
    meeting = confirmed_meeting(cast)
    before = page(client_of(cast.marin), meeting)
    type(cast.marin).objects.filter(pk=cast.marin.pk).update(name="Somebody Else")
    assert Minutes.objects.get(meeting=meeting).confirmed
    after = page(client_of(cast.pia), meeting)
    assert "Marin Example, member marin" in plain(before)
    assert "Marin Example, member marin" in plain(after)


def test_a_page_asks_as_many_questions_for_many_items_as_for_few(cast, client_of):

    counts = []
    for items in (2, 12):
        meeting = closed_meeting(cast, items)
        client = client_of(cast.sara)
        client.get(url(meeting))
        with CaptureQueriesContext(connection) as asked:
            client.get(url(meeting))
        counts.append(len(asked))
    assert counts[0] == counts[1]
