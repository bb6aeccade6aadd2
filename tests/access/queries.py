"""Every query of the window: what a reader is given of a thing. One without a line fails the suite.

A query is a function outside policies, actions, forms and views that is told who reads (a `Person`, a `Standing` or
a `Pen`), any function of a `queries.py`, and the admission to a live screen. What a reader is given is told in a word:
all, some of it (what the word says), `-` for nothing of this thing, 404 and 403 as an address would say.

m: the people and things of the tables, t: the thing in one of its states, p: who reads; None: not signed in.
"""

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.http import Http404

import balai
from balai.agenda.access import papers_shown, seen_by, sight_of
from balai.agenda.advising.queries import briefing_for, prepared_for, readiness
from balai.agenda.desk import my_desk
from balai.agenda.guests.queries import invitations_to, invited_for, sight_of_invited
from balai.agenda.kept import sheet_for
from balai.agenda.models import Meeting, MeetingState
from balai.agenda.opened import open_item
from balai.agenda.queries import item_for, looks_of, meeting_for, member_agenda, my_meetings, note_of
from balai.agenda.secretariat.building import draft
from balai.agenda.secretariat.fetch import (
    body_of_secretariat,
    item_of_secretariat,
    meeting_of_secretariat,
    paper_of_secretariat,
)
from balai.agenda.sheet import pen_for, row_of
from balai.live.screens import SCREENS
from balai.meetings.decision_page import decision_for
from balai.meetings.fetch import box_for, given_back, hall_link_for, motion_for, speech_for, voting_for
from balai.meetings.guests import guest_page, invitation_of_meeting
from balai.meetings.hall_screen import hall_links_for, meeting_for_hall
from balai.meetings.mine import mine
from balai.meetings.my_floor import my_floor
from balai.meetings.permits import permits
from balai.meetings.queries import Sitting, sitting
from balai.meetings.times import times_for
from balai.minutes.queries import minutes_page, objection_for
from balai.people.advisers import my_parts
from balai.people.standing import Standing, standing, standings
from balai.personal.queries import everything_about
from balai.programme.queries import body_for, goal_for, task_for
from balai.public import queries as public
from balai.verdict import Refused
from balai.web.refusals import STATUS
from tests.access.asked import Answers
from tests.access.making import Making
from tests.access.states import STATES
from tests.access.world import undone
from tests.signing_in import just_after

Query = Callable[[Making, Any, Any], object]
PACKAGE = Path(balai.__path__[0])
# Where nobody reads: what decides, changes, checks shapes, answers requests, or plays a whole government.
ELSEWHERE = {
    "tests",
    "migrations",
    "actions",
    "views",
    "demo",
    "drill",
    "replay",
    "importing",
    "rules",
    "tlog",
    "witness",
}
NO_WINDOW = ("policy.py", "views.py", "forms.py", "commands.py", "http.py")
READERS = {"Person", "Person | None", "Standing", "Pen"}
# Told who acts, not who reads; or about a person's own way in, which concerns nobody else; or pieces of a query below.
NO_QUERIES = {
    "agenda.advising.queries.prepared_keys": "whether pieces drawn before can be used again; a piece of sheet_for",
    "agenda.advising.queries.waiting_for": "for the action, after its policy",
    "agenda.sheet.may_act": "a piece of pen_for",
    "people.advisers.seats_to_give_for": "a piece of my_parts",
    "people.advisers.mandates_held": "one's own mandates",
    "personal.contents.mentions": "a piece of everything_about",
    "personal.erasing.empty_account": "writes",
    "personal.erasing.empty_texts": "writes",
    "personal.erasing.erase_rows": "writes",
    "personal.erasing.locked": "who is erased, not who reads",
    "personal.erasing.pseudonym_of": "who is erased, not who reads",
    "personal.erasing.username_of": "who is erased, not who reads",
    "personal.queries.decisions_of": "a piece of everything_about",
    "personal.queries.kept_about": "how many rows are kept about oneself; no address names anybody else",
    "personal.queries.rows_about": "a piece of everything_about and kept_about",
    "personal.ties.has_a_mandate": "who is erased, not who reads",
    "personal.ties.has_spoken_on_what_is_not_closed": "who is erased, not who reads",
    "personal.ties.holds_a_seat": "who is erased, not who reads",
    "personal.ties.is_cleared": "who is erased, not who reads",
    "personal.ties.stands_in": "who is erased, not who reads",
    "personal.ties.what_ties": "who is erased, not who reads",
    "agenda.access.shown_to": "a piece of item_for",
    "agenda.access.guest_reader": "what a person is cleared for; a piece of sight_of_invited and invited_for",
    "agenda.access.sight_of_guest": "a piece of sight_of_invited",
    "agenda.carried.came_from": "a piece of open_item",
    "agenda.carried.went_to": "a piece of open_item",
    "meetings.carrying.carrying": "a piece of the route chair-console",
    "meetings.reporting.reporting": "a piece of the routes meeting, my-meeting and chair-console",
    "agenda.reported.report_behind": "a piece of open_item",
    "agenda.guests.queries.papers_for_guest": "a piece of guest_page",
    "agenda.guests.queries.guests_of": "asked by the route item-guests alone",
    "agenda.guests.queries.guests_at": "a piece of sitting",
    "meetings.guests.may_call_in": "who acts",
    "meetings.guests.admit": "a screen, below",
    "agenda.access.closed_to": "a piece of goal_for",
    "agenda.access.reader_of": "what a person is cleared for; a piece of shown_to",
    "agenda.fetch.locked_item": "who acts",
    "agenda.queries.readings_of": "asked by the routes item-access and paper-access alone",
    "agenda.restricting.may_be_restricted": "who acts",
    "people.clearance.clearance_of": "a piece of shown_to",
    "people.standing.bodies_of": "a piece of standings",
    "agenda.agenda_versions.record_version": "writes",
    "agenda.announcing.changed": "writes",
    "decisions.record.record_decisions": "writes",
    "ledger.log.append": "writes",
    "ledger.log.append_each": "writes",
    "people.sign_in.keys.keep": "writes",
    "people.sign_in.keys.drop": "writes",
    "people.sign_in.keys.forget_keys": "writes",
    "people.sign_in.beginning.begin": "one's own session",
    "people.sign_in.beginning.prove": "one's own session",
    "people.sign_in.ending.end_sessions": "writes",
    "people.sign_in.ending.bodies_of": "for the record",
    "people.sign_in.assurance.level_of": "one's own session",
    "people.sign_in.assurance.counted_steps": "one's own session",
    "people.sign_in.keys.ways_in": "one's own keys",
    "people.sign_in.keys.print_of_password": "for the record",
    "people.sign_in.recovery.codes_left": "one's own keys",
    "people.sign_in.recovery.keep_codes": "writes",
    "people.sign_in.recovery.strike_out": "writes",
    "people.sign_in.parallel.too_many": "one's own sessions",
    "people.sign_in.parallel.make_room": "one's own sessions",
    "people.sign_in.again.go_on": "one's own session",
    "people.sign_in.assurance.proved_at": "one's own session",
    "people.sign_in.leaving.has_left": "one's own session",
    "people.sign_in.qr.picture": "one's own key",
    "agenda.lines.may_answer": "a piece of pen_for",
    "agenda.lines.shape_of": "a piece of pen_for",
    "agenda.lines.line": "a piece of pen_for",
    "agenda.lines.entry": "a piece of pen_for",
    "agenda.sheet.parts": "a piece of sheet_for",
    "agenda.sheet.foot": "a piece of sheet_for",
    "agenda.opened.version_read": "a piece of open_item",
    "agenda.queries.papers_of": "a piece of open_item",
    "agenda.queries.labels_of": "names of seats",
    "agenda.queries.label_of": "names of seats",
    "meetings.live_console.console_context": "a piece of permits",
    "programme.queries.programme": "a piece of body_for and forward",
    "programme.queries.course_of": "a piece of goal_for",
    "public.queries.meetings": "a piece of front",
    "public.queries.decisions": "a piece of front",
    "public.queries.all_decisions": "a piece of decision_page",
    "public.queries.programme_bodies": "slugs of bodies with a public goal, for everybody",
    "record.queries.missed_checkpoint": "raises an alarm",
    "record.queries.record_state": "asked by the route record-status alone, which is in the table of addresses",
    "agenda.opened.own_motions": "a piece of open_item",
    "meetings.fetch.locked_motion": "who acts",
    "meetings.fetch.locked_speech": "who acts",
    "meetings.motions.proposing": "what a policy says of an item that a query gave; the address has its rows",
    "meetings.motions.sat_in": "a piece of mine",
    "meetings.motions.settle_by_vote": "writes",
    "meetings.drafting.put_in_draft": "writes",
    "meetings.votings.voted_in_another_seat": "who acts",
    "meetings.my_floor.own_seat": "a piece of my_floor",
    "meetings.queries.taken_up": "a piece of sitting",
    "meetings.speaking.put_on_list": "writes",
    "meetings.speaking.reads": "who would speak, not who reads",
    "minutes.fetch.locked": "who acts",
    "minutes.queries.item_of": "a piece of what minutes_page gave",
    "public.queries.has_public_minutes": "a piece of meeting_page",
    "meetings.hall_screen.admit": "a screen, below",
    "agenda.live_agenda.admit": "a screen, below",
    "agenda.secretariat.live_desk.admit": "a screen, below",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every public function of the package that could be a query, by its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE)
        if ELSEWHERE & set(place.parts) or place.name.endswith(NO_WINDOW):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield ".".join((*place.with_suffix("").parts, node.name)), node


def is_told_who_reads(function: ast.FunctionDef) -> bool:
    told = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return any(one.annotation is not None and ast.unparse(one.annotation) in READERS for one in told)


def registered() -> set[str]:
    """All queries and screens that there are."""
    found = {place for place, node in functions() if is_told_who_reads(node) or ".queries." in f".{place}"}
    return (found - set(NO_QUERIES)) | {f"live.{name}" for name in SCREENS}


# How much of it ------------------------------------------------------------------------------------------------------


def once(m: Making, query: Callable[[Any], Any], p: Any) -> Any:
    """What a reader is given whatever the thing is asked of them: asked once for each reader, not for each thing."""
    if (query, p.pk) not in m.lists:
        m.lists[query, p.pk] = query(p)
    return m.lists[query, p.pk]


def listed(found: bool) -> str:
    return "all" if found else "-"


def of_agenda(m: Making, t: Meeting, p: Any) -> str:
    """Whether the reader is shown what the others say."""
    return "all" if member_agenda(*meeting_for(p, t.pk)).shows_others else "own"


def of_item(m: Making, t: Any, p: Any) -> str:
    item, who = item_for(p, t.pk)
    pen = pen_for(item.meeting, who, "")
    opened = open_item(pen, row_of(pen.agenda, item))
    return "all" if pen.agenda.shows_others and opened.row.others is not None else "own"


def of_sight(m: Making, t: Any, p: Any) -> str:
    sight = sight_of(meeting_for(p, t.meeting_id)[1], t.meeting)
    return "-" if t.pk in sight.hidden else ("title" if t.pk in sight.titles else "all")


def of_seen(m: Making, t: Any, p: Any) -> str:
    meeting, who = meeting_for(p, t.meeting_id)
    found = seen_by(who, meeting).picture.of(t.pk)
    return "-" if found is None else ("title" if found.closed else "all")


def of_goal(m: Making, t: Any, p: Any) -> str:
    """Whether items on agendas that are being built are among those tied to it."""
    items = goal_for(p, t.pk).items
    return "all" if any(one.meeting.state == MeetingState.DRAFT for one in items) else "some"


def now_for(t: Meeting, p: Any) -> tuple[Sitting, Standing]:
    meeting, who = meeting_for(p, t.pk)
    return sitting(meeting, seen_by(who, meeting).picture), who


def of_permits(m: Making, t: Any, p: Any) -> str:
    """Whether any button of the console is for this reader."""
    now, who = now_for(t, p)
    found = permits(who, now)
    alone = (found.confirm, found.reopen, found.open, found.adopt_block, found.close, found.urgent)
    on_item = (found.item.decide, found.item.vote, found.item.roll_call, found.item.set_aside) if found.item else ()
    on_vote = (found.vote.close, found.vote.break_off, found.vote.note_silence) if found.vote else ()
    return listed(any((*alone, *on_item, *on_vote, found.repeat)))


def of_mine(m: Making, t: Any, p: Any) -> str:
    """Whose attendance the reader may note: everybody's, their own, nobody's."""
    now, who = now_for(t, p)
    found = mine(now, who)
    return "all" if found.notes_all else ("own" if found.rows else "-")


def of_floor(m: Making, t: Any, p: Any) -> str:
    """Whose turn the reader may see to: everybody's, their own, nobody's."""
    now, who = now_for(t.meeting, p)
    found = my_floor(now, who)
    if found is None:
        return "-"
    if found.others or found.close or any(one.give for one in found.waiting):
        return "all"
    return "own" if found.speaks or found.mine or (found.ways and found.ways.speech) else "-"


def of_minutes(m: Making, t: Any, p: Any) -> str:
    """Whether there is a text for the reader, and whether items are closed in it."""
    found = minutes_page(p, t.pk).text
    return "-" if found is None else ("some" if found.document.withheld else "all")


def of_prepared(m: Making, t: Any, p: Any) -> str:
    """What is prepared for marin, asked with marin's seat."""
    item, who = item_for(p, t.pk)
    found = prepared_for(seen_by(who, item.meeting).picture, who, m.cast.seats["marin"])
    return listed(t.pk in found)


def of_briefing(m: Making, t: Any, p: Any) -> str:
    item, who = item_for(p, t.pk)
    return listed(briefing_for(item, who, m.cast.seats["marin"]) is not None)


def of_readiness(m: Making, t: Any, p: Any) -> str:
    """How far marin's preparation is."""
    found = readiness(*meeting_for(p, t.pk))
    return listed(found is not None and found.seat == m.cast.seats["marin"])


def of_draft(m: Making, t: Any, p: Any) -> str:
    """Whether the builder can be used, or only looked at."""
    return "all" if draft(*meeting_of_secretariat(p, t.pk)).may_build else "look"


def of_public_page(m: Making, t: Any, p: Any) -> str:
    return listed(t.pk in [one.item.pk for one in public.meeting_page(t.meeting_id).lines])


def of_front(m: Making, t: Any, p: Any) -> str:
    front = public.front()
    return listed(t.pk in [one.pk for one in (*front.running, *front.coming, *front.past)])


def of_forward(m: Making, t: Any, p: Any) -> str:
    return listed(t.pk in [one.view.goal.pk for one in public.forward(t.body).goals])


# fmt: off
# query: (about what kind of thing, what it tells)
QUERIES: dict[str, tuple[str, Query]] = {
    "people.standing.standing": ("body", lambda m, t, p: listed(standing(p, t).belongs)),
    "people.standing.standings": ("body", lambda m, t, p: listed(t.pk in [who.body.pk for who in standings(p)])),
    "agenda.queries.meeting_for": ("meeting", lambda m, t, p: listed(meeting_for(p, t.pk)[0] == t)),
    "agenda.queries.item_for": ("item", lambda m, t, p: listed(item_for(p, t.pk)[0] == t)),
    "agenda.access.sight_of": ("item", of_sight),
    "agenda.access.seen_by": ("item", of_seen),
    "agenda.access.papers_shown": ("paper", lambda m, t, p: papers_shown(item_for(p, t.item_id)[1], t.item)[t.pk]),
    "agenda.queries.my_meetings": ("meeting", lambda m, t, p: listed(
        t in [one.meeting for one in once(m, my_meetings, p)]
    )),
    "agenda.queries.member_agenda": ("meeting", of_agenda),
    "agenda.queries.looks_of": ("meeting", lambda m, t, p: listed(bool(looks_of(p, t)))),  # their own alone
    "agenda.queries.note_of": ("item", lambda m, t, p: listed(bool(note_of(p, t)))),  # their own alone
    "agenda.advising.queries.prepared_for": ("item", of_prepared),
    "agenda.advising.queries.briefing_for": ("item", of_briefing),
    "agenda.advising.queries.readiness": ("meeting", of_readiness),
    "people.advisers.my_parts": ("mandate", lambda m, t, p: listed(
        any(t in part.mandates for part in my_parts(p))
    )),
    "personal.queries.everything_about": ("person", lambda m, t, p: listed(
        bool(just_after(lambda: everything_about(t, reader=p)))
    )),
    "agenda.desk.my_desk": ("meeting", lambda m, t, p: listed(
        t in [card.meeting for card in (*once(m, my_desk, p).coming, *once(m, my_desk, p).closed)]
    )),
    "agenda.kept.sheet_for": ("meeting", lambda m, t, p: listed(
        bool(sheet_for(*meeting_for(p, t.pk), seat=None, order="official"))
    )),
    "agenda.sheet.pen_for": ("meeting", lambda m, t, p: listed(bool(pen_for(*meeting_for(p, t.pk), "").agenda.rows))),
    "agenda.opened.open_item": ("item", of_item),
    "agenda.secretariat.fetch.meeting_of_secretariat": ("meeting", lambda m, t, p: listed(
        meeting_of_secretariat(p, t.pk)[0] == t
    )),
    "agenda.secretariat.fetch.item_of_secretariat": ("item", lambda m, t, p: listed(
        item_of_secretariat(p, t.pk)[0] == t
    )),
    "agenda.secretariat.fetch.paper_of_secretariat": ("paper", lambda m, t, p: listed(
        paper_of_secretariat(p, t.pk)[0] == t
    )),
    "agenda.secretariat.fetch.body_of_secretariat": ("body", lambda m, t, p: listed(
        body_of_secretariat(p, t.slug)[0] == t
    )),
    "agenda.secretariat.building.draft": ("meeting", of_draft),
    "meetings.queries.sitting": ("meeting", lambda m, t, p: listed(
        now_for(t, p)[0].meeting == t
    )),
    "meetings.mine.mine": ("meeting", of_mine),
    "meetings.permits.permits": ("meeting", of_permits),
    "meetings.fetch.voting_for": ("voting", lambda m, t, p: listed(voting_for(p, t.pk)[0] == t)),
    "meetings.fetch.box_for": ("voting", lambda m, t, p: listed(box_for(p, t.pk).pk == t.pk)),
    "meetings.fetch.motion_for": ("motion", lambda m, t, p: listed(motion_for(p, t.pk)[0] == t)),
    "meetings.fetch.speech_for": ("speech", lambda m, t, p: listed(speech_for(p, t.pk)[0] == t)),
    "meetings.fetch.given_back": ("speech", lambda m, t, p: listed(given_back(p, t.pk) == t.item)),
    "meetings.my_floor.my_floor": ("speech", of_floor),
    "meetings.fetch.hall_link_for": ("link", lambda m, t, p: listed(hall_link_for(p, t.pk)[0] == t)),
    "meetings.hall_screen.meeting_for_hall": ("meeting", lambda m, t, p: listed(meeting_for_hall(p, t.pk) == t)),
    "meetings.hall_screen.hall_links_for": ("link", lambda m, t, p: listed(
        t in hall_links_for(p, t.meeting_id)[1]
    )),
    "meetings.times.times_for": ("meeting", lambda m, t, p: listed(times_for(p, t.pk).meeting == t)),
    "minutes.queries.minutes_page": ("meeting", of_minutes),
    "minutes.queries.objection_for": ("objection", lambda m, t, p: listed(objection_for(p, t.pk)[0] == t)),
    "meetings.decision_page.decision_for": ("decision", lambda m, t, p: listed(
        decision_for(p, t.pk).decision == t
    )),
    "programme.queries.body_for": ("body", lambda m, t, p: listed(body_for(p, t.slug)[0] == t)),
    "programme.queries.goal_for": ("goal", of_goal),
    "programme.queries.task_for": ("task", lambda m, t, p: listed(task_for(p, t.pk) == t)),
    # invited to one item
    "agenda.guests.queries.invitations_to": ("invitation", lambda m, t, p: listed(t in invitations_to(p))),
    "agenda.guests.queries.invited_for": ("invitation", lambda m, t, p: listed(invited_for(p, t.pk) == t)),
    "agenda.guests.queries.sight_of_invited": ("item", lambda m, t, p: listed(
        t.pk in (sight_of_invited(p, t.meeting_id).only or ())
    )),
    "meetings.guests.guest_page": ("invitation", lambda m, t, p: listed(guest_page(p, t.pk).invitation == t)),
    "meetings.guests.invitation_of_meeting": ("invitation", lambda m, t, p: listed(
        invitation_of_meeting(p, t.pk) == t
    )),
    # for everybody, whoever they are
    "public.queries.front": ("meeting", of_front),
    "public.queries.meeting_page": ("item", of_public_page),
    "public.queries.minutes_page": ("meeting", lambda m, t, p: listed(public.minutes_page(t.pk).meeting == t)),
    "public.queries.decision_page": ("decision", lambda m, t, p: listed(public.decision_page(t.pk).decision == t)),
    "public.queries.public_box": ("voting", lambda m, t, p: listed(public.public_box(t.pk).pk == t.pk)),
    "public.queries.search_decisions": ("decision", lambda m, t, p: listed(
        t in public.search_decisions("", "")
    )),
    "public.queries.forward": ("goal", of_forward),
    # open screens: for which audience they are drawn
    "live.agenda": ("meeting", lambda m, t, p: SCREENS["agenda"].admit(p, t.pk)),
    "live.desk": ("meeting", lambda m, t, p: SCREENS["desk"].admit(p, t.pk)),
    "live.chair": ("meeting", lambda m, t, p: SCREENS["chair"].admit(p, t.pk)),
    "live.invited": ("invitation", lambda m, t, p: SCREENS["invited"].admit(p, t.item.meeting_id)),
    "live.meeting": ("meeting", lambda m, t, p: SCREENS["meeting"].admit(p, t.pk)),
    "live.hall": ("meeting", lambda m, t, p: SCREENS["hall"].admit(p, t.pk)),
    "live.public": ("meeting", lambda m, t, p: SCREENS["public"].admit(p, t.pk)),
    "live.public-screen": ("meeting", lambda m, t, p: SCREENS["public-screen"].admit(p, t.pk)),
}
# fmt: on
FOR_EVERYBODY = ("public.", "live.")  # asked for who has not signed in as well
WORD = {
    "whole": "all",
    "nothing": "-",
    "secretariat": "secr",
    "member": "membr",
    "adviser": "advis",
    "speaker": "speak",
    "public": "publc",
}


def answers_of_queries(m: Making, queries: Mapping[str, tuple[str, Query]], roles: Collection[str]) -> Answers:
    found = Answers()
    for name, (kind, query) in queries.items():
        for state in STATES[kind]:
            for role in roles:
                person, thing = m.people[role], m.things[kind][state]
                if person is not None or name.startswith(FOR_EVERYBODY):
                    with undone():
                        found.cells[name, state, role] = _told(query, m, thing, person)
    return found


def _told(query: Query, m: Making, thing: Any, person: Any) -> str:
    try:
        said = query(m, thing, person)
    except Http404:
        return "404"
    except Refused as refused:
        return str(STATUS[refused.verdict.ground])
    said = str(getattr(said, "audience", said))  # a screen is drawn for an audience
    return WORD.get(said, said)
