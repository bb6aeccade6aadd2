"""The register is complete: a new table or field that nobody has classified fails here."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from balai.ledger.closing import BY_TIME, PARTS, PRUNED, WHOLE
from balai.people.models import Person
from balai.personal.actions.prune import beyond_their_time
from balai.personal.kinds import KINDS, End
from balai.personal.register import NONE, TABLES, emptied
from balai.record.reconcile import TABLES as RECONCILED
from balai.record.reconcile.sign_in import Keys, OutsideIdentities, Persons
from tools.personal_data import PAGE, text

MODELS = {one._meta.label: one for one in apps.get_models(include_auto_created=True)}
HOW = "classify it in balai/personal/register.py, then run: make personal-data"
BY_TABLE = pytest.mark.parametrize("label", sorted(TABLES))


def fields_of(label):
    options = MODELS[label]._meta
    return {one.name for one in (*options.fields, *options.many_to_many)}


def test_every_table_is_in_the_register_and_every_row_is_a_table():
    assert set(MODELS) - set(TABLES) == set(), HOW
    assert set(TABLES) - set(MODELS) == set()


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_field_is_classified(label):
    assert fields_of(label) - set(TABLES[label].fields) == set(), HOW
    assert set(TABLES[label].fields) - fields_of(label) == set()


@BY_TABLE
def test_every_kind_is_one_that_people_reviewed(label):
    assert set(TABLES[label].fields.values()) <= {*KINDS, NONE}


@BY_TABLE
def test_what_points_to_a_person_is_personal(label):
    """A foreign key to a person, a list of persons, and a number of a person cannot pass as about nobody."""
    for listed in MODELS[label]._meta.many_to_many:
        assert listed.related_model is not Person or TABLES[label].fields[listed.name] != NONE, f"{label}.{listed.name}"
    for one in MODELS[label]._meta.fields:
        if one.related_model is Person or one.name == "person_id":
            assert TABLES[label].fields[one.name] != NONE, f"{label}.{one.name}"
            assert TABLES[label].whose, f"{label}: by which way a row finds its person"


@BY_TABLE
def test_the_ways_to_the_person_can_be_asked(label):
    for way in TABLES[label].whose:
        assert str(MODELS[label]._default_manager.filter(**{way: Person().pk}).query)


@BY_TABLE
def test_a_row_goes_as_a_whole_only_where_all_of_it_is_erased(label):
    table = TABLES[label]
    if table.go:
        assert set(table.of_kind(End.ERASED)) == {name for name, kind in table.fields.items() if kind != NONE}


@BY_TABLE
def test_who_wrote_a_text_is_known(label):
    table = TABLES[label]
    if "texts" in table.fields.values():
        assert MODELS[label]._meta.get_field(table.author).related_model is Person


def test_what_is_erased_of_a_row_that_stays_can_be_emptied():
    stays = [(label, table) for label, table in TABLES.items() if table.whose and not table.go]
    found = {f"{label}.{name}" for label, table in stays for name in table.of_kind(End.ERASED)}
    assert {one for one in found if not one.startswith("people.Person.")} == set()
    for name in ("email", "language", "item_order", "last_login"):
        assert emptied(Person, name) in ("", "en", "for_me", None)
    with pytest.raises(FieldDoesNotExist):
        emptied(Person, "made_up")


def test_every_time_is_kept_by_pruning():
    """What has days is pruned, and nothing else is; sign-ins are contents of the record, not rows."""
    pruned = {kind for label in beyond_their_time() for kind in TABLES[label].fields.values()} - {NONE, "secrets"}
    assert pruned | {"sign_ins"} == {key for key, kind in KINDS.items() if kind.days}


def test_nothing_that_binds_can_be_closed():
    binding = {act for table in RECONCILED for act in table().told}
    of_sign_in = {act for table in (Persons, Keys, OutsideIdentities) for act in table().told}
    assert binding & BY_TIME == set()
    assert PRUNED not in binding
    assert binding & WHOLE <= of_sign_in, "compared until the keys go with their person"
    assert set(PARTS) & binding == {
        "agenda.position.marked",
        "agenda.position.prepared",
        "agenda.member.recused",
        "people.person.enrolled",
    }


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == text(), "make personal-data"
