"""A roll call: called in the order of the rules, answered on one's own screen or noted by the secretary."""

import pytest

from balai.agenda.actions.recuse import recuse
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.note_answer import note_answer
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.hall import apart_from, hall
from balai.meetings.models import Presence, RollCall, Vote
from balai.meetings.roll import roll_of
from balai.minutes.document import draft_of
from balai.people.models import Body
from balai.record.reconcile import reconcile
from balai.rules.procedure import preset
from balai.rules.stance import Choice
from balai.rules.voting import Called, Form, roll
from balai.verdict import Ground
from tests.refusals import nothing_changes, refused
from tests.sitting import open_item

RULE = "VVS § 16"
FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def voting(cast, contested):
    return open_voting(open_item(cast, contested), form=Form.ROLL_CALL, by=cast.kai)


def called(voting):
    found = roll_of(voting, hall(voting.meeting).present - apart_from(voting.item))
    assert found is not None
    now = found.called
    return now.seat.person.username if now else None


def answer(cast, voting, name, choice=FOR):
    return cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])


def note(cast, voting, name, choice=FOR, *, by="sara"):
    return note_answer(voting, seat=cast.seats[name], choice=choice, by=cast.people[by])


def change_rules(cast, old, new):
    text = cast.body.rules_text.replace(old, new)
    assert text != cast.body.rules_text
    Body.objects.filter(pk=cast.body.pk).update(rules_text=text)


# The order ----------------------------------------------------------------------------------------------------------

SEATS = [
    Called("c", "Kai Aas", 1, chairs=True),
    Called("m", "Marin Zeiger", 2, chairs=False),
    Called("p", "Pia Õun", 3, chairs=False),
    Called("t", "tomas Ader", 4, chairs=False),
]


@pytest.mark.parametrize(
    ("body", "order"),
    [("council", ("t", "m", "p", "c")), ("estonia", ("m", "p", "t", "c"))],
)
def test_members_are_called_by_the_alphabet_or_by_precedence_and_the_chair_last(body, order):
    assert roll(preset(body), SEATS) == order
    assert roll(preset(body), reversed(SEATS)) == order


# Calling and answering ----------------------------------------------------------------------------------------------


def test_each_is_called_when_the_one_before_has_answered(cast, voting):
    order = []
    while name := called(voting):
        order.append(name)
        answer(cast, voting, name)
    assert order == ["marin", "pia", "tomas", "kai"]
    assert close_voting(voting, by=cast.kai).for_count == 4
    assert list(reconcile()) == []


def test_nobody_answers_before_they_are_called(cast, voting):
    with refused("You have not been called yet.", RULE):
        answer(cast, voting, "pia")
    with refused("This member has not been called yet.", RULE):
        note(cast, voting, "pia")


def test_the_secretary_notes_a_spoken_answer_and_the_record_says_so(cast, voting):
    note(cast, voting, "marin", AGAINST)
    given = Vote.objects.get()
    assert (given.choice, given.noted, given.cast_by) == ("against", True, cast.sara)
    assert called(voting) == "pia"
    close_voting(voting, by=cast.kai)
    (ballot,) = [one for item in draft_of(voting.meeting).protocol.items for one in item.ballots]
    assert ballot.form == "roll_call"
    assert ballot.noted == {str(cast.seats["marin"].pk): str(cast.sara.pk)}
    assert draft_of(voting.meeting).persons[str(cast.sara.pk)] == cast.sara.name
    assert list(reconcile()) == []


def test_who_gives_no_answer_is_passed_over_and_may_answer_later(cast, voting):
    note(cast, voting, "marin", None, by="kai")
    assert called(voting) == "pia"
    answer(cast, voting, "marin")
    assert called(voting) == "pia"
    assert RollCall.objects.get(seat=cast.seats["marin"]).passed_at
    assert list(reconcile()) == []


def test_a_noted_answer_is_corrected_by_the_member_and_not_the_other_way_round(cast, voting):
    note(cast, voting, "marin", AGAINST)
    answer(cast, voting, "marin", FOR)
    given = Vote.objects.get()
    assert (given.choice, given.noted, given.cast_by) == ("for", False, cast.marin)
    for choice in (AGAINST, None):
        with refused("The member has answered on their own screen; only they change it.", RULE):
            note(cast, voting, "marin", choice)


def test_an_answer_that_was_taken_back_is_kept_marked_and_counts_no_more(cast, voting):
    for choice in (AGAINST, None, FOR, None):
        note(cast, voting, "marin", choice)
    answer(cast, voting, "pia")
    assert list(Vote.objects.values_list("seat", flat=True)) == [cast.seats["pia"].pk]
    kept = Vote._base_manager.filter(seat=cast.seats["marin"]).order_by("pk")
    assert [(one.choice, one.taken_back_at is None) for one in kept] == [("against", False), ("for", False)]
    closed = close_voting(voting, by=cast.kai)
    assert (closed.for_count, closed.against_count) == (1, 0)
    assert list(reconcile()) == []
    last = kept.last()
    assert last is not None
    Vote._base_manager.filter(pk=last.pk).update(taken_back_at=None)
    assert [(one.kind, one.text.split()[0]) for one in reconcile()] == [("changed", "taken_back_at")]
    Vote._base_manager.filter(pk=last.pk).delete()
    assert [one.kind for one in reconcile()] == ["missing"]


def test_the_same_note_twice_is_one(cast, voting):
    note(cast, voting, "marin")
    with nothing_changes():
        note(cast, voting, "marin")


def test_who_has_left_or_is_recused_meanwhile_is_not_waited_for(cast, voting, contested):
    note_attendance(voting.meeting, seat=cast.seats["marin"], presence=Presence.ABSENT, by=cast.sara)
    assert called(voting) == "pia"
    recuse(contested, seat=cast.seats["pia"], reason="My brother's firm", by=cast.pia)
    assert called(voting) == "tomas"
    with refused("This member is not noted as present.", RULE):
        note(cast, voting, "marin")
    with refused("This member is recused from the item and does not vote on it.", RULE):
        note(cast, voting, "pia")


def test_who_comes_later_answers_when_all_have_been_called(cast, contested):
    note_attendance(contested.meeting, seat=cast.seats["marin"], presence=Presence.ABSENT, by=cast.sara)
    voting = open_voting(open_item(cast, contested), form=Form.ROLL_CALL, by=cast.kai)
    note_attendance(contested.meeting, seat=cast.seats["marin"], presence=Presence.IN_ROOM, by=cast.sara)
    with refused("You have not been called yet.", RULE):
        answer(cast, voting, "marin")
    for name in ("pia", "tomas", "kai"):
        answer(cast, voting, name)
    answer(cast, voting, "marin")


# Refusals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marin", "nils", "olga"])
def test_only_the_secretary_notes_answers(cast, voting, name):
    with refused("Only the secretary or the chair notes the answers of others.", RULE, Ground.PERMISSION):
        note(cast, voting, "marin", by=name)


def test_the_chair_notes_a_silence_and_no_answer(cast, voting):
    with refused("The secretary notes the answers.", RULE, Ground.PERMISSION):
        note(cast, voting, "marin", by="kai")


def test_where_the_rules_say_so_members_answer_themselves(cast, contested):
    change_rules(cast, "secretary_notes = true", "secretary_notes = false")
    voting = open_voting(open_item(cast, contested), form=Form.ROLL_CALL, by=cast.kai)
    with refused("By the rules of this body members answer on their own screens.", RULE):
        note(cast, voting, "marin")
    note(cast, voting, "marin", None)


def test_in_an_open_vote_nothing_is_noted(cast, contested):
    voting = open_voting(open_item(cast, contested), by=cast.kai)
    with refused("Answers are noted in a roll call only.", RULE):
        note(cast, voting, "marin")


def test_after_closing_nothing_is_noted(cast, voting):
    close_voting(voting, by=cast.kai)
    with refused("The vote is closed.", RULE):
        note(cast, voting, "marin")


def test_where_the_rules_know_no_roll_call_none_is_opened(cast, contested):
    change_rules(cast, "roll_call = true", "roll_call = false")
    open_item(cast, contested)
    with refused("The rules of this body know no roll call.", RULE):
        open_voting(contested, form=Form.ROLL_CALL, by=cast.kai)


# Screens ------------------------------------------------------------------------------------------------------------


def test_every_screen_says_who_is_called(client, cast, voting):
    for name, path in (("kai", "chair"), ("pia", "meeting"), ("sara", "hall")):
        client.force_login(cast.people[name])
        page = client.get(f"/meetings/{voting.meeting_id}/{path}/").content.decode()
        assert "Marin Example" in page
        assert "oll call" in page
    client.force_login(cast.marin)
    assert "You are called." in client.get(f"/meetings/{voting.meeting_id}/meeting/").content.decode()


def test_the_secretary_notes_from_the_meeting_page_with_one_tap(client, cast, voting):
    client.force_login(cast.sara)
    assert "Called now: Marin Example" in client.get(f"/meetings/{voting.meeting_id}/meeting/").content.decode()
    client.post(f"/votings/{voting.pk}/answer/", {"seat": cast.seats["marin"].pk, "choice": "for"})
    assert Vote.objects.get().noted
    client.post(f"/votings/{voting.pk}/answer/", {"seat": cast.seats["pia"].pk, "choice": ""})
    assert called(voting) == "tomas"
