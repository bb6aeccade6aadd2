"""Split rights in a real PostgreSQL: the serving account carries meetings and cannot touch the record."""

import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from balai.cli import main
from balai.database.rights import KEPT, excess, faults, rights_of_tables, statements
from balai.ledger.models import Checkpoint, Entry
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_answer import note_answer
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.models import RollCall
from balai.people.models import Body
from balai.personal.actions.erase import erase
from balai.personal.policy import ErasureOrder
from balai.personal.tests.leaving import leave, make_leaving
from balai.record.reconcile import TABLES, reconcile
from balai.rules.stance import Choice
from balai.rules.voting import Form, RepeatGround
from tests.checked_pages import CheckingClient
from tests.factories import items_of, make_cast, make_meeting
from tests.minutes import confirmed_meeting
from tests.records import signed
from tests.signing_in import by_password, code_of, with_password
from tests.sitting import begin, open_item
from tests.world import make_world

pytestmark = pytest.mark.django_db
ROLE = "balai_serving_in_a_test"
on_postgresql = pytest.mark.postgresql_only


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def serving() -> Iterator[None]:
    """The test goes on as the serving account; the role goes with the test's transaction."""
    run(f"CREATE ROLE {ROLE}")
    for statement in statements(ROLE):
        run(statement)
    run(f"SET LOCAL ROLE {ROLE}")
    yield
    run("RESET ROLE")


def world_with_other_rules():
    """The world of the access tables changes the rules of its body by hand, which no action does: once it may."""
    run("RESET ROLE")
    run(f"GRANT UPDATE (rules_text) ON people_body TO {ROLE}")
    run(f"SET LOCAL ROLE {ROLE}")
    world = make_world()
    run("RESET ROLE")
    run(f"REVOKE UPDATE (rules_text) ON people_body FROM {ROLE}")
    run(f"SET LOCAL ROLE {ROLE}")
    return world


def refused(sql, *values):
    """The database itself refuses, for want of a right."""
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        run(sql, *values)


@on_postgresql
def test_the_serving_account_does_everything_that_the_house_does(serving):
    """One of everything, by the actions: drafts, votes, decisions, minutes, goals, mandates, the signed record."""
    world = world_with_other_rules()
    confirmed_meeting(world.cast)
    signed()
    assert run("SELECT current_user") == [(ROLE,)]
    assert Entry.objects.count() > 100
    assert Checkpoint.objects.exists()
    assert [one for one in reconcile() if not one.place.startswith("people_body")] == []  # the rules changed by hand


@on_postgresql
def test_votes_of_every_form_are_taken_broken_off_and_repeated_under_it(request):
    cast = make_cast()
    text = '\n[secret_ballot]\nrule = "§"\nkinds = ["other"]\nobligatory = false\nengine = "plain"\nleast_votes = 3\n'
    any_kind = re.sub(r"(?m)^allowed = \[[^]]*\]", "allowed = []", cast.body.rules_text)
    Body.objects.filter(pk=cast.body.pk).update(rules_text=any_kind + text)  # no action does it
    request.getfixturevalue("serving")
    item = open_item(cast, items_of(begin(cast, make_meeting(cast, 3)))[1])
    called = open_voting(item, form=Form.ROLL_CALL, by=cast.kai)
    for choice in (Choice.FOR, Choice.AGAINST, None):
        note_answer(
            called, seat=RollCall.objects.filter(voting=called).earliest("place").seat, choice=choice, by=cast.sara
        )
    break_off_voting(called, because="The question was unclear.", by=cast.kai)
    secret = open_voting(item, form=Form.SECRET, by=cast.kai)
    for name in ("kai", "marin", "pia"):
        cast_secret_vote(secret, seat=cast.seats[name], choice=Choice.FOR, by=cast.people[name])
    counted = close_voting(secret, by=cast.kai)
    again = repeat_voting(counted, ground=RepeatGround.ERROR, because="Tomas had no tablet.", by=cast.kai)
    for name in ("kai", "marin", "pia"):
        cast_secret_vote(again, seat=cast.seats[name], choice=Choice.AGAINST, by=cast.people[name])
    break_off_voting(again, because="It was late.", by=cast.kai)
    named = open_voting(item, by=cast.kai)
    for choice in (Choice.FOR, Choice.AGAINST):
        cast_vote(named, seat=cast.seats["pia"], choice=choice, by=cast.pia)
    close_voting(named, by=cast.kai)
    assert [one.kind for one in reconcile() if not one.place.startswith("people_body")] == []


@on_postgresql
def test_people_sign_in_and_are_erased_under_it(serving):
    left = make_leaving()
    secret = with_password(left.cast.marin)
    client = CheckingClient()
    by_password(client, "marin")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert client.get("/desk/").status_code == 200
    gone = leave(left)
    erase(gone.ana, ErasureOrder("They asked for it.", ground="c", name=True, texts=True), by=gone.cast.root)
    gone.ana.refresh_from_db()
    assert gone.ana.name.startswith("Former member")


@on_postgresql
@pytest.mark.parametrize("label", sorted(KEPT))
def test_a_table_of_the_record_is_not_emptied_rewritten_or_altered(serving, label):
    model = apps.get_model(label)
    table, kept = model._meta.db_table, KEPT[label]
    changed = {model._meta.get_field(name).column for name in kept.changes.split()}
    for field in model._meta.local_concrete_fields:
        column = connection.ops.quote_name(field.column)
        if field.column in changed:
            run(f"UPDATE {table} SET {column} = {column}")  # noqa: S608
        else:
            refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608
    if not kept.goes:
        refused(f"DELETE FROM {table}")  # noqa: S608
    refused(f"TRUNCATE {table} CASCADE")
    refused(f"ALTER TABLE {table} ADD COLUMN more text")
    refused(f"DROP TABLE {table} CASCADE")
    refused(
        f"CREATE TRIGGER t BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    )


@on_postgresql
def test_an_entry_and_a_vote_stand_whatever_the_account_tries(serving):
    world = world_with_other_rules()
    signed()
    entry = Entry.objects.latest("index")
    refused("UPDATE ledger_entry SET canonical = %s", "{}")
    refused("UPDATE ledger_entry SET leaf = %s", "{}")
    refused("DELETE FROM ledger_entry WHERE index = %s", entry.index)
    refused("UPDATE ledger_checkpoint SET note = %s", "other")
    refused("UPDATE decisions_decision SET text = %s", "{}")
    refused("UPDATE people_body SET rules_text = ''")
    refused("UPDATE people_membership SET role = 'chair'")
    refused("UPDATE people_person SET is_administrator = true")
    refused("UPDATE meetings_vote SET seat_id = seat_id WHERE voting_id = %s", world.voting.pk)
    refused("DELETE FROM meetings_voting WHERE id = %s", world.voting.pk)
    for table in ("meetings_vote", "meetings_attendance", "decisions_decision"):
        refused(f"DELETE FROM {table}")  # noqa: S608
    refused("UPDATE django_migrations SET name = 'x'")
    refused("CREATE TABLE more (id int)")
    refused("CREATE SCHEMA more")
    refused("ALTER ROLE current_user SUPERUSER")
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.canonical, kept.leaf) == (entry.canonical, entry.leaf)


@on_postgresql
def test_what_the_account_may_do_too_much_is_named():
    run(f"CREATE ROLE {ROLE}")
    for statement in statements(ROLE):
        run(statement)
    assert excess(ROLE) == []
    run(f"GRANT DELETE, UPDATE (leaf), TRUNCATE ON ledger_entry TO {ROLE}")
    run(f"GRANT CREATE ON SCHEMA public TO {ROLE}")
    assert set(excess(ROLE)) == {
        "It may create tables.",
        "It has TRUNCATE on ledger_entry.",
        "It has DELETE on ledger_entry.",
        "It may change ledger_entry.leaf.",
    }
    for statement in statements(ROLE):  # again, as after a migration: what was too much goes
        run(statement)
    assert excess(ROLE) == []


@on_postgresql
def test_an_owner_and_a_superuser_are_bound_by_nothing_and_the_start_says_so():
    assert "superuser" in excess("postgres")[0]
    assert "check" in faults()[0]
    run(f"CREATE ROLE {ROLE}")
    run(f"ALTER TABLE ledger_entry OWNER TO {ROLE}")
    assert "owns tables (ledger_entry)" in excess(ROLE)[0]
    assert "no account" in excess("nobody_at_all")[0]


@on_postgresql
def test_the_commands():
    run(f"CREATE ROLE {ROLE}")
    printed = CliRunner().invoke(main, ["database", "rights", ROLE])
    assert f'GRANT SELECT, INSERT ON TABLE "agenda_agendaversion" TO "{ROLE}";' in printed.stdout.splitlines()
    assert run("SELECT has_table_privilege(%s, 'decisions_decision', 'SELECT')", ROLE) == [(False,)]  # only printed
    done = CliRunner().invoke(main, ["database", "rights", ROLE, "--apply"])
    assert (done.exit_code, "cannot change the record" in done.output) == (0, True)
    run(f"SET LOCAL ROLE {ROLE}")
    assert CliRunner().invoke(main, ["database", "check"]).exit_code == 0
    assert faults() == []
    run("RESET ROLE")
    assert CliRunner().invoke(main, ["database", "check"]).exit_code == 1
    assert "superuser" in CliRunner().invoke(main, ["database", "rights", "postgres", "--apply"]).output


@pytest.mark.sqlite_only
def test_sqlite_has_no_accounts_and_that_is_said():
    done = CliRunner().invoke(main, ["database", "check"])
    assert done.exit_code == 1
    assert "SQLite has no accounts" in done.output
    assert faults() == []


def test_every_table_that_is_compared_with_the_record_is_decided_on():
    """Kept, or named here with the reason why the serving account changes it as it likes."""
    changed_freely = {
        "people.OutsideIdentity",  # goes when it is unlinked or its person is erased
        "people.Invitation",
        "people.Clearance",  # given anew each time
        "mfa.Authenticator",  # counters of use, sealing anew
        "agenda.AgendaItem",  # nearly every column moves with the item's life
        "agenda.Paper",
        "meetings.ClosedSpeakingList",  # a row that comes and goes
        "programme.Goal",
        "programme.Measurement",
        "programme.Task",
    }
    compared = {table.model._meta.label for table in TABLES if hasattr(table, "model")}
    assert compared
    assert {label for label in compared if not label.endswith("_readers")} - set(KEPT) <= changed_freely
    assert set(rights_of_tables()) >= {"ledger_entry", "django_migrations", "people_devicesession"}
