"""Writing, circulating, objecting, answering, confirming, dissenting: what each does, and each refusal."""

import json
from datetime import timedelta
from typing import Any

import pytest

from balai import clock
from balai.agenda.actions.recuse import recuse
from balai.decisions.models import Decision, Outcome
from balai.ledger.models import Entry
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.models import Presence
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.minutes.document import Document, draft_of, fingerprint
from balai.minutes.models import Dissent, Minutes, Objection, Remark
from balai.minutes.queries import Text, minutes_page
from balai.minutes.tests.changing import with_minutes
from balai.record.reconcile import reconcile
from balai.rules.stance import Choice, Stance
from balai.rules.voting import RepeatGround
from balai.verdict import Ground
from tests.factories import items_of, make_meeting, mark
from tests.minutes import after_the_term, circulated_meeting, confirmed_meeting
from tests.refusals import nothing_changes, refused
from tests.sitting import begin, begun_meeting, closed_meeting, open_item

RULE = "VVR"
MOMENT = timedelta(milliseconds=1)


def last_entry(act):
    return Entry.objects.filter(act=act).latest("index")


def end_of_term(meeting):
    ends = Minutes.objects.get(meeting=meeting).objections_until
    assert ends is not None
    return ends


# Writing


def test_a_remark_is_written_changed_and_taken_away(cast):
    meeting = closed_meeting(cast)
    item = items_of(meeting)[0]
    write_minutes(meeting, {"en": " First. ", "et": ""}, item=item, by=cast.sara)
    write_minutes(meeting, {"en": "At the end."}, by=cast.kai)
    assert list(Remark.objects.order_by("id").values_list("item", "text")) == [
        (item.pk, {"en": "First."}),
        (None, {"en": "At the end."}),
    ]
    write_minutes(meeting, {}, item=item, by=cast.sara)
    assert Remark.objects.get(item=item).text == {}
    assert json.loads(last_entry("minutes.written").content)["text"] == {}
    assert not list(reconcile())


def test_the_same_remark_again_changes_nothing(cast):
    meeting = closed_meeting(cast)
    write_minutes(meeting, {"en": "So."}, by=cast.sara)
    with nothing_changes():
        write_minutes(meeting, {"en": "So. "}, by=cast.sara)


def test_remarks_are_written_from_the_opening_until_they_are_circulated(cast):
    meeting = make_meeting(cast, 1, state="confirmed")
    with refused("There are no minutes before the meeting is opened.", RULE):
        write_minutes(meeting, {"en": "So."}, by=cast.sara)
    write_minutes(begun_meeting(cast), {"en": "So."}, by=cast.sara)
    meeting = circulated_meeting(cast)
    with refused("The minutes are circulated: they change only by corrections.", RULE):
        write_minutes(meeting, {"en": "So."}, by=cast.sara)
    meeting = confirmed_meeting(cast)
    with refused("The minutes are confirmed: they do not change any more.", RULE):
        write_minutes(meeting, {"en": "So."}, by=cast.sara)
    meeting = closed_meeting(cast)
    with refused("Only the secretary and the chair write the minutes.", RULE, Ground.PERMISSION):
        write_minutes(meeting, {"en": "So."}, by=cast.marin)


# Circulating


def test_the_text_as_circulated_stands_in_the_record_with_its_hash(cast):
    meeting = closed_meeting(cast)
    write_minutes(meeting, {"en": "At the end."}, by=cast.sara)
    minutes = circulate_minutes(meeting, by=cast.sara)
    said = json.loads(last_entry("minutes.circulated").content)
    assert said["document"] == minutes.circulated
    assert said["sha256"] == fingerprint(minutes.circulated)
    document = Document.model_validate(minutes.circulated)
    assert document.as_json() == minutes.circulated
    assert document.remarks == {"": {"en": "At the end."}}
    assert document.seats[str(cast.seats["kai"].pk)].person == cast.kai.name
    assert not list(reconcile())


def test_circulating_is_refused(cast):
    meeting = begun_meeting(cast)
    with refused("The meeting is not closed yet.", RULE):
        circulate_minutes(meeting, by=cast.sara)
    meeting = closed_meeting(cast)
    with refused("Only the secretary circulates the minutes.", RULE, Ground.PERMISSION):
        circulate_minutes(meeting, by=cast.kai)
    meeting = circulated_meeting(cast)
    with refused("The minutes are circulated: they change only by corrections.", RULE):
        circulate_minutes(meeting, by=cast.sara)


# Objecting


def test_a_member_objects_to_the_last_moment_and_not_after_it(cast):
    meeting = circulated_meeting(cast)
    ends = end_of_term(meeting)
    with clock.as_if(ends - timedelta(seconds=5)):
        object_to_minutes(meeting, "Wrong.", seat=cast.seats["marin"], by=cast.marin)
    with clock.as_if(ends), refused("The term for objections to the minutes is over.", RULE):
        object_to_minutes(meeting, "Wrong.", seat=cast.seats["marin"], by=cast.marin)
    assert Objection.objects.get().text == "Wrong."
    assert not list(reconcile())


def test_the_moment_of_the_end_itself_is_too_late(cast, monkeypatch):
    meeting = circulated_meeting(cast)
    ends = end_of_term(meeting)
    monkeypatch.setattr(clock, "now", lambda: ends - MOMENT)
    object_to_minutes(meeting, "In time.", seat=cast.seats["marin"], by=cast.marin)
    monkeypatch.setattr(clock, "now", lambda: ends)
    with refused("The term for objections to the minutes is over.", RULE):
        object_to_minutes(meeting, "Too late.", seat=cast.seats["marin"], by=cast.marin)


def test_objecting_is_refused(cast):
    meeting, seat = circulated_meeting(cast), cast.seats["marin"]
    with refused("Only members object to the minutes.", RULE, Ground.PERMISSION):
        object_to_minutes(meeting, "Wrong.", seat=seat, by=cast.pia)
    with refused("Only members object to the minutes.", RULE, Ground.PERMISSION):
        object_to_minutes(meeting, "Wrong.", seat=None, by=cast.sara)
    with refused("Write what is wrong with the minutes, and what they should say.", RULE, Ground.INPUT):
        object_to_minutes(meeting, "  ", seat=seat, by=cast.marin)
    meeting = closed_meeting(cast)
    with refused("The minutes have not been circulated yet.", RULE):
        object_to_minutes(meeting, "Wrong.", seat=seat, by=cast.marin)
    meeting = confirmed_meeting(cast)
    with refused("The minutes are confirmed: they do not change any more.", RULE):
        object_to_minutes(meeting, "Wrong.", seat=seat, by=cast.marin)


def test_without_a_term_nobody_objects(cast):
    with_minutes(cast, objections_working_days=None)
    meeting = circulated_meeting(cast)
    with refused("The rules set no term for objections to the minutes.", "§ 9"):
        object_to_minutes(meeting, "Wrong.", seat=cast.seats["marin"], by=cast.marin)


def test_where_the_rules_say_so_only_who_was_there_objects(cast):
    with_minutes(cast, objections_by="present")
    meeting = make_meeting(cast, 2, state="confirmed")
    note_attendance(meeting, seat=cast.seats["pia"], presence=Presence.ABSENT, by=cast.sara)
    begin(cast, meeting)
    note_attendance(meeting, seat=cast.seats["tomas"], presence=Presence.ABSENT, by=cast.sara)  # leaves early
    adopt_block(meeting, by=cast.kai)
    close_meeting(meeting, by=cast.kai)
    circulate_minutes(meeting, by=cast.sara)
    with refused("Only members who were at the meeting object to its minutes.", "§ 9"):
        object_to_minutes(meeting, "Wrong.", seat=cast.seats["pia"], by=cast.pia)
    object_to_minutes(meeting, "Wrong.", seat=cast.seats["tomas"], by=cast.tomas)


# Answering


@pytest.fixture
def objection(cast):
    meeting = circulated_meeting(cast)
    return object_to_minutes(meeting, "Wrong.", seat=cast.seats["marin"], item=items_of(meeting)[0], by=cast.marin)


def test_an_accepted_objection_corrects_and_a_rejected_one_has_its_reason(cast, objection):
    meeting = objection.minutes.meeting
    other = object_to_minutes(meeting, "Bad.", seat=cast.seats["pia"], by=cast.pia)
    answer_objection(objection, accepted=True, correction={"en": "Right."}, because="left out", by=cast.sara)
    answer_objection(other, accepted=False, because=" It is so. ", correction={"en": "left out"}, by=cast.kai)
    said = set(Objection.objects.values_list("accepted", "because"))
    assert said == {(True, ""), (False, "It is so.")}
    assert Objection.objects.get(accepted=True).correction == {"en": "Right."}
    assert Objection.objects.get(accepted=False).correction == {}
    minutes = Minutes.objects.get(meeting=meeting)
    assert minutes.circulated == json.loads(last_entry("minutes.circulated").content)["document"], "not one word"
    assert not list(reconcile())


def test_answering_is_refused(cast, objection):
    with refused("Write the correction: it is what the minutes say from now on.", RULE, Ground.INPUT):
        answer_objection(objection, accepted=True, correction={"en": " "}, by=cast.sara)
    with refused("An objection is rejected with a reason: it stands in the minutes.", RULE, Ground.INPUT):
        answer_objection(objection, accepted=False, by=cast.sara)
    with refused("Only the secretary and the chair answer objections to the minutes.", RULE, Ground.PERMISSION):
        answer_objection(objection, accepted=False, because="No", by=cast.marin)
    answer_objection(objection, accepted=False, because="No", by=cast.sara)
    with refused("This objection has been answered already.", RULE):
        answer_objection(objection, accepted=False, because="No", by=cast.sara)


# Confirming


def test_the_confirmed_text_holds_what_was_said_and_stands_in_the_record(cast, objection):
    meeting = objection.minutes.meeting
    answer_objection(objection, accepted=True, correction={"en": "Right."}, by=cast.sara)
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    minutes, said = Minutes.objects.get(meeting=meeting), json.loads(last_entry("minutes.confirmed").content)
    assert minutes.confirmed is not None
    assert said == {"document": minutes.confirmed, "sha256": fingerprint(minutes.confirmed)}
    (kept,) = Document.model_validate(minutes.confirmed).objections
    assert (kept.text, kept.accepted, kept.correction) == ("Wrong.", True, {"en": "Right."})
    assert not list(reconcile())


def test_confirming_waits_for_the_term_to_its_last_moment(cast, monkeypatch):
    meeting = circulated_meeting(cast)
    ends = end_of_term(meeting)
    monkeypatch.setattr(clock, "now", lambda: ends - MOMENT)
    with refused("The term for objections to the minutes is not over.", RULE):
        confirm_minutes(meeting, by=cast.kai)
    monkeypatch.setattr(clock, "now", lambda: ends)
    assert confirm_minutes(meeting, by=cast.kai).confirmed_at == ends


def test_confirming_waits_for_the_answers(cast, objection):
    meeting = objection.minutes.meeting
    with refused("Objections without an answer: 1.", RULE):
        after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))


def test_confirming_is_refused(cast):
    meeting = closed_meeting(cast)
    with refused("The minutes have not been circulated yet.", RULE):
        confirm_minutes(meeting, by=cast.kai)
    meeting = circulated_meeting(cast)
    with refused("Only the chair confirms the minutes.", RULE, Ground.PERMISSION):
        confirm_minutes(meeting, by=cast.sara)
    meeting = confirmed_meeting(cast)
    with refused("The minutes are confirmed: they do not change any more.", RULE):
        confirm_minutes(meeting, by=cast.kai)


def test_silence_is_noted_by_the_secretary(cast):
    with_minutes(cast, confirmed_by="silence")
    meeting = circulated_meeting(cast)
    with refused("Only the secretary and the chair note that the minutes are confirmed.", "§ 9", Ground.PERMISSION):
        after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.marin))
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.sara))
    assert Minutes.objects.get(meeting=meeting).confirmed_at


def test_where_the_next_meeting_confirms_it_has_to_be_held(cast):
    with_minutes(cast, confirmed_by="next_meeting")
    meeting = circulated_meeting(cast)
    with refused("The minutes are confirmed in the next meeting of this body.", "§ 9"):
        after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    begun_meeting(cast)
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))


# Dissenting


@pytest.fixture
def decided(cast):
    meeting = make_meeting(cast, 3)
    item = items_of(meeting)[0]
    mark(cast, "pia", item, Stance.OBJECTION)
    recuse(item, seat=cast.seats["tomas"], reason="Kin.", by=cast.tomas)
    note_attendance(meeting, seat=cast.seats["marin"], presence=Presence.REMOTE, by=cast.sara)
    begin(cast, meeting)
    open_item(cast, item)
    decide(item, outcome=Outcome.AMENDED, text={"en": "As amended."}, by=cast.kai)
    item.refresh_from_db()
    return item


def test_a_dissent_stands_in_the_minutes_as_it_was_written(cast, decided):
    attach_dissent(decided, " Not so. ", seat=cast.seats["pia"], by=cast.pia)
    assert Dissent.objects.get().text == "Not so."
    adopt_block(decided.meeting, by=cast.kai)
    close_meeting(decided.meeting, by=cast.kai)
    minutes = circulate_minutes(decided.meeting, by=cast.sara)
    assert [one["text"] for one in minutes.circulated["dissents"]] == ["Not so."]
    assert not list(reconcile())


def test_dissenting_is_refused(cast, decided):
    other = items_of(decided.meeting)[1]
    with refused("Nothing has been decided on this item.", RULE):
        attach_dissent(other, "Not so.", seat=cast.seats["pia"], by=cast.pia)
    with refused("Only members who took part in the item attach a dissent to it.", RULE, Ground.PERMISSION):
        attach_dissent(decided, "Not so.", seat=cast.seats["tomas"], by=cast.tomas)
    with refused("A dissent says what it is about.", RULE, Ground.INPUT):
        attach_dissent(decided, " ", seat=cast.seats["pia"], by=cast.pia)
    with refused("Only members attach a dissent.", RULE, Ground.PERMISSION):
        attach_dissent(decided, "Not so.", seat=None, by=cast.nils)
    attach_dissent(decided, "Not so.", seat=cast.seats["pia"], by=cast.pia)
    with refused("A dissent of this member is attached to this item already.", RULE):
        attach_dissent(decided, "Again.", seat=cast.seats["pia"], by=cast.pia)
    adopt_block(decided.meeting, by=cast.kai)
    close_meeting(decided.meeting, by=cast.kai)
    with refused("A dissent is attached before the meeting is closed.", RULE):
        attach_dissent(decided, "Late.", seat=cast.seats["marin"], by=cast.marin)


def voted(cast, voting, choice):
    for name in ("kai", "marin", "pia"):
        cast_vote(voting, seat=cast.seats[name], choice=choice, by=cast.people[name])
    return close_voting(voting, by=cast.kai)


def test_a_dissent_stays_with_the_decision_that_it_dissents_from(cast):
    item = items_of(begun_meeting(cast, 2))[0]
    open_item(cast, item)
    counted = voted(cast, open_voting(item, by=cast.kai), Choice.FOR)
    attach_dissent(item, "Not for this.", seat=cast.seats["pia"], by=cast.pia)
    again = repeat_voting(counted, ground=RepeatGround.ERROR, because="Miscounted.", by=cast.kai)
    with refused("Nothing has been decided on this item.", RULE):
        attach_dissent(item, "On what?", seat=cast.seats["pia"], by=cast.pia)
    voted(cast, again, Choice.AGAINST)
    before, after = Decision.objects.order_by("sequence")
    text = Text(draft_of(item.meeting), names=True).items[0]
    assert text.dissents == ()
    assert [(one.decision.number, [said.text for said in one.dissents]) for one in text.replaced] == [
        (before.number, ["Not for this."])
    ]
    assert [one.pk for one in minutes_page(cast.pia, item.meeting_id).dissents] == [item.pk]
    attach_dissent(item, "Not against it.", seat=cast.seats["pia"], by=cast.pia)
    assert [one.decision for one in Dissent.objects.all()] == [before, after]
    with refused("A dissent of this member is attached to this item already.", RULE):
        attach_dissent(item, "Again.", seat=cast.seats["pia"], by=cast.pia)
    assert minutes_page(cast.pia, item.meeting_id).dissents == ()
    text = Text(draft_of(item.meeting), names=True).items[0]
    assert [one.text for one in text.dissents] == ["Not against it."]
    assert not list(reconcile())
    Dissent.objects.filter(decision=before).update(decision=None)  # as if it were from nothing
    assert {one.kind for one in reconcile()} == {"inserted", "missing"}


def test_where_the_rules_say_so_a_dissent_comes_within_the_term(cast):
    with_minutes(cast, dissents_until="objections")
    meeting = circulated_meeting(cast)
    item = items_of(meeting)[0]
    attach_dissent(item, "Not so.", seat=cast.seats["pia"], by=cast.pia)
    with refused("A dissent is attached before the term for objections is over.", "§ 9"):
        after_the_term(meeting, lambda: attach_dissent(item, "Late.", seat=cast.seats["marin"], by=cast.marin))
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    confirmed = Minutes.objects.get(meeting=meeting).confirmed
    assert confirmed is not None
    assert [one["text"] for one in confirmed["dissents"]] == ["Not so."]


# What was altered behind the acts


def of_minutes():
    """What is found in tables of the minutes; that a test gave the body other rules is found as well."""
    return [found for found in reconcile() if found.place.startswith("minutes_")]


def test_whoever_rewrites_minutes_by_hand_is_found(cast):
    with_minutes(cast, dissents_until="objections")
    meeting = closed_meeting(cast)
    item = items_of(meeting)[0]
    write_minutes(meeting, {"en": "So."}, item=item, by=cast.sara)
    circulate_minutes(meeting, by=cast.sara)
    attach_dissent(item, "Not so.", seat=cast.seats["pia"], by=cast.pia)
    objection = object_to_minutes(meeting, "Wrong.", seat=cast.seats["pia"], by=cast.pia)
    answer_objection(objection, accepted=False, because="No.", by=cast.sara)
    after_the_term(meeting, lambda: confirm_minutes(meeting, by=cast.kai))
    assert not of_minutes()
    altered: tuple[tuple[Any, dict[str, object]], ...] = (
        (Remark, {"text": {"en": "Otherwise."}}),
        (Dissent, {"text": "So after all."}),
        (Objection, {"accepted": True}),
        (Minutes, {"circulated": {}}),
        (Minutes, {"confirmed": {}}),
        (Minutes, {"objections_until": clock.now()}),
    )
    for model, values in altered:
        kept = {name: getattr(model.objects.get(), name) for name in values}
        model.objects.update(**values)
        (found,) = of_minutes()
        assert found.kind == "changed"
        assert found.place.startswith(model._meta.db_table)
        assert found.text.startswith(next(iter(values)))
        model.objects.update(**kept)
