"""Every action, called in the usual way: on what kind of thing, and how. An action without a line fails the suite.

m: the people and things of the tables, t: the thing in one of its states, p: who acts, s: the seat that they act from.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils.timezone import localdate

from balai import clock
from balai.agenda.actions.add_item import ItemDraft, add_item
from balai.agenda.actions.add_paper import add_paper, renew_paper
from balai.agenda.actions.arrange import arrange
from balai.agenda.actions.ask_for_floor import ask_for_floor, give_back_floor
from balai.agenda.actions.ask_to_open import ask_to_open
from balai.agenda.actions.check_item import check_item
from balai.agenda.actions.confirm_agenda import confirm_agenda
from balai.agenda.actions.confirm_prepared import confirm_all_prepared, confirm_prepared
from balai.agenda.actions.convene import convene
from balai.agenda.actions.edit_item import edit_item
from balai.agenda.actions.invite_to_item import invite_to_item, take_back_invitation
from balai.agenda.actions.mark_position import mark_position
from balai.agenda.actions.mark_rest import mark_rest, take_back_rest
from balai.agenda.actions.note_reading import note_reading
from balai.agenda.actions.personal import choose_order, look, write_note
from balai.agenda.actions.prepare_position import prepare_position
from balai.agenda.actions.publish_agenda import publish_agenda
from balai.agenda.actions.recuse import end_recusal, recuse
from balai.agenda.actions.remove_item import remove_item
from balai.agenda.actions.reopen_agenda import reopen_agenda
from balai.agenda.actions.restrict import restrict_item, restrict_paper
from balai.agenda.actions.take_back_position import take_back_position
from balai.agenda.actions.withdraw_item import withdraw_item
from balai.agenda.actions.withdraw_objection import withdraw_objection
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.models import Meeting, PaperKind, Stage
from balai.decisions.models import Outcome
from balai.importing.actions.import_agenda import import_agenda
from balai.importing.report import Report
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.ask_to_speak import ask_to_speak
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.call_in import call_in
from balai.meetings.actions.carry_over import carry_over
from balai.meetings.actions.cast_secret_vote import cast_secret_vote
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_speaking_list import close_speaking_list, reopen_speaking_list
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.closed_part import close_part, end_closed_part
from balai.meetings.actions.decide import decide
from balai.meetings.actions.draft_decision import draft_decision
from balai.meetings.actions.end_speech import end_speech
from balai.meetings.actions.give_floor import give_floor
from balai.meetings.actions.hall_link import make_hall_link, revoke_hall_link
from balai.meetings.actions.leave_speaking_list import leave_speaking_list
from balai.meetings.actions.list_invited import list_invited
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_answer import note_answer
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.propose_motion import propose_motion
from balai.meetings.actions.put_motion import put_motion
from balai.meetings.actions.repeat_voting import repeat_voting
from balai.meetings.actions.report_up import report_up
from balai.meetings.actions.resume_meeting import resume_meeting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.settle_motion import settle_motion
from balai.meetings.actions.suspend_meeting import move_resumption, suspend_meeting
from balai.meetings.actions.take_up import take_up
from balai.meetings.actions.undo_step import undo_step
from balai.meetings.actions.withdraw_motion import withdraw_motion
from balai.meetings.models import Presence
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.people.actions.accept_invitation import accept_invitation
from balai.people.actions.add_key import add_key
from balai.people.actions.appoint import appoint
from balai.people.actions.choose_language import choose_language
from balai.people.actions.clear import clear
from balai.people.actions.count_try import count_try
from balai.people.actions.end_mandate import end_mandate
from balai.people.actions.end_membership import end_membership
from balai.people.actions.end_sessions import end_sessions
from balai.people.actions.end_substitution import end_substitution
from balai.people.actions.enrol import enrol
from balai.people.actions.found_body import found_body
from balai.people.actions.found_organization import found_organization
from balai.people.actions.give_mandate import give_mandate
from balai.people.actions.invite import invite
from balai.people.actions.let_in_again import let_in_again
from balai.people.actions.link_identity import link_identity, unlink_identities
from balai.people.actions.name_substitute import name_substitute
from balai.people.actions.place_under import place_under
from balai.people.actions.prove_again import prove_again
from balai.people.actions.rehash_password import rehash_password
from balai.people.actions.remove_key import remove_key
from balai.people.actions.renew_recovery_codes import renew_recovery_codes
from balai.people.actions.reseal_secrets import reseal_secrets
from balai.people.actions.shut_out import shut_out
from balai.people.actions.sign_in import sign_in
from balai.people.actions.use_code import use_code
from balai.people.models import Membership, Person, Role
from balai.people.sign_in.keys import NewPassword
from balai.personal.actions.erase import erase
from balai.personal.actions.export import export
from balai.personal.actions.prune import prune
from balai.personal.policy import ErasureOrder
from balai.programme.actions.assign_task import assign_task
from balai.programme.actions.finish_task import finish_task
from balai.programme.actions.report_indicator import report_indicator
from balai.programme.actions.set_goal import set_goal
from balai.programme.actions.tie_item import tie_item
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.motions import Settling
from balai.rules.procedure import preset_text
from balai.rules.stance import Choice, Stance
from balai.rules.voting import RepeatGround
from tests.access.making import NEXT_YEAR, WORDS, Making, a_goal
from tests.factories import items_of
from tests.signing_in import PASSWORD, an_invitation, just_after, one_of_two_keys

Act = Callable[[Making, Any, Person, Membership | None], object]

OTHERWISE = Restriction(Level.INTERNAL, "AvTS § 35 (1) 10", NEXT_YEAR)


def batch_of(m: Making, meeting: Meeting, person: Person) -> UUID:
    """What this person answered by one tap; any other number where there was none."""
    return m.batches.get(meeting.pk, {}).get(person.pk) or uuid4()


# What is made for who acts before they do.
READY: dict[str, Callable[[Person], object]] = {
    "people.accept_invitation": an_invitation,
    "people.remove_key": one_of_two_keys,
}

# fmt: off
# action: (on what kind of thing, how it is called)
ACTS: dict[str, tuple[str, Act]] = {
    # people
    "people.found_body": ("", lambda m, t, p, s: found_body(
        "new", name=WORDS, country="EE", level="national", rules_text=preset_text("estonia"), by=p
    )),
    "people.place_under": ("body", lambda m, t, p, s: place_under(t, None, by=p)),
    "people.found_organization": ("body", lambda m, t, p, s: found_organization(
        t, key="new", name=WORDS, label=WORDS, by=p
    )),
    "people.enrol": ("", lambda m, t, p, s: enrol("new", name="New", by=p)),
    "people.appoint": ("body", lambda m, t, p, s: appoint(m.cast.olga, body=t, role=Role.MEMBER, by=p)),
    "people.clear": ("person", lambda m, t, p, s: clear(t, level=Clearance.SECRET, by=p)),
    "people.end_membership": ("seat", lambda m, t, p, s: end_membership(t, by=p)),
    "people.name_substitute": ("body", lambda m, t, p, s: name_substitute(
        m.cast.seats["marin"], substitute=m.cast.olga, starts=clock.now(), ends=None, by=p
    )),
    "people.end_substitution": ("substitution", lambda m, t, p, s: end_substitution(t, by=p)),
    "people.give_mandate": ("seat", lambda m, t, p, s: give_mandate(
        t, adviser=m.cast.olga, starts=clock.now(), ends=None, by=p
    )),
    "people.end_mandate": ("mandate", lambda m, t, p, s: end_mandate(t, by=p)),
    "people.choose_language": ("", lambda m, t, p, s: choose_language("et", by=p)),
    # signing in, and one's own keys
    "people.sign_in": ("", lambda m, t, p, s: sign_in(p, session="x", device="x", assurance=None)),
    "people.prove_again": ("", lambda m, t, p, s: prove_again(p, session="x", assurance=None)),
    "people.count_try": ("", lambda m, t, p, s: count_try("x", "x")),
    "people.use_code": ("", lambda m, t, p, s: use_code("123456", by=p)),
    "people.accept_invitation": ("", lambda m, t, p, s: accept_invitation(m.ready, NewPassword("x", "x"))),
    "people.add_key": ("", lambda m, t, p, s: just_after(lambda: add_key(NewPassword("x", "x"), by=p))),
    "people.remove_key": ("", lambda m, t, p, s: just_after(lambda: remove_key(m.ready, by=p))),
    "people.renew_recovery_codes": ("", lambda m, t, p, s: just_after(lambda: renew_recovery_codes([], by=p))),
    "people.rehash_password": ("", lambda m, t, p, s: rehash_password(PASSWORD, by=p)),
    "people.invite": ("person", lambda m, t, p, s: invite(t, by=p)),
    "people.reseal_secrets": ("", lambda m, t, p, s: reseal_secrets(by=p)),
    "people.shut_out": ("person", lambda m, t, p, s: shut_out(t, by=p)),
    "people.let_in_again": ("person", lambda m, t, p, s: let_in_again(t, by=p)),
    "people.link_identity": ("person", lambda m, t, p, s: link_identity(t, provider="state", subject="x", by=p)),
    "people.unlink_identities": ("person", lambda m, t, p, s: unlink_identities(t, by=p)),
    "people.end_sessions": ("", lambda m, t, p, s: end_sessions(m.cast.marin, by=p, because="ended_by_hand")),
    # what is kept about a person
    "people.export": ("person", lambda m, t, p, s: just_after(lambda: export(t, b"x", by=p))),
    "people.erase": ("person", lambda m, t, p, s: erase(t, ErasureOrder("They left."), by=p)),
    "people.prune": ("", lambda m, t, p, s: prune(by=p)),
    # building an agenda
    "agenda.convene": ("body", lambda m, t, p, s: convene(t, starts_at=clock.now(), by=p)),
    "agenda.add_item": ("meeting", lambda m, t, p, s: add_item(t, ItemDraft(title=WORDS), by=p)),
    "agenda.edit_item": ("item", lambda m, t, p, s: edit_item(t, {"ask": {"en": "Other words"}}, by=p)),
    "agenda.remove_item": ("item", lambda m, t, p, s: remove_item(t, by=p)),
    "agenda.arrange": ("meeting", lambda m, t, p, s: arrange(t, [one.pk for one in items_of(t)], by=p)),
    "agenda.check_item": ("item", lambda m, t, p, s: check_item(t, complete=False, by=p)),
    "agenda.add_paper": ("item", lambda m, t, p, s: add_paper(
        t, kind=PaperKind.DRAFT_ACT, title=WORDS, text=WORDS, by=p
    )),
    "agenda.renew_paper": ("paper", lambda m, t, p, s: renew_paper(t, text={"en": "Other words"}, by=p)),
    "agenda.publish": ("meeting", lambda m, t, p, s: publish_agenda(t, by=p)),
    "agenda.confirm": ("meeting", lambda m, t, p, s: confirm_agenda(t, by=p)),
    "agenda.reopen": ("meeting", lambda m, t, p, s: reopen_agenda(t, by=p)),
    "agenda.withdraw_item": ("item", lambda m, t, p, s: withdraw_item(t, because="", by=p)),
    "agenda.restrict_item": ("item", lambda m, t, p, s: restrict_item(t, OTHERWISE, by=p)),
    "agenda.restrict_paper": ("paper", lambda m, t, p, s: restrict_paper(t, OTHERWISE, by=p)),
    "agenda.note_reading": ("item", lambda m, t, p, s: note_reading(t, [], by=p)),
    "importing.import_agenda": ("body", lambda m, t, p, s: import_agenda(
        m.file, body=t, report=Report("file", "cabinet"), by=p
    )),
    # answering
    "agenda.mark_position": ("item", lambda m, t, p, s: mark_position(
        t, seat=s, stance=Stance.OBJECTION, by=p, seen_version=t.version
    )),
    "agenda.take_back_position": ("item", lambda m, t, p, s: take_back_position(t, seat=s, by=p)),
    "agenda.withdraw_objection": ("item", lambda m, t, p, s: withdraw_objection(t, seat=s, by=p)),
    "agenda.mark_rest": ("meeting", lambda m, t, p, s: mark_rest(t, seat=s, by=p)),
    "agenda.take_back_rest": ("meeting", lambda m, t, p, s: take_back_rest(
        t, batch=batch_of(m, t, p), seat=s, by=p
    )),
    # preparing for marin, an adviser's work; marin confirms
    "agenda.prepare_position": ("item", lambda m, t, p, s: prepare_position(
        t, seat=m.cast.seats["marin"], stance=Stance.OBJECTION, by=p, seen_version=t.version
    )),
    "agenda.withdraw_prepared": ("item", lambda m, t, p, s: withdraw_prepared(t, seat=m.cast.seats["marin"], by=p)),
    "agenda.confirm_prepared": ("item", lambda m, t, p, s: confirm_prepared(t, seat=m.cast.seats["marin"], by=p)),
    "agenda.confirm_all_prepared": ("meeting", lambda m, t, p, s: confirm_all_prepared(
        t, seat=m.cast.seats["marin"], by=p
    )),
    "agenda.write_briefing": ("item", lambda m, t, p, s: write_briefing(
        t, seat=m.cast.seats["marin"], text="Ask.", by=p
    )),
    "agenda.recuse": ("item", lambda m, t, p, s: recuse(t, seat=s, reason="A reason", by=p)),
    "agenda.end_recusal": ("item", lambda m, t, p, s: end_recusal(t, seat=s, by=p)),
    "agenda.ask_for_floor": ("item", lambda m, t, p, s: ask_for_floor(t, by=p)),
    "agenda.give_back_floor": ("item", lambda m, t, p, s: give_back_floor(t, by=p)),
    "agenda.ask_to_open": ("item", lambda m, t, p, s: ask_to_open(t, seat=s, by=p)),
    "agenda.write_note": ("item", lambda m, t, p, s: write_note(t, text="Note", by=p)),
    "agenda.look": ("item", lambda m, t, p, s: look(t, by=p)),
    "agenda.choose_order": ("", lambda m, t, p, s: choose_order("official", by=p)),
    "agenda.invite_to_item": ("item", lambda m, t, p, s: invite_to_item(
        t, person=m.cast.olga, may_speak=False, by=p
    )),
    "agenda.take_back_invitation": ("invitation", lambda m, t, p, s: take_back_invitation(t, by=p)),
    "meetings.call_in": ("invitation", lambda m, t, p, s: call_in(t, by=p)),
    "meetings.list_invited": ("invitation", lambda m, t, p, s: list_invited(t, by=p)),
    # the sitting
    "meetings.note_attendance": ("meeting", lambda m, t, p, s: note_attendance(
        t, seat=m.cast.seats["marin"], presence=Presence.REMOTE, by=p
    )),
    "meetings.note_all_present": ("meeting", lambda m, t, p, s: note_all_present(t, by=p)),
    "meetings.open": ("meeting", lambda m, t, p, s: open_meeting(t, by=p)),
    "meetings.close_part": ("meeting", lambda m, t, p, s: close_part(t, by=p)),
    "meetings.end_closed_part": ("meeting", lambda m, t, p, s: end_closed_part(t, by=p)),
    "meetings.suspend": ("meeting", lambda m, t, p, s: suspend_meeting(
        t, until=clock.now() + timedelta(days=1), because="Late", by=p
    )),
    "meetings.move_resumption": ("meeting", lambda m, t, p, s: move_resumption(
        t, until=clock.now() + timedelta(days=2), because="Later", by=p
    )),
    "meetings.resume": ("meeting", lambda m, t, p, s: resume_meeting(t, by=p)),
    "meetings.add_urgent_item": ("meeting", lambda m, t, p, s: add_urgent_item(
        t, ItemDraft(title=WORDS), proposed_by=m.cast.seats["marin"], by=p
    )),
    "meetings.adopt_block": ("meeting", lambda m, t, p, s: adopt_block(t, by=p)),
    "meetings.take_up": ("item", lambda m, t, p, s: take_up(t, by=p)),
    "meetings.decide": ("item", lambda m, t, p, s: decide(t, outcome=Outcome.ADOPTED, by=p)),
    "meetings.set_aside": ("item", lambda m, t, p, s: set_aside(t, stage=Stage.POSTPONED, because="", by=p)),
    "meetings.open_voting": ("item", lambda m, t, p, s: open_voting(t, by=p)),
    "meetings.cast_vote": ("voting", lambda m, t, p, s: cast_vote(t, seat=s, choice=Choice.FOR, by=p)),
    "meetings.close_voting": ("voting", lambda m, t, p, s: close_voting(t, by=p)),
    "meetings.break_off_voting": ("voting", lambda m, t, p, s: break_off_voting(t, because="-", by=p)),
    "meetings.cast_secret_vote": ("voting", lambda m, t, p, s: cast_secret_vote(t, seat=s, choice=Choice.FOR, by=p)),
    "meetings.repeat_voting": ("voting", lambda m, t, p, s: repeat_voting(
        t, ground=RepeatGround.ERROR, because="-", by=p
    )),
    "meetings.note_answer": ("voting", lambda m, t, p, s: note_answer(
        t, seat=m.cast.seats["marin"], choice=Choice.FOR, by=p
    )),
    "meetings.report_up": ("meeting", lambda m, t, p, s: report_up(t, to=m.above(), by=p)),
    "meetings.carry_over": ("meeting", lambda m, t, p, s: carry_over(t, to=m.meeting_in("draft"), by=p)),
    "meetings.draft_decision": ("item", lambda m, t, p, s: draft_decision(t, {"en": "Other words"}, by=p)),
    "meetings.propose_motion": ("item", lambda m, t, p, s: propose_motion(t, {"en": "Other words"}, seat=s, by=p)),
    "meetings.withdraw_motion": ("motion", lambda m, t, p, s: withdraw_motion(t, by=p)),
    "meetings.settle_motion": ("motion", lambda m, t, p, s: settle_motion(t, how=Settling.TAKE_OVER, by=p)),
    "meetings.put_motion": ("motion", lambda m, t, p, s: put_motion(t, by=p)),
    "meetings.undo_step": ("meeting", lambda m, t, p, s: undo_step(t, by=p)),
    "meetings.close": ("meeting", lambda m, t, p, s: close_meeting(t, by=p)),
    # the floor, and the screen in the hall
    "meetings.ask_to_speak": ("item", lambda m, t, p, s: ask_to_speak(t, seat=s, by=p)),
    "meetings.leave_speaking_list": ("speech", lambda m, t, p, s: leave_speaking_list(t, by=p)),
    "meetings.give_floor": ("speech", lambda m, t, p, s: give_floor(t, by=p)),
    "meetings.end_speech": ("speech", lambda m, t, p, s: end_speech(t, by=p)),
    "meetings.close_speaking_list": ("item", lambda m, t, p, s: close_speaking_list(t, by=p)),
    "meetings.reopen_speaking_list": ("item", lambda m, t, p, s: reopen_speaking_list(t, by=p)),
    "meetings.make_hall_link": ("meeting", lambda m, t, p, s: make_hall_link(t, by=p)),
    "meetings.revoke_hall_link": ("link", lambda m, t, p, s: revoke_hall_link(t, by=p)),
    # the minutes
    "minutes.write": ("meeting", lambda m, t, p, s: write_minutes(t, WORDS, by=p)),
    "minutes.circulate": ("meeting", lambda m, t, p, s: circulate_minutes(t, by=p)),
    "minutes.object": ("meeting", lambda m, t, p, s: object_to_minutes(t, "Wrong.", seat=s, by=p)),
    "minutes.answer_objection": ("objection", lambda m, t, p, s: answer_objection(
        t, accepted=False, because="No.", by=p
    )),
    "minutes.confirm": ("meeting", lambda m, t, p, s: confirm_minutes(t, by=p)),
    "minutes.attach_dissent": ("item", lambda m, t, p, s: attach_dissent(t, "Not so.", seat=s, by=p)),
    # the programme
    "programme.set_goal": ("body", lambda m, t, p, s: set_goal(
        t, a_goal("9"), responsible=m.cast.organizations["pm"], by=p
    )),
    "programme.tie_item": ("item", lambda m, t, p, s: tie_item(t, goal=m.goal_in("publc"), by=p)),
    "programme.assign_task": ("body", lambda m, t, p, s: assign_task(
        t, title=WORDS, responsible=m.cast.organizations["pm"], due=localdate(), by=p
    )),
    "programme.report_indicator": ("goal", lambda m, t, p, s: report_indicator(
        t, on=localdate(), value=Decimal(5), by=p
    )),
    "programme.finish_task": ("task", lambda m, t, p, s: finish_task(t, by=p)),
}
# fmt: on
