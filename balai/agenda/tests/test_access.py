"""Restricting items and papers: who may, what is refused, what follows for everybody else."""

from datetime import timedelta

import pytest

from balai import clock
from balai.agenda.access import shown_to
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.mark_rest import mark_rest
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.restrict import restrict_item, restrict_paper
from balai.agenda.models import PaperKind, Position, Reading, Stage
from balai.agenda.picture import picture
from balai.agenda.queries import meeting_for, member_agenda
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.open_voting import open_voting
from balai.people.actions.clear import clear
from balai.people.actions.enrol import enrol
from balai.people.actions.name_substitute import name_substitute
from balai.people.models import Body, Membership
from balai.people.standing import standing
from balai.record.reconcile import reconcile
from balai.rules.access import Clearance, Level, Restriction, Shown
from balai.rules.stance import Choice, Stance
from balai.verdict import Ground, Refused
from tests.factories import Cast, items_of, make_meeting, mark
from tests.refusals import refused
from tests.sitting import begun_meeting, open_item

pytestmark = pytest.mark.django_db
RULE = "AvTS § 35"
GROUND = "RSVS § 7"


def later(days: int = 300):
    return clock.now() + timedelta(days=days)


def restricted(clearance: Clearance = Clearance.SECRET) -> Restriction:
    return Restriction(Level.RESTRICTED, GROUND, later(), clearance)


def named(cast: Cast, *names: str) -> Restriction:
    readers = frozenset(str(cast.people[name].pk) for name in names)
    return Restriction(Level.NAMED, GROUND, later(), readers=readers)


def by_clearance(cast: Cast, inside: str = "title") -> None:
    """The body's rules ask its members for a clearance too; kai and sara have it."""
    text = cast.body.rules_text.replace("members_by_office = true", "members_by_office = false")
    cast.body.rules_text = text.replace('inside = "title"', f'inside = "{inside}"')
    Body.objects.filter(pk=cast.body.pk).update(rules_text=cast.body.rules_text)
    for name in ("kai", "sara"):
        clear(cast.people[name], level=Clearance.SECRET, by=cast.root)
        cast.people[name].refresh_from_db()


def numbers_for(cast: Cast, name: str, meeting) -> list[str]:
    found, who = meeting_for(cast.people[name], meeting.pk)
    return [row.item.number for row in member_agenda(found, who, order="official").rows]


def test_only_the_secretariat_restricts(cast, item):
    for name in ("marin", "nils", "olga"):
        with refused("Only the secretary or the chair restricts access.", RULE, Ground.PERMISSION):
            restrict_item(item, named(cast, "kai", "sara"), by=cast.people[name])
    restrict_item(item, named(cast, "kai", "sara"), by=cast.kai)
    item.refresh_from_db()
    assert item.access == Level.NAMED


@pytest.mark.parametrize(
    ("restriction", "sentence"),
    [
        (lambda c: Restriction(Level.INTERNAL, "", later()), "A restriction names its ground in law."),
        (lambda c: Restriction(Level.INTERNAL, GROUND, later(-1)), "The end of the restriction lies in the past."),
        (lambda c: Restriction(Level.INTERNAL, GROUND, later(6 * 366)), "A restriction lasts 5 years at most."),
        (lambda c: Restriction(Level.EMBARGOED), "An embargo says until when it lasts."),
        (lambda c: Restriction(Level.NAMED, GROUND, later()), "Name who may read it."),
        (lambda c: named(c, "sara", "kai", "olga"), "Only people with a seat in this body can be named as readers."),
        (lambda c: named(c, "kai"), "You would not be able to read it yourself"),
        (lambda c: named(c, "sara"), "The chair would not be able to read it"),
    ],
)
def test_what_makes_a_restriction_unlawful_is_said_and_nothing_changes(cast, item, restriction, sentence):
    with refused(sentence, RULE, Ground.INPUT):
        restrict_item(item, restriction(cast), by=cast.sara)
    draft = make_meeting(cast, 1, state="draft")
    with refused(sentence, RULE, Ground.INPUT):
        add_item(draft, ItemDraft({"en": "New"}, access=restriction(cast)), by=cast.sara)


def test_the_same_restriction_again_is_nothing(cast, item):
    restriction = named(cast, "kai", "sara")
    restrict_item(item, restriction, by=cast.sara)
    item.refresh_from_db()
    stamp = item.stamp
    restrict_item(item, restriction, by=cast.sara)
    item.refresh_from_db()
    assert item.stamp == stamp


def test_who_may_not_read_an_item_does_nothing_with_it(cast, item):
    restrict_item(item, named(cast, "kai", "sara"), by=cast.sara)
    item.refresh_from_db()
    with refused(f"Access to this item is restricted: {GROUND}.", RULE, Ground.PERMISSION):
        mark(cast, "marin", item)
    mark(cast, "kai", item)


def test_a_secretary_without_clearance_cannot_edit_what_they_cannot_read(cast, item):
    by_clearance(cast)
    restrict_item(item, restricted(), by=cast.sara)
    clear(cast.sara, level=Clearance.NONE, by=cast.root)
    cast.sara.refresh_from_db()
    with pytest.raises(Refused, match="Access to this item is restricted"):
        edit_item(item, {"title": {"en": "Other"}}, by=cast.sara)


def test_nothing_is_swept_along_that_the_member_may_not_read(cast, meeting, items):
    restrict_item(items[1], named(cast, "kai", "sara"), by=cast.sara)
    mark_rest(meeting, seat=cast.seats["marin"], by=cast.marin)
    marked = set(Position.objects.filter(seat=cast.seats["marin"]).values_list("item", flat=True))
    assert marked == {items[0].pk, items[2].pk}


def test_who_may_not_read_it_is_not_waited_for(cast, meeting, items):
    """They take no part, as if recused: their silence says nothing."""
    restrict_item(items[1], named(cast, "kai", "sara"), by=cast.sara)
    first, second, _third = picture(meeting).items
    assert second.apart == {str(cast.seats[name].pk) for name in ("marin", "pia", "tomas")}
    assert first.apart == frozenset()


def test_they_do_not_vote_and_the_others_do(cast):
    meeting = begun_meeting(cast)
    item = items_of(meeting)[0]
    restrict_item(item, named(cast, "kai", "sara", "pia", "tomas"), by=cast.sara)
    voting = open_voting(open_item(cast, item), by=cast.kai)
    with pytest.raises(Refused, match="Access to this item is restricted"):
        cast_vote(voting, seat=cast.seats["marin"], choice=Choice.FOR, by=cast.marin)
    assert cast_vote(voting, seat=cast.seats["pia"], choice=Choice.FOR, by=cast.pia).choice == Choice.FOR


def test_the_chair_adopts_no_block_with_what_they_may_not_read(cast):
    by_clearance(cast)
    meeting = begun_meeting(cast)
    hidden, *others = items_of(meeting)
    restrict_item(hidden, restricted(), by=cast.sara)
    clear(cast.kai, level=Clearance.NONE, by=cast.root)
    cast.kai.refresh_from_db()
    decided = {decision.item_id for decision in adopt_block(meeting, by=cast.kai)}
    assert decided == {item.pk for item in others}


def test_numbers_leave_no_gap(cast):
    by_clearance(cast, inside="nothing")
    meeting = make_meeting(cast, 2, state="draft")
    add_item(meeting, ItemDraft({"en": "Hidden"}, access=restricted()), by=cast.sara)
    add_item(meeting, ItemDraft({"en": "Open"}), by=cast.sara)
    assert [item.number for item in items_of(meeting)] == ["1", "2", "R1", "3"]
    first = items_of(meeting)[0]
    restrict_item(first, restricted(), by=cast.sara)
    order = [item.pk for item in items_of(meeting)]
    arrange(meeting, order, by=cast.sara, renumber=True)
    assert [item.number for item in items_of(meeting)] == ["R1", "1", "R2", "2"]
    publish_agenda(meeting, by=cast.sara)
    assert numbers_for(cast, "marin", meeting) == ["1", "2"]
    assert numbers_for(cast, "kai", meeting) == ["R1", "1", "R2", "2"]


def test_a_secretary_who_does_not_see_an_item_arranges_the_others_around_it(cast):
    by_clearance(cast, inside="nothing")
    meeting = make_meeting(cast, 3, state="draft")
    one, two, three = items_of(meeting)
    restrict_item(two, restricted(), by=cast.sara)
    clear(cast.sara, level=Clearance.NONE, by=cast.root)
    cast.sara.refresh_from_db()
    arrange(meeting, [three.pk, one.pk], by=cast.sara)
    assert [item.pk for item in items_of(meeting)] == [three.pk, two.pk, one.pk]


def test_what_ends_is_public_by_itself(cast, client, monkeypatch):
    meeting = make_meeting(cast, 2, state="confirmed")
    item = items_of(meeting)[0]
    restrict_item(item, Restriction(Level.EMBARGOED, ends_at=later(1)), by=cast.sara)
    path = f"/public/meetings/{meeting.pk}/"
    assert "Matter 1" not in client.get(path).content.decode()
    in_two_days = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: in_two_days)
    assert "Matter 1" in client.get(path).content.decode()


def test_a_clearance_that_ends_closes_the_kept_page(cast, meeting, items, client_of, monkeypatch):
    by_clearance(cast)
    clear(cast.marin, level=Clearance.SECRET, by=cast.root, ends=later(1))
    edit_item(items[0], {"summary": {"en": "Canary"}}, by=cast.sara)
    restrict_item(items[0], restricted(), by=cast.sara)
    client = client_of(cast.marin)
    assert client.get(f"/items/{items[0].pk}/").status_code == 200
    page = client.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert f'href="/items/{items[0].pk}/"' in page
    in_two_days = clock.now() + timedelta(days=1, hours=1)
    monkeypatch.setattr(clock, "now", lambda: in_two_days)
    page = client_of(cast.marin).get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    assert f'href="/items/{items[0].pk}/"' not in page
    assert client_of(cast.marin).get(f"/items/{items[0].pk}/").status_code == 403


def test_each_opening_is_in_the_record_before_it_is_shown(cast, item, client_of):
    paper = add_paper(item, kind=PaperKind.ATTACHMENT, title={"en": "Annex"}, text={"en": "Deep."}, by=cast.sara).paper
    restrict_paper(paper, named(cast, "kai", "sara", "marin"), by=cast.sara)
    for name in ("marin", "pia"):
        page = client_of(cast.people[name]).get(f"/items/{item.pk}/").content.decode()
        assert "Annex" in page
        assert ("Deep." in page) == (name == "marin")
    (reading,) = Reading.objects.all()
    assert (reading.person, reading.papers) == (cast.marin, [str(paper.pk)])
    page = client_of(cast.sara).get(f"/papers/{paper.pk}/access/").content.decode()
    assert "Marin Example" in page
    assert not list(reconcile())


def test_a_paper_is_renewed_by_those_who_may_read_it(cast, item):
    paper = add_paper(item, kind=PaperKind.ATTACHMENT, title={"en": "Annex"}, text={"en": "A."}, by=cast.sara).paper
    by_clearance(cast)
    restrict_paper(paper, restricted(), by=cast.sara)
    clear(cast.sara, level=Clearance.NONE, by=cast.root)
    cast.sara.refresh_from_db()
    with pytest.raises(Refused, match="Access to this paper is restricted"):
        renew_paper(paper, text={"en": "B."}, by=cast.sara)


def test_open_screens_are_asked_again_when_access_changes(cast, item):
    before = Body.objects.get(pk=cast.body.pk).people_stamp
    restrict_item(item, named(cast, "kai", "sara"), by=cast.sara)
    assert Body.objects.get(pk=cast.body.pk).people_stamp > before


@pytest.mark.parametrize("stance", [Stance.OBJECTION])
def test_a_title_shows_nothing_of_what_was_said(cast, meeting, item, client_of, stance):
    mark(cast, "kai", item, stance, opinion="Canary opinion")
    edit_item(item, {"summary": {"en": "Canary summary"}}, by=cast.sara)
    restrict_item(item, named(cast, "kai", "sara"), by=cast.sara)
    for address in (f"/meetings/{meeting.pk}/agenda/", f"/items/{item.pk}/", "/"):
        page = client_of(cast.marin).get(address).content.decode()
        assert "Canary" not in page
    assert "access is restricted" in client_of(cast.marin).get(f"/meetings/{meeting.pk}/agenda/").content.decode()


def test_the_forms_restrict_and_say_what_is_wrong(cast, item, client_of):
    client = client_of(cast.sara)
    address = f"/items/{item.pk}/access/"
    wrong = client.post(address, {"access": "internal", "access_ground": "", "clearance": 0})
    assert wrong.status_code == 422
    assert "A restriction names its ground in law. (AvTS § 35)" in wrong.content.decode()
    right = client.post(address, {"access": "internal", "access_ground": "AvTS § 35 (1) 9", "clearance": 0})
    assert right.status_code == 302
    item.refresh_from_db()
    assert (item.access, item.access_ends_at.year) == (Level.INTERNAL, clock.now().year + 5)
    draft = make_meeting(cast, 1, state="draft")
    sent = {"title_en": "New", "access": "named", "access_ground": GROUND, "clearance": 0, "readers": []}
    assert client.post(f"/meetings/{draft.pk}/build/item/", sent).status_code == 422
    sent["readers"] = [str(cast.kai.pk), str(cast.sara.pk)]
    assert client.post(f"/meetings/{draft.pk}/build/item/", sent).status_code == 302
    assert set(items_of(draft)[1].readers.all()) == {cast.kai, cast.sara}


def test_who_stands_in_for_a_member_has_not_the_office_that_clears_the_member(cast, item):
    """State secrets are open to members by their office (RSVS § 27), not to whoever sits for them."""
    deputy = enrol("deputy", name="Deputy Example", by=cast.root)
    text = cast.body.rules_text.replace('\nwho = "minister"', '\nwho = "deputy"')
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)
    seat = Membership.objects.get(pk=cast.seats["pia"].pk)
    name_substitute(seat, substitute=deputy, starts=clock.now() - timedelta(days=1), ends=None, by=cast.sara)
    clear(cast.sara, level=Clearance.SECRET, by=cast.root)
    cast.sara.refresh_from_db()
    restrict_item(item, restricted(), by=cast.sara)
    body = Body.objects.get(pk=cast.body.pk)
    item.refresh_from_db()
    assert standing(deputy, body).seats
    assert shown_to(standing(deputy, body), item) == Shown.TITLE
    assert shown_to(standing(cast.pia, body), item) == Shown.WHOLE
    clear(deputy, level=Clearance.SECRET, by=cast.root)
    deputy.refresh_from_db()
    assert shown_to(standing(deputy, body), item) == Shown.WHOLE


def test_the_submitter_withdraws_before_the_meeting_at_the_address_too(cast, client):
    meeting = make_meeting(cast, 1, submitter="finance")
    (item,) = items_of(meeting)
    client.force_login(cast.pia)
    answer = client.get(f"/items/{item.pk}/withdraw/")
    assert answer.status_code == 403
    assert "Only the submitter or the secretary withdraws an item." in answer.content.decode()
    client.force_login(cast.marin)
    assert client.get(f"/items/{item.pk}/withdraw/").status_code == 200
    answer = client.post(f"/items/{item.pk}/withdraw/", {"because": "Not ready"})
    assert (answer.status_code, answer["Location"]) == (302, f"/meetings/{meeting.pk}/agenda/")
    item.refresh_from_db()
    assert item.stage == Stage.WITHDRAWN
    assert client.post(f"/items/{item.pk}/withdraw/", {"because": "Again"}).status_code == 409


@pytest.mark.parametrize("name", ["sara", "nils", "marin"])
def test_a_refusal_on_the_page_of_an_item_is_said_to_who_has_no_answer_to_give_as_well(cast, client, name):
    (item,) = items_of(make_meeting(cast, 1, state="draft")) if name == "sara" else items_of(make_meeting(cast, 1))
    client.force_login(cast.people[name])
    said = client.post(f"/items/{item.pk}/position/", {"stance": "objection", "seen_version": 7, "seen_position": 0})
    sentence = "you read version 7" if name == "marin" else "Only members of this body give positions."
    assert said.content.decode().count(sentence) == 1
