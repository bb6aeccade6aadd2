"""In which states things are met: one line each. A state added here gets a column in every block about such a thing.

Codes have at most five letters. Everything belongs to the cabinet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.db.models import Model

from balai.agenda.models import MeetingKind
from balai.programme.models import Goal
from balai.rules.access import Clearance, Level
from balai.rules.voting import Form
from tests.access.making import ELECTRONIC, OBJECTED, PRIVATE, Making

CONSULTATIVE = MeetingKind.CONSULTATIVE


@dataclass(frozen=True)
class State:
    words: str
    make: Callable[[Making], Model | None]


def of(m: Making, kind: str, state: str) -> Model:
    found = m.things[kind][state]
    assert found is not None
    return found


# In this order: a thing may be taken from one that stands above it.
STATES: dict[str, dict[str, State]] = {
    "meeting": {
        "draft": State("the secretary builds the agenda", lambda m: m.draft()),
        "publ": State("published; positions are given", lambda m: m.published()),
        "prep": State("published; ada has prepared on it for marin", lambda m: m.prepared().meeting),
        "late": State("published; the deadline for positions has passed", lambda m: m.late()),
        "conf": State("confirmed, everybody noted as present", lambda m: m.confirmed()),
        "open": State("open, nothing taken up", lambda m: m.open()),
        "debat": State("open, an item is taken up", lambda m: m.in_debate()),
        "vote": State("open, a vote is open", lambda m: m.voting(m.in_debate()).meeting),
        "susp": State("suspended until tomorrow", lambda m: m.suspended()),
        "again": State("suspended; it may be resumed, everybody is noted anew", lambda m: m.to_be_resumed()),
        "done": State("open, everything is settled", lambda m: m.settled()),
        "closd": State("closed", lambda m: m.closed()),
        "mcirc": State("closed; its minutes are circulated", lambda m: m.circulated()),
        "mterm": State("the term for objections to its minutes is over", lambda m: m.after_objections()),
        "mconf": State("its minutes are confirmed, and public", lambda m: m.minuted()),
        "cpubl": State("consultative, published", lambda m: m.published(CONSULTATIVE)),
        "copen": State("consultative, open", lambda m: m.open(CONSULTATIVE)),
        "cclos": State("consultative, closed", lambda m: m.closed(CONSULTATIVE)),
        "econf": State("electronic, confirmed; positions are given", lambda m: m.confirmed(ELECTRONIC)),
        "eopen": State("electronic, being concluded", lambda m: m.open(ELECTRONIC)),
    },
    "item": {
        "draft": State("on an agenda being built", lambda m: m.item("draft")),
        "publ": State("on a published agenda", lambda m: m.item("publ")),
        "intrn": State("published; open to the body alone", lambda m: m.item("publ", PRIVATE)),
        "embar": State("published; under an embargo", lambda m: m.restricted(Level.EMBARGOED)),
        "secrt": State(
            "published; for who is cleared for secrets",
            lambda m: m.restricted(Level.RESTRICTED, clearance=Clearance.SECRET),
        ),
        "named": State("published; for marin, the secretary and the chair", lambda m: m.restricted(Level.NAMED)),
        "lapsd": State("was named; the restriction has ended", lambda m: m.restricted(Level.NAMED, ended=True)),
        "prep": State("published; ada has prepared on it for marin", lambda m: m.item("prep")),
        "guest": State("published; gita is invited to it", lambda m: m.invited().item),
        "withd": State("withdrawn before the meeting", lambda m: m.withdrawn()),
        "late": State("published; the deadline for positions has passed", lambda m: m.item("late")),
        "conf": State("on a confirmed agenda", lambda m: m.item("conf")),
        "block": State("in an open meeting, in the block", lambda m: m.item("open")),
        "objct": State("in an open meeting, objected to", lambda m: m.item("open", OBJECTED)),
        "debat": State("taken up", lambda m: m.item("debat", OBJECTED)),
        "motn": State("taken up; a motion of marin's is open on it", lambda m: m.motion(m.in_debate()).item),
        "vote": State("put to the vote", lambda m: m.item("vote", OBJECTED)),
        "besid": State("in the block, while another is put to the vote", lambda m: m.item("vote")),
        "susp": State("taken up in a meeting that is suspended", lambda m: m.item("susp", OBJECTED)),
        "adopt": State("adopted; the meeting is open", lambda m: m.item("done")),
        "closd": State("adopted; the meeting is closed", lambda m: m.item("closd")),
        "pclos": State("adopted, internal; the meeting is closed", lambda m: m.item("closd", PRIVATE)),
        "copen": State("in a consultative meeting that is open", lambda m: m.item("copen")),
        "circ": State("adopted; the minutes are circulated", lambda m: m.item("mcirc")),
        "mconf": State("adopted; the minutes are confirmed", lambda m: m.item("mconf")),
        "agree": State("agreed in a consultative meeting", lambda m: m.item("cclos")),
        "eopen": State("in an electronic session being concluded", lambda m: m.item("eopen")),
    },
    "voting": {
        "open": State("votes are cast", lambda m: m.voting(m.in_debate())),
        "roll": State("a roll call; marin is called", lambda m: m.voting(m.in_debate(), Form.ROLL_CALL)),
        "secrt": State("a secret ballot; nobody has voted", lambda m: m.voting(m.in_debate(), Form.SECRET)),
        "sbox": State("a secret ballot, counted; its box is published", lambda m: m.secret_counted()),
        "count": State("closed and counted; nothing was dealt with since", lambda m: m.voting_ended(counted=True)),
        "broke": State("broken off", lambda m: m.voting_ended(counted=False)),
    },
    "speech": {
        "waits": State("marin waits for the floor", lambda m: m.speech()),
        "speak": State("marin has the floor", lambda m: m.speech(begun=True)),
        "over": State("marin has spoken", lambda m: m.speech(begun=True, ended=True)),
    },
    "motion": {
        "publ": State("marin's, on a published agenda", lambda m: m.motion(m.published())),
        "debat": State("marin's, on an item that is taken up", lambda m: m.motion(m.in_debate())),
        "vote": State("marin's, put to the vote", lambda m: m.motion_put()),
        "taken": State("marin's, taken over", lambda m: m.motion_taken_over()),
    },
    "link": {
        "valid": State("the hall's machine shows the meeting by it", lambda m: m.hall_link()),
        "revok": State("revoked", lambda m: m.hall_link(revoked=True)),
    },
    "objection": {
        "open": State("not answered", lambda m: m.objection()),
        "answd": State("rejected", lambda m: m.objection(answered=True)),
        "conf": State("rejected, and the minutes are confirmed", lambda m: m.objection(answered=True, confirmed=True)),
    },
    "invitation": {
        "now": State("of gita, in force", lambda m: m.invited()),
        "debat": State("of gita; the item is taken up", lambda m: m.invited(begun=True)),
        "calld": State("of gita, who has been called in to the item in debate", lambda m: m.called_in()),
        "back": State("of gita, taken back", lambda m: m.invited(taken_back=True)),
    },
    "paper": {
        "draft": State("of an item on an agenda being built", lambda m: m.paper("draft")),
        "publ": State("of an item on a published agenda", lambda m: m.paper("publ")),
        "secrt": State("published; it alone for who is cleared for secrets", lambda m: m.restricted_paper()),
        "conf": State("of an item on a confirmed agenda", lambda m: m.paper("conf")),
        "open": State("of an item in an open meeting", lambda m: m.paper("open")),
        "closd": State("of an item that is adopted", lambda m: m.paper("closd")),
    },
    "decision": {
        "publc": State("public; the meeting is closed", lambda m: m.decision("closd")),
        "early": State("public; the meeting is still open", lambda m: m.decision("done")),
        "intrn": State("of an internal item", lambda m: m.decision("closd", PRIVATE)),
    },
    "goal": {
        "publc": State("public", lambda m: m.goal("1", public=True)),
        "inner": State("not public", lambda m: m.goal("2", public=False)),
    },
    "task": {
        "open": State("of a public goal, not done", lambda m: m.task(goal=cast("Goal", of(m, "goal", "publc")))),
        "inner": State("of a goal that is not public", lambda m: m.task(goal=cast("Goal", of(m, "goal", "inner")))),
        "done": State("done", lambda m: m.task(done=True)),
    },
    "substitution": {
        "soon": State("named, not begun", lambda m: m.stand_in(m.account("eva"), "tomas", starts=30)),
        "now": State("in force", lambda m: m.stand_in(m.account("fay"), "tomas")),
        "over": State("its term is over", lambda m: m.stand_in(m.account("gus"), "tomas", starts=-20, ends=-7)),
        "ended": State("ended before its time", lambda m: m.stand_in(m.account("hal"), "tomas", ended=True)),
    },
    "mandate": {
        "soon": State("given by marin, not begun", lambda m: m.mandate("una", starts=30)),
        "now": State("in force", lambda m: m.mandate("vic")),
        "own": State("in force: the adviser's own", lambda m: m.mandate_of("ada")),
        "over": State("its term is over", lambda m: m.mandate("wim", starts=-20, ends=-7)),
        "ended": State("ended before its time", lambda m: m.mandate("xia", ended=True)),
    },
    "seat": {
        "held": State("held", lambda m: m.seat("ivo")),
        "membr": State("the seat of marin, a member", lambda m: m.cast.seats["marin"]),
        "ended": State("ended", lambda m: m.seat("jan", ended=True)),
    },
    "person": {
        "activ": State("may sign in", lambda m: m.person("lea")),
        "shut": State("shut out", lambda m: m.person("max", active=False)),
        "membr": State("marin, a member", lambda m: m.cast.marin),
    },
    "body": {"own": State("the cabinet", lambda m: m.cast.body)},
    "": {"any": State("about nothing that has states", lambda m: None)},
}
