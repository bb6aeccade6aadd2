"""Erasing: what does not bind is gone to the last byte; what binds, and the record with all its proofs, stands."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from balai import clock
from balai.action import action, require
from balai.agenda.models import Position, Recusal
from balai.ledger import proofs, tree
from balai.ledger.closing import ERASED as ERASED_BY
from balai.ledger.closing import PRUNED, close
from balai.ledger.log import append, content_of
from balai.ledger.models import Checkpoint, Entry
from balai.meetings.models import Attendance, Vote
from balai.people.actions.appoint import appoint
from balai.people.actions.clear import clear
from balai.people.actions.end_membership import end_membership
from balai.people.actions.enrol import enrol
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Membership, Person, Role
from balai.personal.actions.erase import erase
from balai.personal.policy import ErasureOrder, may_close
from balai.personal.sweeping import sweep
from balai.personal.tests.leaving import ERASED, NAME, OTHERS, TEXTS, leave, make_leaving, make_left
from balai.record.verify_database import verify_database
from balai.rules.access import Clearance
from balai.rules.merkle_proofs import is_consistent
from balai.verdict import Ground, yes
from tests.factories import make_meeting, mark
from tests.records import log_with_key, proof_of, signed, verified
from tests.refusals import nothing_changes, refused

pytestmark = pytest.mark.django_db
EVERYTHING = ErasureOrder("They asked for it.", ground="c", name=True, texts=True)
PLAIN = ErasureOrder("They left.")
RULE = "GDPR art. 17"


@pytest.fixture
def left():
    return make_left()


def dump() -> str:
    """All values of all columns of all tables, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                values = (bytes(one) if isinstance(one, memoryview) else one for one in row)
                found.append(f"{table}: " + " | ".join(map(str, values)))
    return "\n".join(found)


def still_there(words):
    lines = dump().splitlines()
    return {word: [line[:160] for line in lines if word in line][:3] for word in words if any(word in x for x in lines)}


def sql(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found():
    return verify_database().findings


# What goes, and what stands ------------------------------------------------------------------------------------------


def test_what_does_not_bind_is_gone_and_the_name_and_the_texts_stand(left):
    assert set(still_there(ERASED)) == set(ERASED), "the words were there before"
    erase(left.ana, PLAIN, by=left.cast.root)
    assert still_there(ERASED) == {}
    assert set(still_there((NAME, *TEXTS))) == {NAME, *TEXTS}


def test_on_a_ground_the_name_and_the_texts_are_gone_as_well(left):
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert still_there((NAME, *TEXTS, *ERASED)) == {}
    left.ana.refresh_from_db()
    assert left.ana.name == f"Former member {left.ana.pk.hex[:4]}"


@pytest.mark.parametrize(("name", "texts"), [(True, False), (False, True)])
def test_the_name_and_the_texts_are_asked_for_one_by_one(left, name, texts):
    erase(left.ana, ErasureOrder("A ground.", "d", name, texts), by=left.cast.root)
    gone = (NAME,) * name + TEXTS * texts
    assert set(still_there((NAME, *TEXTS))) == {NAME, *TEXTS} - set(gone)


def test_nothing_of_others_goes(left):
    before = set(still_there(OTHERS))
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert set(still_there(OTHERS)) == before == set(OTHERS)


def test_what_binds_stands(left):
    def binding():
        return (
            list(Membership.objects.order_by("pk").values_list()),
            list(Vote.objects.order_by("pk").values_list()),
            list(Attendance.objects.order_by("pk").values_list()),
            list(Position.objects.order_by("pk").values_list("item", "seat", "stance", "current", "given_at")),
            list(Recusal.objects.order_by("pk").values_list("item", "seat", "at")),
        )

    before = binding()
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert binding() == before


def test_the_account_cannot_be_used_again(left, client):
    erase(left.ana, PLAIN, by=left.cast.root)
    left.ana.refresh_from_db()
    assert (left.ana.is_active, left.ana.has_usable_password(), left.ana.last_login) == (False, False, None)
    assert left.ana.username == f"former-{left.ana.pk.hex[:12]}"


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_after_sweeping_no_byte_is_left_in_the_files_of_the_database(left):
    file = Path(connection.settings_dict["NAME"])
    words = [word.encode() for word in (NAME, *TEXTS, *ERASED)]

    def there():
        content = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
        return {word for word in words if word in content}

    sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert there() == set(words)
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert sweep()
    assert there() == set()


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_sweeping_says_when_a_reader_stood_in_its_way(left):
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN")
        other.execute("SELECT COUNT(*) FROM people_person").fetchone()
        sql("PRAGMA busy_timeout=50")
        try:
            erase(left.ana, PLAIN, by=left.cast.root)
            assert not sweep()
        finally:
            sql("PRAGMA busy_timeout=20000")
        other.rollback()
    assert sweep()


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_the_tables_can_be_swept(left):
    erase(left.ana, EVERYTHING, by=left.cast.root)
    signed()
    assert sweep()
    assert still_there((NAME, *TEXTS, *ERASED)) == {}
    assert found() == ()


def test_pages_drawn_before_do_not_go_on_showing_the_name(left, client_of):
    meeting = f"/meetings/{left.meeting.pk}/"
    addresses = [meeting, f"{meeting}agenda/", f"/decisions/{left.decision.pk}/"]

    def shown():
        return [NAME.split()[-1] in client_of(left.cast.sara).get(one).content.decode() for one in addresses]

    assert any(shown())
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert not any(shown())


# The record ----------------------------------------------------------------------------------------------------------


def test_the_entry_says_what_was_closed_by_whom_and_on_which_ground(left):
    done = erase(left.ana, EVERYTHING, by=left.cast.root)
    entry = Entry.objects.get(act="people.person.erased")
    said, content = json.loads(entry.canonical), content_of(entry)
    assert content is not None
    assert said["by"] == str(left.cast.root.pk)
    assert (said["rule"], said["about"]["id"]) == ("GDPR art. 17(1)(c)", str(left.ana.pk))
    assert content["because"] == "They asked for it."
    assert content["closed"] == [list(one) for one in done.closed]
    closed = {Entry.objects.get(index=index).act: part for index, part in done.closed}
    assert closed["agenda.position.marked"] == "opinion"
    assert closed["people.signed_in"] == ""


def test_of_a_position_the_stance_can_still_be_opened(left):
    entry = Entry.objects.filter(act="agenda.position.marked", apart__opinion__text="canary-opinion").get()
    erase(left.ana, EVERYTHING, by=left.cast.root)
    entry.refresh_from_db()
    assert content_of(entry) == {"stance": "objection", "opinion": None}
    assert "canary" not in json.dumps(entry.apart)
    assert set(json.loads(entry.content or "")["opinion"]) == {"committed"}


def test_tree_checkpoints_and_proofs_of_before_are_valid_after(left):
    checkpoint, decision = signed(), left.decision
    file, root = proof_of(decision), tree.root(checkpoint.size)
    leaves = list(Entry.objects.order_by("index").values_list("leaf", flat=True))
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert list(Entry.objects.order_by("index").values_list("leaf", flat=True))[:-1] == leaves
    assert tree.root(checkpoint.size) == root
    assert verified(file)["content"]["number"] == decision.number
    later = signed()
    assert later.size == checkpoint.size + 1
    assert Checkpoint.objects.get(size=checkpoint.size).note == checkpoint.note
    assert verified(proof_of(decision))["content"]["number"] == decision.number
    grown = proofs.consistency(checkpoint.size, later.size)
    assert is_consistent(checkpoint.size, later.size, root, tree.root(later.size), grown)


def test_the_database_verifies_clean_with_the_checkpoints_of_before(left):
    log_with_key()
    signed()
    assert found() == ()
    erase(left.ana, EVERYTHING, by=left.cast.root)
    signed()
    assert found() == ()


@pytest.mark.parametrize("order", [PLAIN, ErasureOrder("x", "a", name=True), ErasureOrder("x", "e", texts=True)])
def test_every_way_of_erasing_leaves_the_record_clean(left, order):
    signed()
    erase(left.ana, order, by=left.cast.root)
    assert found() == ()


# What SQL takes away, and no entry says so
TAKEN = {
    "an opinion, from its table and its entry": (
        "UPDATE agenda_position SET opinion = '' WHERE opinion = 'canary-opinion'",
        "UPDATE ledger_entry SET apart = '{}' WHERE CAST(apart AS TEXT) LIKE '%canary-opinion%'",
    ),
    "a reason, from its table and its entry": (
        "UPDATE agenda_recusal SET reason = '' WHERE reason = 'canary-reason'",
        "UPDATE ledger_entry SET apart = '{}' WHERE CAST(apart AS TEXT) LIKE '%canary-reason%'",
    ),
    "a name, from its entry": ("UPDATE ledger_entry SET apart = '{}' WHERE CAST(apart AS TEXT) LIKE '%Quixote%'",),
    "a sign-in": ("UPDATE ledger_entry SET salt = NULL, content = NULL WHERE act = 'people.signed_in'",),
    "a vote": ("UPDATE ledger_entry SET salt = NULL, content = NULL WHERE act = 'meetings.vote.cast'",),
    "a decision": ("UPDATE ledger_entry SET salt = NULL, content = NULL WHERE act = 'decisions.taken'",),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_sql_takes_away_is_found(left, what):
    signed()
    sql(*TAKEN[what])
    assert [one for one in found() if one.kind == "erased" and "no entry says" in one.text], found()


@pytest.mark.parametrize("what", TAKEN)
def test_a_lawful_erasure_excuses_nothing_that_it_does_not_name(left, what):
    """pia's sign-ins, and the texts or the name of ana that were not asked for."""
    erase(left.ana, ErasureOrder("x", "c", name=not what.startswith("a name")), by=left.cast.root)
    signed()
    sql(*TAKEN[what])
    assert [one for one in found() if one.kind == "erased" and "no entry says" in one.text], found()


def test_an_opinion_emptied_in_its_table_alone_is_found(left):
    signed()
    sql("UPDATE agenda_position SET opinion = '' WHERE opinion = 'canary-opinion'")
    assert [(one.kind, one.place.split()[0]) for one in found()] == [("changed", "agenda_position")]


def test_an_opinion_put_in_the_place_of_an_erased_one_is_found(left):
    erase(left.ana, EVERYTHING, by=left.cast.root)
    signed()
    Position.objects.filter(seat=left.seat).update(opinion="I agree.")
    assert {one.place.split()[0] for one in found()} == {"agenda_position"}


def test_a_text_forged_into_an_entry_is_found(left):
    signed()
    entry = Entry.objects.get(apart__opinion__text="canary-opinion")
    entry.apart["opinion"]["text"] = "I agree."
    entry.save(update_fields=["apart"])
    assert any(one.entry == entry.index and "its opinion is not the one" in one.text for one in found())


def test_a_part_that_an_entry_never_had_is_found(left):
    signed()
    vote = Entry.objects.filter(act="meetings.vote.cast")[0]
    Entry.objects.filter(index=vote.index).update(apart={"choice": {"salt": "00", "text": "against"}})
    assert any(one.entry == vote.index and "its choice is not the one" in one.text for one in found())


def test_a_content_that_comes_back_from_a_backup_is_found(left):
    entry = Entry.objects.get(apart__opinion__text="canary-opinion")
    kept = entry.apart
    erase(left.ana, EVERYTHING, by=left.cast.root)
    signed()
    Entry.objects.filter(index=entry.index).update(apart=kept)
    assert any(one.kind == "inserted" and "there again" in one.text for one in found())


@action("test.overreach")
def overreach(closings, *, by, act=ERASED_BY):
    """Says that it closed what binds: no action of ours does."""
    require(yes())
    append(act, by=by, about=by, body=None, content={"closed": [list(one) for one in closings]})


@pytest.mark.parametrize("act", ["meetings.vote.cast", "decisions.taken", "people.member.appointed"])
def test_an_entry_that_closes_what_binds_excuses_nothing(left, act):
    entry = Entry.objects.filter(act=act)[0]
    overreach([(entry.index, "")], by=left.cast.root)
    signed()
    Entry.objects.filter(index=entry.index).update(salt=None, content=None)
    assert [one.place for one in found() if "although it binds" in one.text] == [f"ledger_entry {entry.index}"]


def test_pruning_excuses_no_key_that_is_gone_from_the_record(left):
    entry = Entry.objects.filter(act="people.key.added")[0]
    overreach([(entry.index, "")], by=left.cast.root, act=PRUNED)
    signed()
    Entry.objects.filter(index=entry.index).update(salt=None, content=None)
    assert [one.place for one in found() if "although it binds" in one.text] == [f"ledger_entry {entry.index}"]


def test_an_entry_closes_nothing_that_comes_after_it(left):
    last = tree.size()
    overreach([(last + 1, "")], by=left.cast.root)
    overreach([(0, "x")], by=left.cast.root)
    entry = Entry.objects.get(index=last + 1)
    Entry.objects.filter(index=entry.index).update(salt=None, content=None)
    signed()
    assert [one.place for one in found() if "no entry says" in one.text] == [f"ledger_entry {entry.index}"]


@pytest.mark.parametrize("act", ["meetings.vote.cast", "decisions.taken", "agenda.position.marked"])
def test_the_content_of_what_binds_is_never_closed(left, act):
    entry = Entry.objects.filter(act=act)[0]
    verdict = may_close([((entry.index, ""), act)])
    assert not verdict.allowed
    assert verdict.sentence == f"Entry {entry.index} ({act}) binds: its content is not closed."
    with nothing_changes(), pytest.raises(ValueError, match="binds"):
        close([(entry.index, "")], closer=ERASED_BY)


# Refusals ------------------------------------------------------------------------------------------------------------

# order, the sentence, the ground
ORDERS = {
    "no reason": (ErasureOrder("  "), "Say because of what", Ground.INPUT),
    "a reason without an end": (ErasureOrder("x" * 1_001), "The reason has at most 1000 characters.", Ground.INPUT),
    "an unknown ground": (ErasureOrder("x", "b"), "a letter of GDPR art. 17(1): a, c, d, e.", Ground.INPUT),
    "the name without a ground": (ErasureOrder("x", name=True), "state it.", Ground.INPUT),
    "the texts without a ground": (ErasureOrder("x", texts=True), "state it.", Ground.INPUT),
}


@pytest.mark.parametrize("what", ORDERS)
def test_an_order_that_cannot_be_is_refused(left, what):
    order, sentence, ground = ORDERS[what]
    with refused(sentence, RULE, ground):
        erase(left.ana, order, by=left.cast.root)


def test_who_holds_a_seat_is_not_erased():
    leaving = make_leaving()
    with refused("This person holds a seat: end it first.", RULE):
        erase(leaving.ana, PLAIN, by=leaving.cast.root)


def test_who_will_hold_a_seat_is_not_erased(left):
    later = clock.now() + timedelta(days=9)
    appoint(left.ana, body=left.cast.body, role=Role.SPEAKER, starts=later, by=left.cast.root)
    with refused("This person holds a seat: end it first.", RULE):
        erase(left.ana, PLAIN, by=left.cast.root)


def test_who_stands_in_for_somebody_is_not_erased():
    leaving = make_leaving()
    cast = leaving.cast
    name_substitute(cast.seats["tomas"], substitute=leaving.ana, starts=clock.now(), ends=None, by=cast.sara)
    end_membership(leaving.seat, by=cast.root)
    with refused("This person stands in for somebody: end the substitution first.", RULE):
        erase(leaving.ana, PLAIN, by=cast.root)


def test_who_is_cleared_is_not_erased_before_that_is_taken_back(left):
    clear(left.ana, level=Clearance.SECRET, by=left.cast.root)
    with refused("This person is cleared for what is restricted: take that back first.", RULE):
        erase(left.ana, PLAIN, by=left.cast.root)
    clear(left.ana, level=Clearance.NONE, by=left.cast.root)
    signed()
    erase(left.ana, PLAIN, by=left.cast.root)
    signed()
    assert found() == ()


def test_texts_wait_until_their_meeting_is_closed():
    leaving = make_leaving()
    coming = make_meeting(leaving.cast, 1)
    mark(leaving.cast, "ana", coming.items.get(), opinion="canary-coming")
    leave(leaving)
    with refused("This person has spoken on a meeting that is not closed", RULE):
        erase(leaving.ana, EVERYTHING, by=leaving.cast.root)
    erase(leaving.ana, PLAIN, by=leaving.cast.root)
    assert set(still_there(["canary-coming"])) == {"canary-coming"}


def test_who_administers_is_not_erased(left):
    with refused("Who administers this installation", RULE, Ground.INPUT):
        erase(left.cast.root, PLAIN, by=left.cast.root)


@pytest.mark.parametrize("name", ["kai", "sara", "ana"])
def test_only_the_administrator_erases(left, name):
    with refused("Only the administrator", ground=Ground.PERMISSION):
        erase(left.ana, PLAIN, by=left.cast.people[name])


def test_erasing_again_changes_nothing(left):
    erase(left.ana, EVERYTHING, by=left.cast.root)
    with nothing_changes():
        erase(left.ana, EVERYTHING, by=left.cast.root)


def test_what_was_left_the_first_time_can_be_erased_later(left):
    erase(left.ana, PLAIN, by=left.cast.root)
    erase(left.ana, EVERYTHING, by=left.cast.root)
    assert still_there((NAME, *TEXTS, *ERASED)) == {}
    assert Entry.objects.filter(act="people.person.erased").count() == 2
    signed()
    assert found() == ()


def test_who_never_held_a_seat_can_be_erased(left):
    new = enrol("newcomer", name="New Comer", by=left.cast.root)
    erase(new, ErasureOrder("x", "a", name=True), by=left.cast.root)
    assert still_there(("newcomer", "New Comer")) == {}
    assert Person.objects.get(pk=new.pk).name.startswith("Former member ")
