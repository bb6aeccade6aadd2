"""Everything about a person in one file: all of theirs, nothing of others, for nobody else."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balai import clock
from balai.agenda.actions.note_reading import note_reading
from balai.agenda.actions.personal import look
from balai.agenda.actions.restrict import restrict_item
from balai.drill.authenticator import Device, options_in
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.ledger.verifier import ENTRY, sha256
from balai.people.actions.clear import clear
from balai.people.models import Person
from balai.personal.actions.export import export_of
from balai.personal.queries import everything_about, kept_about
from balai.personal.register import TABLES
from balai.personal.tests.leaving import ERASED, NAME, OTHERS, TEXTS, leave, make_leaving
from balai.rules.access import Clearance, Level, Restriction
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_meeting, mark
from tests.refusals import refused
from tests.signing_in import join, just_after

pytestmark = pytest.mark.django_db
RULE = "GDPR art. 15, 20"


@pytest.fixture
def leaving():
    return make_leaving()


def exported(leaving):
    return json.loads(export_of(leaving.ana, by=leaving.cast.root))


def rows(file, table):
    return next(one for one in file["tables"] if one["table"] == table)["rows"]


def test_it_has_every_word_that_was_kept_of_the_person(leaving):
    said = json.dumps(exported(leaving), ensure_ascii=False)
    assert [word for word in (NAME, *TEXTS, *ERASED) if word not in said] == []


def test_it_has_nothing_of_others(leaving):
    said = json.dumps(exported(leaving), ensure_ascii=False)
    assert [word for word in OTHERS if word in said] == []
    others = Person.objects.exclude(pk=leaving.ana.pk)
    assert [one.username for one in others if one.name in said] == []


def test_it_has_rows_of_every_table_where_the_person_has_any(leaving):
    leave(leaving)
    empty = {one["table"] for one in exported(leaving)["tables"] if not one["rows"]}
    assert empty == {
        "account.EmailAddress",  # the sign-in library's own, unused
        "socialaccount.SocialAccount",
        "people.DeviceSession",  # ended with the seat
        "agenda.Meeting",  # ana chaired none, published nothing, had a seat of her own
        "agenda.AgendaVersion",
        "agenda.PaperVersion",
        "agenda.FloorRequest",
        "agenda.AgendaItem_readers",  # nothing is restricted
        "agenda.Paper_readers",
        "agenda.ItemInvitation",  # ana held a seat
        "agenda.Reading",
        "people.Clearance",
        "meetings.RollCall",  # the vote was an open one
        "meetings.BallotGiven",
        "meetings.Speech",  # nothing was debated
        "meetings.HallLink",
        "meetings.DecisionDraft",
        "live.DoneOnce",  # the line was good
        "people.Mandate",  # nobody advised ana, and ana nobody
        "agenda.PreparedPosition",
        "agenda.Briefing",
        "programme.Measurement",
        "minutes.Dissent",  # ana attached none, and the minutes are not circulated
        "minutes.Objection",
    }


def test_secrets_of_keys_are_not_in_it(leaving):
    file = exported(leaving)
    assert {"data", "secret_hash", "session_key", "session_data", "password"} & {
        name for one in file["tables"] for row in one["rows"] for name in row
    } == set()
    assert [row["type"] for row in rows(file, "mfa.Authenticator")] == ["webauthn", "webauthn"]
    assert len(rows(file, "people.DeviceSession")) == 1


def test_each_kind_is_explained_in_words(leaving):
    file = exported(leaving)
    assert file["schema"] == "balai-person/1"
    for one in file["tables"]:
        assert one["title"], one["table"]
        assert all(file["kinds"][kind]["why"].endswith(".") for kind in one["kinds"])


def test_votes_positions_and_decisions_stand_with_what_they_were_about(leaving):
    file = exported(leaving)
    (vote,) = rows(file, "meetings.Vote")
    assert (vote["choice"], vote["cast_by"], vote["voting"]["item"]["title"]["en"]) == ("for", "you", "Matter 2")
    given = [(row["stance"], row["opinion"], row["current"]) for row in rows(file, "agenda.Position")]
    assert given == [("no_objection", "canary-earlier", False), ("objection", "canary-opinion", True)]
    numbers = {one["number"] for one in file["decisions"]}
    assert leaving.decision.number in numbers
    assert len(numbers) == 4


def test_entries_of_the_person_can_be_proved_by_them(leaving):
    own = [one for one in exported(leaving)["record"] if one["by_you"]]
    assert {"agenda.position.marked", "meetings.vote.cast", "people.signed_in"} <= {one["act"] for one in own}
    for one in own:
        committed = sha256(ENTRY, bytes.fromhex(one["seal"]), one["text"].encode()).hex()
        assert committed in one["leaf"]
        assert Entry.objects.get(index=one["entry"]).leaf == one["leaf"]


def test_entries_by_others_say_only_what_is_about_the_person(leaving):
    record = {one["act"]: one for one in exported(leaving)["record"] if not one["by_you"]}
    assert record["people.person.enrolled"]["content"] == {"name": NAME, "username": "canary-user"}
    assert "text" not in record["people.person.enrolled"]
    assert "meetings.attendance.all_noted" not in record


def test_of_an_agenda_that_the_person_may_not_read_there_is_a_number_only(leaving):
    leave(leaving)
    leaving.meeting.items.update(access=Level.INTERNAL)
    file = exported(leaving)
    (vote,) = rows(file, "meetings.Vote")
    assert set(vote["voting"]["item"]) == {"id", "meeting"}
    assert "Matter" not in json.dumps(file)
    assert {frozenset(one) for one in file["decisions"]} == {frozenset({"id", "body", "number"})}


def test_own_words_on_a_restricted_item_are_given_only_to_who_may_still_read_it(leaving):
    leaving.meeting.items.update(access=Level.INTERNAL)
    words = {"canary-opinion", "canary-earlier", "canary-reason", "canary-note"}
    said = json.dumps(exported(leaving))
    assert {word for word in words if word in said} == words
    leave(leaving)
    said = json.dumps(exported(leaving))
    assert {word for word in words if word in said} == set()


@pytest.mark.parametrize("level", [Level.RESTRICTED, Level.NAMED])
def test_what_is_read_under_a_clearance_or_by_name_is_in_no_file(leaving, level):
    """Each opening of it is recorded; a file would be read unseen."""
    clear(leaving.ana, level=Clearance.SECRET, by=leaving.cast.root)
    leaving.meeting.items.update(access=level, clearance=Clearance.RESTRICTED)
    for item in leaving.items:
        item.readers.add(leaving.ana)
    file = exported(leaving)
    said = json.dumps(file)
    assert "Matter" not in said
    assert [word for word in (*TEXTS, "canary-note") if word in said] == []
    assert [row["level"] for row in rows(file, "people.Clearance")] == [Clearance.SECRET]
    assert len(rows(file, "agenda.AgendaItem_readers")) == 4


def test_openings_of_what_is_restricted_are_in_it(leaving):
    cast = leaving.cast
    restriction = Restriction(Level.INTERNAL, "AvTS § 35", clock.now() + timedelta(days=9))
    restrict_item(leaving.items[1], restriction, by=cast.sara)
    note_reading(leaving.items[1], (), by=leaving.ana)
    file = exported(leaving)
    assert len(rows(file, "agenda.Reading")) == 1
    (entry,) = [one for one in file["record"] if one["act"] == "agenda.item.read"]
    assert entry["content"] == {"papers": []}


def test_words_that_a_substitute_wrote_are_not_the_seat_holders(leaving):
    from balai.agenda.models import Position

    Position.objects.filter(opinion="canary-opinion").update(given_by=leaving.cast.pia)
    opinions = [row["opinion"] for row in rows(exported(leaving), "agenda.Position")]
    assert opinions == ["canary-earlier", None]


def test_that_it_was_given_out_stands_in_the_record(leaving):
    file = export_of(leaving.ana, by=leaving.cast.root)
    entry = Entry.objects.get(act="people.person.exported")
    assert content_of(entry) == {"schema": "balai-person/1", "sha256": hashlib.sha256(file).hexdigest()}
    assert entry.about_id == str(leaving.ana.pk)


def test_the_number_of_questions_does_not_grow_with_the_rows(leaving):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            everything_about(Person.objects.get(pk=leaving.ana.pk), reader=leaving.cast.root)
        return len(asked)

    leaving.meeting.items.update(access=Level.INTERNAL)
    questions()  # standings are kept in memory from then on
    before = questions()
    for _time in range(2):
        for item in items_of(make_meeting(leaving.cast, 6)):
            mark(leaving.cast, "ana", item, opinion="More.")
            look(item, by=leaving.ana)
            item.access = Level.INTERNAL
            item.save()
    assert questions() == before


@pytest.mark.parametrize("name", ["pia", "kai", "sara"])
def test_nobody_else_gets_it(leaving, name):
    with refused("Only the person themselves", RULE, Ground.PERMISSION):
        just_after(lambda: export_of(leaving.ana, by=leaving.cast.people[name]))


def test_a_proof_of_long_ago_is_not_enough(leaving):
    with refused("Please show once more that it is you.", RULE, Ground.PROOF):
        export_of(leaving.ana, by=leaving.ana)
    assert just_after(lambda: export_of(leaving.ana, by=leaving.ana))


def test_in_a_demonstration_nobody_has_a_key_to_prove_with(leaving, settings):
    settings.DEMO = True
    assert export_of(leaving.ana, by=leaving.ana)


def test_who_is_shut_out_gets_nothing_at_all(leaving):
    leaving.ana.is_active = False
    with pytest.raises(Refused):
        just_after(lambda: export_of(leaving.ana, by=leaving.ana))


# The page -----------------------------------------------------------------------------------------------------------


def test_the_page_says_what_why_and_how_long(leaving, client_of):
    page = client_of(leaving.ana).get("/my/data/").content.decode()
    for word in ("Your attendance and your votes", "Your private notes", "GDPR", "Two years", "Download everything"):
        assert word in page, word
    assert 'href="/my/data/"' in client_of(leaving.ana).get("/my/sign-in/").content.decode()
    assert 'href="/my/data/"' in client_of(leaving.ana).get("/desk/").content.decode()


def test_the_download_waits_for_a_fresh_proof_and_is_then_a_file(leaving):
    device = Device()
    browser = join(leaving.cast.tomas, device)
    fresh = browser.post("/my/data/export/")
    assert fresh.headers["Content-Disposition"] == 'attachment; filename="balai-person-tomas.json"'
    assert json.loads(fresh.content)["person"]["username"] == "tomas"
    with clock.as_if(clock.now() + timedelta(minutes=30)):
        assert "asked first to show again" in browser.get("/my/data/").content.decode()
        answer = browser.post("/my/data/export/")
        assert answer.status_code == 403
        assert "/sign-in/again/" in answer.content.decode()
        page = browser.get("/sign-in/again/?next=/my/data/").content.decode()
        done = browser.post(
            "/sign-in/again/passkey/", {"credential": device.sign(options_in(page)), "next": "/my/data/"}
        )
        assert 'action="/my/data/export/"' in done.content.decode()
        assert browser.post("/my/data/export/").status_code == 200


def test_every_personal_table_has_a_title():
    assert [label for label, table in TABLES.items() if table.whose and table.shown and not table.title] == []


def test_the_page_counts_what_there_is_about_the_reader_alone(leaving):
    def counts(person):
        return {one.key: one.rows for kept in kept_about(person).values() for one in kept}

    ana, olga = counts(leaving.ana), counts(leaving.cast.olga)
    assert (ana["notes"], ana["looks"], ana["texts"], ana["sessions"], ana["secrets"]) == (1, 1, 3, 1, 0)
    assert ana["sitting"] == 3, "an attendance, a vote and a motion"
    assert {key for key, rows in olga.items() if rows} == {"seats"}
