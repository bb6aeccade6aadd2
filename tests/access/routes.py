"""Every address: how it is asked, about what kind of thing, with which form. A route without a line fails the suite.

m: the people and things of the tables, t: the thing in one of its states.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from balai.agenda.advising.models import PreparedPosition
from balai.meetings.course import course_of
from balai.meetings.hall import hall
from tests.access.making import Making
from tests.factories import items_of

Sent = dict[str, object]


def by_key(m: Making, t: Any) -> list[object]:
    return [] if t is None else [t.pk]


def no_form(m: Making, t: Any) -> Sent:
    return {}


@dataclass(frozen=True)
class Asked:
    method: str
    kind: str = ""  # of the thing that the address names; "" for none
    form: Callable[[Making, Any], Sent] = no_form
    args: Callable[[Making, Any], list[object]] = by_key


def get(kind: str = "", args: Callable[[Making, Any], list[object]] = by_key) -> Asked:
    return Asked("get", kind, args=args)


def post(
    kind: str = "",
    form: Callable[[Making, Any], Sent] = no_form,
    args: Callable[[Making, Any], list[object]] = by_key,
) -> Asked:
    return Asked("post", kind, form, args)


def position(m: Making, t: Any) -> Sent:
    """As a screen sends it that shows no answer: refused (409) where there is one."""
    return {"stance": "no_objection", "seen_version": t.version, "seen_position": 0}


def undo_key(m: Making, t: Any) -> int:
    """The step that stands on the chair's button."""
    last = course_of(t, [one.pk for one in items_of(t)], hall(t)).last
    return last[0].key if last else 0


def prepared(m: Making, t: Any) -> Sent:
    return {"stance": "no_objection", "seen_version": t.version, "seen_prepared": 0}


def seen_prepared(m: Making, t: Any) -> Sent:
    """As a screen sends it that shows what is prepared, and no answer."""
    seat = m.cast.seats["marin"]
    found = PreparedPosition.objects.current().filter(seat=seat, item=t).first()
    return {"seen_prepared": found.pk if found else 0, "seen_position": 0}


def all_prepared(m: Making, t: Any) -> Sent:
    rows = PreparedPosition.objects.current().filter(seat=m.cast.seats["marin"], item__meeting=t)
    return {"prepared": [f"{one.item_id}.{one.pk}" for one in rows]}


def seen_rest(m: Making, t: Any) -> Sent:
    return {"seen": [f"{one.pk}.{one.version}" for one in items_of(t)]}


def present(m: Making, t: Any) -> Sent:
    return {"seat": m.cast.seats["marin"].pk, "presence": "remote"}


def urgent(m: Making, t: Any) -> Sent:
    return {"title": "Now", "proposed_by": m.cast.seats["marin"].pk}


def substituted(m: Making, t: Any) -> list[object]:
    return [m.cast.body.slug, t.pk]


OPEN_TO_ALL: Sent = {"access": "public", "clearance": 0}

# fmt: off
ROUTES: dict[str, Asked] = {
    # everybody
    "home": get(),
    "sign-in": get(),
    "sign-in-as": post(),  # outside a demonstration
    "account_login": get(),  # allauth's name for the same
    "account_reauthenticate": get(),
    "mfa_authenticate": get(),  # without a password: back
    "mfa_login_webauthn": get(),
    "join": get(),  # without a link
    "join-by-link": get(args=lambda m, t: ["secret"]),  # to the page before
    "join-by-passkey": post(),
    "join-by-password": post(),
    "openid_connect_login": post(args=lambda m, t: ["state"]),  # none is configured
    "openid_connect_callback": get(args=lambda m, t: ["state"]),
    "sign-out": post(),
    "language": post(form=lambda m, t: {"language": "et"}),
    "appearance": post(form=lambda m, t: {"appearance": "dark"}),
    "csp-report": post(),  # sent by browsers, without a form's token
    "security-txt": get(),  # no contact is configured
    "offline": get(),
    "public-front": get(),
    "public-meeting": get("meeting"),
    "public-screen": get("meeting"),
    "public-minutes": get("meeting"),
    "public-decisions": get(),
    "public-decision": get("decision"),
    "public-decision-proof": get("decision"),
    "public-programme": get(),
    "public-programme-of": get("body", lambda m, t: [t.slug]),
    # the record: commitments only, for everybody
    "record": get(),
    "record-key": get(),
    "record-checkpoint": get(),
    "record-tile": get(args=lambda m, t: ["entries/000.p/1"]),
    "record-proof": get(args=lambda m, t: [0]),
    "record-consistency": get(args=lambda m, t: [1, 2]),
    "record-status": get(),
    # reading
    "desk": get(),
    "agenda": get("meeting"),
    "item": get("item"),
    "item-row": get("item"),
    "meeting": get("meeting"),
    "my-meeting": get("meeting"),
    "decision": get("decision"),
    "decision-proof": get("decision"),
    "programme": get(),
    "programme-of": get("body", lambda m, t: [t.slug]),
    "goal": get("goal"),
    "goal-plot": get("goal"),
    # one's own way in; keys are changed by who has just shown again who they are (people/tests/test_own_keys.py)
    "my-sign-in": get(),
    "my-data": get(),
    "export-my-data": post(),  # only freshly proved (personal/tests)
    "prove-again": get(),
    "prove-again-by-passkey": post(),
    "add-passkey": post(),
    "set-password": post(),
    "remove-key": post(args=lambda m, t: [1]),  # nobody has one
    "renew-recovery-codes": post(),
    "end-session": post("person"),  # a number that is no session of theirs
    "end-other-sessions": post(),
    # advisers
    "my-advisers": get(),
    "end-mandate": post("mandate"),
    "prepare-position": post("item", prepared),
    "withdraw-prepared": post("item", seen_prepared),
    "confirm-prepared": post("item", seen_prepared),
    "confirm-all-prepared": post("meeting", all_prepared),
    "write-briefing": post("item", lambda m, t: {"text": "Ask."}),
    # answering
    "mark-position": post("item", position),
    "take-back-position": post("item", lambda m, t: {"seen_position": 0}),
    "mark-rest": post("meeting", seen_rest),
    "take-back-rest": post("meeting"),  # without saying which
    "recuse": post("item", lambda m, t: {"reason": "kin"}),
    "end-recusal": post("item"),
    "ask-for-floor": post("item"),
    "give-back-floor": post("item"),
    "ask-to-open": post("item"),
    "write-note": post("item", lambda m, t: {"text": "mine"}),
    "choose-order": post("meeting", lambda m, t: {"order": "official"}),
    # the secretariat
    "secretary-desk": get("meeting"),
    "agenda-builder": get("meeting"),
    "agenda-versions": get("meeting"),
    "publish-agenda": post("meeting"),
    "arrange-items": post("meeting", lambda m, t: {"item": [one.pk for one in items_of(t)]}),
    "add-item": post("meeting", lambda m, t: {"title_en": "New"} | OPEN_TO_ALL),
    "edit-item": post("item", lambda m, t: {"title_en": "Other"}),
    "change-line": post("item", lambda m, t: {"planned_minutes": 7}),
    "check-item": post("item", lambda m, t: {"complete": "yes"}),
    "remove-item": post("item"),
    "withdraw-item": post("item", lambda m, t: {"because": "late"}),
    "add-paper": post("item", lambda m, t: {"kind": "attachment", "title_en": "A", "text_en": "B"} | OPEN_TO_ALL),
    "item-access": get("item"),
    "paper-access": get("paper"),
    "renew-paper": post("paper", lambda m, t: {"text_en": "New"}),
    "convene": get("body", lambda m, t: [t.slug]),
    "substitutions": get("body", lambda m, t: [t.slug]),
    "end-substitution": post("substitution", args=substituted),
    # invited to one item
    "item-guests": get("item"),
    "take-back-invitation": post("invitation"),
    "invited-item": get("invitation"),
    "invited-call": get("invitation"),
    "call-in": post("invitation"),
    "list-invited": post("invitation"),
    # the sitting
    "chair-console": get("meeting"),
    "confirm-agenda": post("meeting"),
    "reopen-agenda": post("meeting"),
    "open-meeting": post("meeting"),
    "adopt-block": post("meeting"),  # the block seen is not the block that is
    "close-meeting": post("meeting"),
    "close-part": post("meeting"),
    "end-closed-part": post("meeting"),
    "carry-over": post("meeting", lambda m, t: {"to": m.meeting_in("draft").pk}),
    "report-up": post("meeting", lambda m, t: {"to": m.above().pk}),
    "suspend-meeting": post("meeting", lambda m, t: {"until": "2999-01-05T10:00", "because": "Late"}),  # too far
    "move-resumption": post("meeting", lambda m, t: {"until": "2999-01-05T10:00", "because": "Late"}),  # too far
    "resume-meeting": post("meeting"),
    "undo-step": post("meeting", lambda m, t: {"step": undo_key(m, t)}),
    "note-attendance": post("meeting", present),
    "note-all-present": post("meeting"),
    "add-urgent-item": post("meeting", urgent),
    "take-up": post("item"),
    "decide-item": post("item", lambda m, t: {"outcome": "adopted"}),
    "set-aside-item": post("item", lambda m, t: {"stage": "postponed"}),
    "open-voting": post("item"),
    "open-in-meeting": post("item"),
    "cast-vote": post("voting", lambda m, t: {"choice": "for"}),
    "close-voting": post("voting"),
    "break-off-voting": post("voting", lambda m, t: {"because": "-"}),
    "cast-secret-vote": post("voting", lambda m, t: {"seat": m.cast.seats["marin"].pk, "choice": "1"}),
    "ballot-box": get("voting"),
    "public-ballot-box": get("voting"),
    "repeat-voting": post("voting", lambda m, t: {"ground": "error", "because": "-"}),
    "note-answer": post("voting", lambda m, t: {"seat": m.cast.seats["marin"].pk, "choice": "for"}),
    # the floor, and the screen in the hall
    "withdraw-objection": post("item"),
    "recuse-in-meeting": post("item", lambda m, t: {"reason": "A reason"}),
    "end-recusal-in-meeting": post("item"),
    "my-dissents": get("meeting"),
    "dissent-in-meeting": post("meeting", lambda m, t: {"item": items_of(t)[0].pk, "text": "Not so."}),
    "write-draft": post("item", lambda m, t: {"text": "Other words", "seen": 0}),
    "propose-motion": post("item", lambda m, t: {"text": "Other words", "because": ""}),
    "withdraw-motion": post("motion"),
    "settle-motion": post("motion", lambda m, t: {"how": "taken_over"}),
    "put-motion": post("motion"),
    "meeting-times": get("meeting"),
    "lengths-chart": get("meeting"),
    "ask-to-speak": post("item", lambda m, t: {"kind": "speech"}),
    "leave-speaking-list": post("speech"),
    "give-floor": post("speech"),
    "end-speech": post("speech"),
    "close-speaking-list": post("item"),
    "reopen-speaking-list": post("item"),
    "hall": get("meeting"),
    "hall-by-link": get(args=lambda m, t: ["secret"]),  # no link has this secret
    "hall-links": get("meeting"),
    "make-hall-link": post("meeting"),
    "revoke-hall-link": post("link"),
    # the minutes
    "minutes": get("meeting"),
    "write-minutes": post("meeting", lambda m, t: {"text_en": "New"}),
    "circulate-minutes": post("meeting"),
    "object-to-minutes": post("meeting", lambda m, t: {"text": "Wrong."}),
    "answer-objection": post("objection", lambda m, t: {"answer": "reject", "because": "No."}),
    "confirm-minutes": post("meeting"),
    "attach-dissent": post("item", lambda m, t: {"text": "Not so."}),
    # the programme
    "report-indicator": post("goal", lambda m, t: {"on": "2026-01-05", "value": "5"}),
    "finish-task": post("task"),
}
# fmt: on
