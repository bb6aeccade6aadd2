"""Every action, called in the usual way in a state in which it is due; `tests/access_actions.py` says who may."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import timedelta
from decimal import Decimal
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
from balai.agenda.actions.withdraw_prepared import withdraw_prepared
from balai.agenda.actions.write_briefing import write_briefing
from balai.agenda.models import AgendaItem, Meeting, PaperKind, Stage
from balai.decisions.models import Outcome
from balai.importing.actions.import_agenda import import_agenda
from balai.importing.agenda_file import AgendaFile, read_agenda
from balai.importing.report import Report
from balai.importing.tests.files import SAMPLES
from balai.meetings.actions.add_urgent_item import add_urgent_item
from balai.meetings.actions.adopt_block import adopt_block
from balai.meetings.actions.break_off_voting import break_off_voting
from balai.meetings.actions.cast_vote import cast_vote
from balai.meetings.actions.close_meeting import close_meeting
from balai.meetings.actions.close_voting import close_voting
from balai.meetings.actions.decide import decide
from balai.meetings.actions.note_all_present import note_all_present
from balai.meetings.actions.note_attendance import note_attendance
from balai.meetings.actions.open_meeting import open_meeting
from balai.meetings.actions.open_voting import open_voting
from balai.meetings.actions.set_aside import set_aside
from balai.meetings.actions.take_up import take_up
from balai.meetings.models import Presence
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
from balai.people.actions.prove_again import prove_again
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
from balai.programme.actions.set_goal import GoalDraft, set_goal
from balai.programme.actions.tie_item import tie_item
from balai.rules.access import Clearance, Level, Restriction
from balai.rules.procedure import preset_text
from balai.rules.stance import Choice, Stance
from tests.factories import items_of, make_meeting
from tests.signing_in import an_invitation, just_after, one_of_two_keys
from tests.sitting import begun_meeting, open_item
from tests.world import World, first, make_world

Act = Callable[["ActionWorld", Person, Membership | None], object]
MEMBERS = ("marin", "kai")
WORDS = {"en": "Words"}
INTERNAL = Restriction(Level.INTERNAL, "AvTS § 35 (1) 9", clock.now() + timedelta(days=300))


@dataclass
class ActionWorld(World):
    """Besides: an item in debate, meetings that marin and kai have answered by one tap, a file to import, who left."""

    debated: AgendaItem
    swept: Meeting
    batches: dict[UUID, UUID]
    file: AgendaFile
    departed: Person
    prepared: Meeting  # ada has prepared its first item for marin

    def batch(self, person: Person) -> UUID:
        return self.batches.get(person.pk) or uuid4()


def make_action_world() -> ActionWorld:
    world = make_world()
    cast = world.cast
    swept = make_meeting(cast, 2)
    prepared = make_meeting(cast, 2)
    for_marin = first(prepared)
    prepare_position(for_marin, seat=cast.seats["marin"], stance=Stance.OBJECTION, by=cast.ada, seen_version=1)
    batches = {cast.people[name].pk: mark_rest(swept, seat=cast.seats[name], by=cast.people[name]) for name in MEMBERS}
    return ActionWorld(
        **{one.name: getattr(world, one.name) for one in fields(World)},
        debated=open_item(cast, items_of(begun_meeting(cast))[0]),
        swept=swept,
        batches=batches,
        file=read_agenda(SAMPLES[0]),
        departed=enrol("departed", name="Departed Example", by=world.cast.root),
        prepared=prepared,
    )


def a_goal(number: str) -> GoalDraft:
    day = localdate()
    return GoalDraft(number, WORDS, day, day + timedelta(days=9), WORDS, Decimal(0), Decimal(1))


# fmt: off
# w: the world, p: who acts, s: their own seat, if they have one
ACTS: dict[str, Act] = {
    # people
    "people.found_body": lambda w, p, s: found_body(
        "new", name=WORDS, country="EE", level="national", rules_text=preset_text("estonia"), by=p
    ),
    "people.found_organization": lambda w, p, s: found_organization(
        w.cast.body, key="new", name=WORDS, label=WORDS, by=p
    ),
    "people.enrol": lambda w, p, s: enrol("new", name="New", by=p),
    "people.appoint": lambda w, p, s: appoint(w.cast.olga, body=w.cast.body, role=Role.MEMBER, by=p),
    "people.clear": lambda w, p, s: clear(w.cast.pia, level=Clearance.SECRET, by=p),
    "people.end_membership": lambda w, p, s: end_membership(w.cast.seats["pia"], by=p),
    "people.name_substitute": lambda w, p, s: name_substitute(
        w.cast.seats["tomas"], substitute=w.cast.pia, starts=clock.now(), ends=None, by=p
    ),
    "people.end_substitution": lambda w, p, s: end_substitution(w.substitution, by=p),
    "people.give_mandate": lambda w, p, s: give_mandate(
        w.cast.seats["marin"], adviser=enrol("bo", name="Bo", by=w.cast.root), starts=clock.now(), ends=None, by=p
    ),
    "people.end_mandate": lambda w, p, s: end_mandate(w.mandate, by=p),
    "people.choose_language": lambda w, p, s: choose_language("et", by=p),
    # signing in, and one's own keys
    "people.sign_in": lambda w, p, s: sign_in(p, session="x", device="x", assurance=None),
    "people.prove_again": lambda w, p, s: prove_again(p, session="x", assurance=None),
    "people.count_try": lambda w, p, s: count_try("x", "x"),
    "people.use_code": lambda w, p, s: use_code("123456", by=p),
    "people.accept_invitation": lambda w, p, s: accept_invitation(an_invitation(p), NewPassword("x", "x")),
    "people.add_key": lambda w, p, s: just_after(lambda: add_key(NewPassword("x", "x"), by=p)),
    "people.remove_key": lambda w, p, s: just_after(lambda: remove_key(one_of_two_keys(p), by=p)),
    "people.renew_recovery_codes": lambda w, p, s: just_after(lambda: renew_recovery_codes(by=p)),
    "people.invite": lambda w, p, s: invite(w.cast.pia, by=p),
    "people.reseal_secrets": lambda w, p, s: reseal_secrets(by=p),
    "people.shut_out": lambda w, p, s: shut_out(w.cast.pia, by=p),
    "people.let_in_again": lambda w, p, s: let_in_again(w.cast.pia, by=p),
    "people.link_identity": lambda w, p, s: link_identity(w.cast.pia, provider="state", subject="x", by=p),
    "people.unlink_identities": lambda w, p, s: unlink_identities(w.cast.pia, by=p),
    "people.end_sessions": lambda w, p, s: end_sessions(w.cast.marin, by=p, because="ended_by_hand"),
    # what is kept about a person
    "people.export": lambda w, p, s: just_after(lambda: export(w.cast.marin, b"x", by=p)),
    "people.erase": lambda w, p, s: erase(w.departed, ErasureOrder("They left."), by=p),
    "people.prune": lambda w, p, s: prune(by=p),
    # building an agenda
    "agenda.convene": lambda w, p, s: convene(w.cast.body, starts_at=clock.now(), by=p),
    "agenda.add_item": lambda w, p, s: add_item(w.draft, ItemDraft(title=WORDS), by=p),
    "agenda.edit_item": lambda w, p, s: edit_item(first(w.draft), {"ask": WORDS}, by=p),
    "agenda.remove_item": lambda w, p, s: remove_item(first(w.draft), by=p),
    "agenda.arrange": lambda w, p, s: arrange(w.draft, [one.pk for one in items_of(w.draft)], by=p),
    "agenda.check_item": lambda w, p, s: check_item(first(w.published), complete=False, by=p),
    "agenda.add_paper": lambda w, p, s: add_paper(
        first(w.published), kind=PaperKind.DRAFT_ACT, title=WORDS, text=WORDS, by=p
    ),
    "agenda.renew_paper": lambda w, p, s: renew_paper(w.paper, text=WORDS, by=p),
    "agenda.publish": lambda w, p, s: publish_agenda(w.draft, by=p),
    "agenda.confirm": lambda w, p, s: confirm_agenda(w.published, by=p),
    "agenda.reopen": lambda w, p, s: reopen_agenda(w.confirmed, by=p),
    "agenda.withdraw_item": lambda w, p, s: withdraw_item(first(w.published), because="", by=p),
    "agenda.restrict_item": lambda w, p, s: restrict_item(first(w.published), INTERNAL, by=p),
    "agenda.restrict_paper": lambda w, p, s: restrict_paper(w.paper, INTERNAL, by=p),
    "agenda.note_reading": lambda w, p, s: note_reading(first(w.published), [w.paper], by=p),
    "importing.import_agenda": lambda w, p, s: import_agenda(
        w.file, body=w.cast.body, report=Report("file", "cabinet"), by=p
    ),
    # answering
    "agenda.mark_position": lambda w, p, s: mark_position(
        first(w.swept), seat=s, stance=Stance.OBJECTION, by=p, seen_version=1
    ),
    "agenda.take_back_position": lambda w, p, s: take_back_position(first(w.swept), seat=s, by=p),
    "agenda.mark_rest": lambda w, p, s: mark_rest(w.published, seat=s, by=p),
    "agenda.take_back_rest": lambda w, p, s: take_back_rest(w.swept, batch=w.batch(p), seat=s, by=p),
    "agenda.prepare_position": lambda w, p, s: prepare_position(
        first(w.swept), seat=w.cast.seats["marin"], stance=Stance.ABSTAIN, by=p, seen_version=first(w.swept).version
    ),
    "agenda.withdraw_prepared": lambda w, p, s: withdraw_prepared(first(w.prepared), seat=w.cast.seats["marin"], by=p),
    "agenda.confirm_prepared": lambda w, p, s: confirm_prepared(first(w.prepared), seat=w.cast.seats["marin"], by=p),
    "agenda.confirm_all_prepared": lambda w, p, s: confirm_all_prepared(w.prepared, seat=w.cast.seats["marin"], by=p),
    "agenda.write_briefing": lambda w, p, s: write_briefing(
        first(w.published), seat=w.cast.seats["marin"], text="Ask about the cost.", by=p
    ),
    "agenda.recuse": lambda w, p, s: recuse(first(w.published), seat=s, reason="A reason", by=p),
    "agenda.end_recusal": lambda w, p, s: end_recusal(first(w.published), seat=s, by=p),
    "agenda.ask_for_floor": lambda w, p, s: ask_for_floor(first(w.published), by=p),
    "agenda.give_back_floor": lambda w, p, s: give_back_floor(first(w.published), by=p),
    "agenda.ask_to_open": lambda w, p, s: ask_to_open(first(w.running), seat=s, by=p),
    "agenda.write_note": lambda w, p, s: write_note(first(w.published), text="Note", by=p),
    "agenda.look": lambda w, p, s: look(first(w.published), by=p),
    "agenda.choose_order": lambda w, p, s: choose_order("official", by=p),
    # the sitting
    "meetings.note_attendance": lambda w, p, s: note_attendance(
        w.published, seat=w.cast.seats["marin"], presence=Presence.REMOTE, by=p
    ),
    "meetings.note_all_present": lambda w, p, s: note_all_present(w.published, by=p),
    "meetings.open": lambda w, p, s: open_meeting(w.confirmed, by=p),
    "meetings.add_urgent_item": lambda w, p, s: add_urgent_item(
        w.running, ItemDraft(title=WORDS), proposed_by=w.cast.seats["marin"], by=p
    ),
    "meetings.adopt_block": lambda w, p, s: adopt_block(w.running, by=p),
    "meetings.take_up": lambda w, p, s: take_up(first(w.running), by=p),
    "meetings.decide": lambda w, p, s: decide(w.debated, outcome=Outcome.ADOPTED, by=p),
    "meetings.set_aside": lambda w, p, s: set_aside(w.debated, stage=Stage.POSTPONED, because="", by=p),
    "meetings.open_voting": lambda w, p, s: open_voting(w.debated, by=p),
    "meetings.cast_vote": lambda w, p, s: cast_vote(w.voting, seat=s, choice=Choice.FOR, by=p),
    "meetings.close_voting": lambda w, p, s: close_voting(w.voting, by=p),
    "meetings.break_off_voting": lambda w, p, s: break_off_voting(w.voting, by=p),
    "meetings.close": lambda w, p, s: close_meeting(w.done, by=p),
    # the programme
    "programme.set_goal": lambda w, p, s: set_goal(
        w.cast.body, a_goal("9"), responsible=w.cast.organizations["pm"], by=p
    ),
    "programme.tie_item": lambda w, p, s: tie_item(first(w.published), goal=w.goal, by=p),
    "programme.assign_task": lambda w, p, s: assign_task(
        w.cast.body, title=WORDS, responsible=w.cast.organizations["pm"], due=localdate(), by=p
    ),
    "programme.report_indicator": lambda w, p, s: report_indicator(w.goal, on=localdate(), value=Decimal(5), by=p),
    "programme.finish_task": lambda w, p, s: finish_task(w.task, by=p),
}
# fmt: on
