"""A database administrator with all rights changes, deletes, reorders and inserts by SQL. Each is found and named."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import connection

from balai import clock
from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.actions.restrict import restrict_item
from balai.ledger import tree
from balai.ledger.alarms import Event, raised
from balai.ledger.commitment import commitment, leaf_of
from balai.ledger.models import Entry
from balai.meetings.actions.cast_vote import cast_vote
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.write_minutes import write_minutes
from balai.people.actions.accept_invitation import accept_invitation
from balai.people.actions.add_key import add_key
from balai.people.actions.clear import clear
from balai.people.actions.link_identity import link_identity
from balai.people.actions.shut_out import shut_out
from balai.people.models import Invitation
from balai.people.sign_in.keys import NewPasskey, NewPassword
from balai.record.verify_database import verify_database
from balai.rules import merkle
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.stance import Choice, Stance
from tests.factories import items_of, mark
from tests.kept_world import kept
from tests.records import signed
from tests.signing_in import A_PASSKEY, PASSWORD, an_invitation, just_after
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, make) as afresh:
        yield afresh


@pytest.fixture(autouse=True)
def world(made):
    return made()


def make():
    made = make_world()
    cast = made.cast
    prepare_position(
        items_of(made.published)[1],
        seat=cast.seats["marin"],
        stance=Stance.OBJECTION,
        opinion="Lay it over.",
        by=cast.ada,
        seen_version=items_of(made.published)[1].version,
    )
    mark(cast, "marin", items_of(made.published)[0], Stance.OBJECTION, opinion="Too dear.")
    mark(cast, "marin", items_of(made.published)[0], Stance.NO_OBJECTION)
    for name in ("marin", "pia"):
        cast_vote(made.voting, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    write_minutes(made.closed, {"en": "The heating failed."}, by=cast.sara)
    attach_dissent(items_of(made.done)[0], "Too dear for us.", seat=cast.seats["pia"], by=cast.pia)
    restriction = Restriction(
        Level.NAMED, "§ 1", clock.now() + timedelta(days=9), readers=frozenset({str(cast.kai.pk), str(cast.sara.pk)})
    )
    restrict_item(items_of(made.confirmed)[1], restriction, by=cast.sara)
    clear(cast.sara, level=Clearance.SECRET, by=cast.root)
    accept_invitation(an_invitation(cast.nils), NewPasskey(**A_PASSKEY))
    just_after(lambda: add_key(NewPassword(PASSWORD, str(generate_totp_secret())), by=cast.pia))
    link_identity(cast.nils, provider="state", subject="x", by=cast.root)
    shut_out(cast.olga, by=cast.root)
    signed()
    return made


def sql(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found():
    return verify_database().findings


def test_what_nobody_touched_is_found_sound(world):
    assert found() == ()
    assert not raised()


# what is done: (statement, the table that is named, what kind of finding)
TO_ROWS = {
    "somebody becomes an administrator": (
        "UPDATE people_person SET is_administrator = TRUE WHERE username = 'nils'",
        "people_person",
        "changed",
        "is_administrator",
    ),
    "somebody who was shut out is let in": (
        "UPDATE people_person SET is_active = TRUE WHERE username = 'olga'",
        "people_person",
        "changed",
        "is_active",
    ),
    "a password is given to somebody enrolled without any": (
        "UPDATE people_person SET password = 'pbkdf2_sha256$1$x$x' WHERE username = 'kai'",
        "people_person",
        "changed",
        "password",
    ),
    "another password takes the place of somebody's own": (
        "UPDATE people_person SET password = 'pbkdf2_sha256$1$x$x' WHERE username = 'pia'",
        "people_person",
        "changed",
        "password",
    ),
    "a password is taken away": (
        "UPDATE people_person SET password = '!' WHERE username = 'pia'",
        "people_person",
        "changed",
        "password",
    ),
    "a key is given to another person": (
        "UPDATE mfa_authenticator SET user_id = (SELECT id FROM people_person WHERE username = 'kai')"
        " WHERE type = 'webauthn'",
        "mfa_authenticator",
        "inserted",
        "",
    ),
    "an invitation of one's own is put into the table": (
        "INSERT INTO people_invitation (id, person_id, secret_hash, ends) SELECT person_id, (SELECT id FROM"
        " people_person WHERE username = 'kai'), 'x', '2100-01-01 00:00:00+00:00' FROM people_invitation",
        "people_invitation",
        "inserted",
        "",
    ),
    "an invitation is opened to another secret": (
        "UPDATE people_invitation SET secret_hash = 'x'",
        "people_invitation",
        "changed",
        "secret_hash",
    ),
    "a used invitation is made good again": (
        "UPDATE people_invitation SET used_at = NULL",
        "people_invitation",
        "changed",
        "used_at",
    ),
    "a key is deleted": ("DELETE FROM mfa_authenticator WHERE type = 'webauthn'", "mfa_authenticator", "missing", ""),
    "a subject of the state's provider becomes another person": (
        "UPDATE people_outsideidentity SET person_id = (SELECT id FROM people_person WHERE username = 'kai')",
        "people_outsideidentity",
        "changed",
        "person_id",
    ),
    "somebody is cleared": (
        "UPDATE people_clearance SET level = 4",
        "people_clearance",
        "changed",
        "level",
    ),
    "somebody is put on a list of readers": (
        "INSERT INTO agenda_agendaitem_readers (agendaitem_id, person_id) SELECT agendaitem_id, "
        "(SELECT id FROM people_person WHERE username = 'nils') FROM agenda_agendaitem_readers LIMIT 1",
        "agenda_agendaitem_readers",
        "inserted",
        "",
    ),
    "a restriction is lifted": (
        "UPDATE agenda_agendaitem SET access = 'public' WHERE access = 'named'",
        "agenda_agendaitem",
        "changed",
        "access",
    ),
    "a position is turned round": (
        "UPDATE agenda_position SET stance = 'objection' WHERE id = (SELECT MAX(id) FROM agenda_position)",
        "agenda_position",
        "changed",
        "stance",
    ),
    "an opinion is rewritten": (
        "UPDATE agenda_position SET opinion = 'I agree.' WHERE opinion = 'Too dear.'",
        "agenda_position",
        "changed",
        "opinion",
    ),
    "an earlier position is made the current one": (
        "UPDATE agenda_position SET current = FALSE WHERE id = (SELECT MAX(id) FROM agenda_position)",
        "agenda_position",
        "changed",
        "current",
    ),
    "a position is dated back": (
        "UPDATE agenda_position SET given_at = '2020-01-01 00:00:00+00:00' WHERE opinion = 'Too dear.'",
        "agenda_position",
        "changed",
        "given_at",
    ),
    "a position is given to another member": (
        "UPDATE agenda_position SET seat_id = (SELECT id FROM people_membership WHERE rank = 4)"
        " WHERE opinion = 'Too dear.'",
        "agenda_position",
        "inserted",
        "",
    ),
    "what an adviser prepared is turned round": (
        "UPDATE agenda_preparedposition SET stance = 'no_objection' WHERE opinion = 'Lay it over.'",
        "agenda_preparedposition",
        "changed",
        "stance",
    ),
    "something prepared is laid under another adviser's name": (
        "UPDATE agenda_preparedposition SET prepared_by_id = (SELECT id FROM people_person WHERE username = 'olga')",
        "agenda_preparedposition",
        "changed",
        "prepared_by_id",
    ),
    "something prepared is deleted": ("DELETE FROM agenda_preparedposition", "agenda_preparedposition", "", ""),
    "a mandate is prolonged": (
        "UPDATE people_mandate SET ends = '2030-01-01 00:00:00+00:00'",
        "people_mandate",
        "changed",
        "ends",
    ),
    "a mandate is turned to another seat": (
        "UPDATE people_mandate SET seat_id = (SELECT id FROM people_membership WHERE rank = 4)",
        "people_mandate",
        "changed",
        "seat_id",
    ),
    "a mandate is deleted": ("DELETE FROM people_mandate", "people_mandate", "missing", ""),
    "a position is deleted": ("DELETE FROM agenda_position WHERE opinion = 'Too dear.'", "agenda_position", "", ""),
    "a position is inserted": (
        "INSERT INTO agenda_position (item_id, seat_id, stance, opinion, item_version, given_by_id, given_at, current)"
        " SELECT item_id, (SELECT id FROM people_membership WHERE rank = 4), 'no_objection', '', item_version,"
        " given_by_id, given_at, TRUE FROM agenda_position WHERE id = (SELECT MAX(id) FROM agenda_position)",
        "agenda_position",
        "inserted",
        "",
    ),
    "a vote is turned round": (
        "UPDATE meetings_vote SET choice = 'against' WHERE id = (SELECT MIN(id) FROM meetings_vote)",
        "meetings_vote",
        "changed",
        "choice",
    ),
    "a vote is deleted": (
        "DELETE FROM meetings_vote WHERE id = (SELECT MIN(id) FROM meetings_vote)",
        "meetings_vote",
        "missing",
        "",
    ),
    "a vote is inserted": (
        "INSERT INTO meetings_vote (voting_id, seat_id, choice, cast_by_id, noted, at) SELECT voting_id,"
        " (SELECT id FROM people_membership WHERE rank = 4), 'against', cast_by_id, noted, at FROM meetings_vote"
        " WHERE id = (SELECT MIN(id) FROM meetings_vote)",
        "meetings_vote",
        "inserted",
        "",
    ),
    "a count is changed": ("UPDATE meetings_voting SET for_count = 9", "meetings_voting", "changed", "for_count"),
    "a decision is turned round": (
        "UPDATE decisions_decision SET outcome = 'rejected' WHERE sequence = 1",
        "decisions_decision",
        "changed",
        "outcome",
    ),
    "a decision's text is rewritten": (
        """UPDATE decisions_decision SET text = '{"en": "Other."}' WHERE sequence = 1""",
        "decisions_decision",
        "changed",
        "text",
    ),
    "a decided item is hidden": (
        "UPDATE agenda_agendaitem SET access = 'internal' WHERE stage = 'adopted'",
        "agenda_agendaitem",
        "changed",
        "access",
    ),
    "decisions are numbered otherwise": (
        "UPDATE decisions_decision SET sequence = sequence + 100",
        "decisions_decision",
        "changed",
        "sequence",
    ),
    "a decision is deleted": ("DELETE FROM decisions_decision WHERE sequence = 2", "decisions_decision", "missing", ""),
    "an item's stage is changed": (
        "UPDATE agenda_agendaitem SET stage = 'rejected' WHERE stage = 'adopted'",
        "agenda_agendaitem",
        "changed",
        "stage",
    ),
    "what an item asks for is changed": (
        """UPDATE agenda_agendaitem SET ask = '{"en": "Approve more."}' WHERE stage = 'adopted'""",
        "agenda_agendaitem",
        "changed",
        "ask",
    ),
    "a paper is rewritten": (
        """UPDATE agenda_paperversion SET text = '{"en": "Other."}'""",
        "agenda_paperversion",
        "changed",
        "text",
    ),
    "an agenda is rewritten": (
        "UPDATE agenda_agendaversion SET lines = '[]' WHERE id = (SELECT MIN(id) FROM agenda_agendaversion)",
        "agenda_agendaversion",
        "changed",
        "lines",
    ),
    "the close of positions is moved": (
        "UPDATE agenda_meeting SET positions_close_at = '2030-01-01 00:00:00+00:00'",
        "agenda_meeting",
        "changed",
        "positions_close_at",
    ),
    "a closed meeting is opened": (
        "UPDATE agenda_meeting SET state = 'open' WHERE state = 'closed'",
        "agenda_meeting",
        "changed",
        "state",
    ),
    "somebody absent was there": (
        "UPDATE meetings_attendance SET presence = 'remote'",
        "meetings_attendance",
        "changed",
        "presence",
    ),
    "a speaker is made a member": (
        "UPDATE people_membership SET role = 'member' WHERE role = 'speaker'",
        "people_membership",
        "changed",
        "role",
    ),
    "a seat is given to somebody else": (
        "UPDATE people_membership SET person_id = (SELECT id FROM people_person WHERE username = 'olga')"
        " WHERE role = 'secretary'",
        "people_membership",
        "changed",
        "person_id",
    ),
    "a substitute is named otherwise": (
        "UPDATE people_substitution SET substitute_id = (SELECT id FROM people_person WHERE username = 'olga')",
        "people_substitution",
        "changed",
        "substitute_id",
    ),
    "the rules of procedure are rewritten": (
        "UPDATE people_body SET rules_text = 'name = 1' WHERE slug = 'cabinet'",
        "people_body",
        "changed",
        "rules_text",
    ),
    "confirmed minutes are rewritten": (
        "UPDATE minutes_minutes SET confirmed = circulated, circulated = '{}' WHERE confirmed_at IS NOT NULL",
        "minutes_minutes",
        "changed",
        "circulated",
    ),
    "minutes are unconfirmed": (
        "UPDATE minutes_minutes SET confirmed = NULL, confirmed_at = NULL",
        "minutes_minutes",
        "changed",
        "confirmed",
    ),
    "an objection to the minutes is taken away": ("DELETE FROM minutes_objection", "minutes_objection", "missing", ""),
    "a remark is rewritten": (
        """UPDATE minutes_remark SET text = '{"en": "It was warm."}'""",
        "minutes_remark",
        "changed",
        "text",
    ),
    "a dissent is rewritten": ("UPDATE minutes_dissent SET text = 'Agreed.'", "minutes_dissent", "changed", "text"),
    "a speech is given to another member": (
        "UPDATE meetings_speech SET person_id = (SELECT id FROM people_person WHERE username = 'kai')",
        "meetings_speech",
        "changed",
        "person_id",
    ),
    "who waits for the floor is taken off": (
        "DELETE FROM meetings_speech WHERE began_at IS NULL",
        "meetings_speech",
        "missing",
        "",
    ),
    "a goal is lowered": ("UPDATE programme_goal SET target = 1", "programme_goal", "changed", "target"),
}


@pytest.mark.parametrize("what", TO_ROWS)
def test_a_row_that_binds_is_found_altered(world, what):
    statement, table, kind, field = TO_ROWS[what]
    sql(statement)
    named = [one for one in found() if one.place.startswith(f"{table} ")]
    assert any(one.kind == kind or not kind for one in named), found()
    assert any(field in one.text for one in named)
    assert [one.event for one in raised()] == [Event.ALTERED]


# what is done to the ninth entry
TO_ENTRIES = {
    "what an entry says is changed": (
        "UPDATE ledger_entry SET canonical = replace(canonical, 'act', 'Act')",
        "changed",
    ),
    "its leaf is changed": ("UPDATE ledger_entry SET leaf = replace(leaf, 'entry', 'Entry')", "changed"),
    "its seal is changed": ("UPDATE ledger_entry SET seal = peaks", "changed"),
    "its content is changed": ("UPDATE ledger_entry SET content = '{}'", "changed"),
    "its content is half taken away": ("UPDATE ledger_entry SET salt = NULL", "changed"),
    "its act is changed": ("UPDATE ledger_entry SET act = 'made.up'", "changed"),
    "its time is changed": ("UPDATE ledger_entry SET at = '2020-01-01 00:00:00+00:00'", "changed"),
    "what it is about is changed": ("UPDATE ledger_entry SET about_id = 'x'", "changed"),
    "its place in the tree is changed": ("UPDATE ledger_entry SET peaks = completed", "changed"),
    "it is deleted": ("DELETE FROM ledger_entry", "missing"),
}


@pytest.mark.parametrize("what", TO_ENTRIES)
def test_an_entry_is_found_altered(world, what):
    statement, kind = TO_ENTRIES[what]
    sql(f'{statement} WHERE "index" = 9')
    named = [one for one in found() if one.place == "ledger_entry 9" and one.kind == kind]
    assert named, found()


def test_a_binding_content_that_was_taken_away_is_named(world):
    """Where it was closed lawfully, an entry says so (balai/personal/tests/test_erasure.py)."""
    marked = Entry.objects.filter(act="agenda.position.marked")[0]
    sql("UPDATE ledger_entry SET content = NULL, salt = NULL WHERE act = 'agenda.position.marked'")
    assert f"ledger_entry {marked.index}" in [one.place for one in found() if one.kind == "erased"]


def test_two_entries_that_changed_places_are_named(world):
    sql(
        'UPDATE ledger_entry SET "index" = 1000 WHERE "index" = 9',
        'UPDATE ledger_entry SET "index" = 9 WHERE "index" = 10',
        'UPDATE ledger_entry SET "index" = 10 WHERE "index" = 1000',
    )
    assert {"ledger_entry 9", "ledger_entry 10"} <= {one.place for one in found()}


def test_an_entry_inserted_between_others_is_named(world):
    """Everything behind it moves up by one."""
    sql(
        'UPDATE ledger_entry SET "index" = "index" + 100000 WHERE "index" >= 9',
        'UPDATE ledger_entry SET "index" = "index" - 99999 WHERE "index" >= 100000',
    )
    entry = Entry.objects.get(index=10)
    entry.pk = 9
    entry.save(force_insert=True)
    assert found()[0].place in ("ledger_entry 9", "ledger_entry 10")


def test_the_last_entries_cut_off_are_missed(world):
    size = tree.size()
    sql('DELETE FROM ledger_entry WHERE "index" >= (SELECT MAX("index") - 3 FROM ledger_entry)')
    contradicted = [one for one in found() if one.kind == "contradicted"]
    assert {one.place for one in contradicted} == {f"ledger_checkpoint {size}", "the key's memory"}


def rewrite(index, change):
    """Whoever has all rights rewrites an entry, its commitments, and every hash of the tree behind it."""
    entries = list(Entry.objects.all())
    entry = entries[index]
    old = commitment(bytes(entry.salt), entry.content)
    entry.content = change(entry.content)
    entry.canonical = entry.canonical.replace(old, commitment(bytes(entry.salt), entry.content))
    entry.leaf = leaf_of(bytes(entry.seal), entry.canonical)
    peaks = b""
    for place, one in enumerate(entries):
        one.completed, peaks = tree.grown(place, peaks, merkle.leaf_hash(one.leaf.encode()))
        one.peaks = peaks
    Entry.objects.bulk_update(entries, ["content", "canonical", "leaf", "completed", "peaks"])


def test_a_vote_rewritten_everywhere_contradicts_what_was_signed(world):
    entry = Entry.objects.filter(act="meetings.vote.cast").order_by("-index")[0]
    rewrite(entry.index, lambda content: content.replace('"for"', '"against"'))
    sql("UPDATE meetings_vote SET choice = 'against' WHERE id = (SELECT MAX(id) FROM meetings_vote)")
    findings = found()
    assert {one.kind for one in findings} == {"contradicted"}
    assert any("not those that were signed" in one.text for one in findings)


def test_the_checkpoint_signed_before_the_change_narrows_down_where_it_was(world):
    before = tree.size()
    mark(world.cast, "tomas", items_of(world.published)[1])
    after = signed().size
    rewrite(after - 1, lambda content: content.replace("no_objection", "objection"))
    named = [one for one in found() if one.place == f"ledger_checkpoint {after}"]
    assert [one.entry for one in named] == [before]


def test_checkpoints_rewritten_without_the_key_are_found(world):
    sql("UPDATE ledger_checkpoint SET note = replace(note, 'record', 'recorb')")
    assert any(one.place.startswith("ledger_checkpoint") for one in found())


def test_checkpoints_deleted_with_the_entries_leave_the_memory_of_the_key(world):
    sql("DELETE FROM ledger_cosignature", "DELETE FROM ledger_checkpoint", "DELETE FROM ledger_entry")
    assert [one.place for one in found() if one.kind == "contradicted"] == ["the key's memory"]


def test_a_key_made_by_an_invitation_that_nobody_made_is_found_although_the_invitation_is_gone(world):
    kai = world.cast.kai
    planted = Invitation.objects.create(person=kai, secret_hash="x", ends=clock.now() + timedelta(days=1))
    accept_invitation(planted, NewPasskey(**A_PASSKEY))
    sql("DELETE FROM people_invitation WHERE secret_hash = 'x'")
    accepted = Entry.objects.filter(act="people.invitation.accepted").latest("index")
    assert [(one.kind, one.entry) for one in found()] == [("unreadable", accepted.index)]
