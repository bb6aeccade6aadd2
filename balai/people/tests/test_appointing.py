"""Bodies, organisations, persons and seats are entered by the administrator; substitutes are named by the rules."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.actions.mark_position import mark_position
from balai.ledger.log import content_of
from balai.ledger.models import Entry
from balai.people.actions.add_key import add_key
from balai.people.actions.appoint import appoint
from balai.people.actions.choose_language import choose_language
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.enrol import enrol
from balai.people.actions.found_body import found_body
from balai.people.actions.found_organization import found_organization
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.place_under import place_under
from balai.people.models import Body, Membership, Organization, Person, Role, Substitution
from balai.people.sign_in.keys import NewPassword
from balai.people.sign_in.sure import Sure, acting_with
from balai.rules.assurance import Assurance
from balai.rules.procedure import RulesError, preset_text
from balai.rules.stance import Stance
from balai.verdict import Ground, Refused
from tests.factories import items_of, make_cast, make_meeting
from tests.refusals import refused

pytestmark = pytest.mark.django_db
PRESETS = ("estonia", "latvia", "latvia_state_secretaries", "indonesia", "council")


@pytest.fixture
def cast():
    return make_cast()


ACTS = {
    "found a body": lambda cast, by: found_body(
        "other", name={"en": "Other"}, country="EE", level="national", rules_text=preset_text("estonia"), by=by
    ),
    "enter an organisation": lambda cast, by: found_organization(
        cast.body, key="new", name={"en": "New"}, label={"en": "New"}, by=by
    ),
    "place a body": lambda cast, by: place_under(cast.body, cast.other_body, by=by),
    "enrol": lambda cast, by: enrol("newcomer", name="New Comer", by=by),
    "appoint": lambda cast, by: appoint(cast.olga, body=cast.body, role=Role.MEMBER, by=by),
    "end a membership": lambda cast, by: end_membership(cast.seats["pia"], by=by),
}


def state():
    return [list(model.objects.order_by("pk").values()) for model in (Body, Organization, Person, Membership, Entry)]


@pytest.mark.parametrize("act", ACTS)
def test_the_administrator_does_it_and_it_stands_in_the_record(cast, act):
    before = Entry.objects.count()
    ACTS[act](cast, cast.root)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", ["kai", "sara", "marin"])
def test_nobody_else_does_and_nothing_changes(cast, act, name):
    before = state()
    with pytest.raises(Refused, match="Only the administrator"):
        ACTS[act](cast, cast.people[name])
    assert state() == before


def test_the_administrator_reads_nothing_by_being_one(cast, client_of):
    meeting = make_meeting(cast, 1, state="confirmed")
    for path in (f"/meetings/{meeting.pk}/agenda/", f"/meetings/{meeting.pk}/chair/", "/programme/of/cabinet/"):
        assert client_of(cast.root).get(path).status_code == 404


def test_a_body_without_sound_rules_is_not_founded(cast):
    before = state()
    with pytest.raises(RulesError, match="rules of broken"):
        found_body(
            "broken", name={"en": "B"}, country="EE", level="national", rules_text="[quorum]\nrule = 1", by=cast.root
        )
    assert state() == before


@pytest.mark.parametrize("rules", PRESETS)
def test_a_body_is_founded_on_every_preset(cast, rules):
    body = found_body(
        "other", name={"en": "Other"}, country="EE", level="national", rules_text=preset_text(rules), by=cast.root
    )
    assert body.rules == Body.objects.get(slug="other").rules


def test_nobody_has_the_same_seat_twice_at_once(cast):
    with pytest.raises(Refused, match="holds this seat already"):
        appoint(cast.marin, body=cast.body, role=Role.MEMBER, by=cast.root)
    end_membership(cast.seats["marin"], by=cast.root)
    assert appoint(cast.marin, body=cast.body, role=Role.MEMBER, by=cast.root)


def test_without_a_password_nobody_signs_in_by_one(cast, client):
    person = enrol("newcomer", name="New Comer", by=cast.root)
    assert not person.has_usable_password()
    assert client.login(username="newcomer", password="") is False


def test_a_password_does_not_stand_in_the_record_nor_does_its_hash(cast):
    person = enrol("newcomer", name="New Comer", by=cast.root)
    with acting_with(Sure(Assurance.PASSKEY, clock.now())):
        add_key(NewPassword("a long and good one", "JBSWY3DPEHPK3PXP"), by=person)
    entry = Entry.objects.get(index=Entry.objects.count() - 1)
    assert set(content_of(entry) or ()) == {"kind", "assurance", "print", "password"}
    written = f"{entry.canonical}{entry.content}{entry.apart}"
    assert not any(secret in written for secret in ("a long and good one", person.password, "JBSWY3DPEHPK3PXP"))


# Substitutes --------------------------------------------------------------------------------------------------------

#                            member for member, outsider for member, member for chair, outsider for chair
WHO = {
    "estonia": (True, False, True, False),
    "latvia": (True, False, True, False),
    "latvia_state_secretaries": (False, True, False, True),
    "indonesia": (False, True, True, False),
    "council": (False, True, True, False),
}


@pytest.mark.parametrize("rules", PRESETS)
@pytest.mark.parametrize(
    ("place", "absent", "substitute"),
    [(0, "marin", "pia"), (1, "marin", "olga"), (2, "kai", "pia"), (3, "kai", "olga")],
)
def test_who_may_stand_in_is_for_the_rules_to_say(rules, place, absent, substitute):
    cast = make_cast(rules)
    if WHO[rules][place]:
        assert named(cast, absent, substitute)
    else:
        with pytest.raises(Refused) as refused:
            named(cast, absent, substitute)
        assert refused.value.verdict.rule == cast.body.rules.substitution.rule
        assert not Substitution.objects.exists()


def named(cast, absent="marin", substitute="pia", by="sara", days=(-1, 1)):
    starts, ends = (clock.now() + timedelta(days=one) for one in days)
    return name_substitute(
        cast.seats[absent], substitute=cast.people[substitute], starts=starts, ends=ends, by=cast.people[by]
    )


@pytest.mark.parametrize(
    ("by", "may"), [("marin", True), ("kai", True), ("sara", True), ("pia", False), ("nils", False), ("olga", False)]
)
def test_the_absent_member_the_chair_or_the_secretary_names_and_ends(cast, by, may):
    if may:
        end_substitution(named(cast, by=by), by=cast.people[by])
        assert Substitution.objects.get().ended_at
        return
    with pytest.raises(Refused, match="Only the absent member"):
        named(cast, by=by)
    substitution = named(cast)
    with pytest.raises(Refused, match="Only the absent member"):
        end_substitution(substitution, by=cast.people[by] if by != "pia" else cast.tomas)
    assert Substitution.objects.get().ended_at is None


def test_nobody_stands_in_for_themselves(cast):
    with pytest.raises(Refused, match="Nobody stands in for themselves") as refused:
        named(cast, substitute="marin")
    assert refused.value.verdict.ground == Ground.INPUT


def test_a_substitution_ends_after_it_begins(cast):
    with pytest.raises(Refused, match="The end lies before the beginning") as refused:
        named(cast, days=(2, 1))
    assert refused.value.verdict.ground == Ground.INPUT
    assert not Substitution.objects.exists()


def test_who_stands_in_answers_for_the_seat_while_they_do_and_no_longer(cast):
    first, second = items_of(make_meeting(cast, 2))
    substitution = named(cast)

    def answer(item):
        return mark_position(
            item, seat=cast.seats["marin"], stance=Stance.NO_OBJECTION, by=cast.pia, seen_version=item.version
        )

    given = answer(first)
    assert (given.seat, given.given_by) == (cast.seats["marin"], cast.pia)
    end_substitution(substitution, by=cast.sara)
    for item in (first, second):
        item.meeting.body.refresh_from_db()
    with pytest.raises(Refused):
        answer(second)
    given.refresh_from_db()
    assert given.current, "what was done while standing in stands"


def test_a_language_is_one_of_ours(cast):
    before = Entry.objects.count()
    choose_language("id", by=cast.marin)
    with pytest.raises(Refused, match="no such language"):
        choose_language("tlh", by=cast.marin)
    assert Person.objects.get(pk=cast.marin.pk).language == "id"
    assert Entry.objects.count() == before, "which language somebody reads is nobody else's business"


def test_no_body_stands_under_itself_however_many_steps_up(cast):
    place_under(cast.body, cast.other_body, by=cast.root)
    for body, parent in ((cast.body, cast.body), (cast.other_body, cast.body)):
        with refused("A body does not stand under itself, nor under one that stands under it.", ground=Ground.INPUT):
            place_under(body, parent, by=cast.root)
    assert place_under(cast.body, None, by=cast.root).parent is None
