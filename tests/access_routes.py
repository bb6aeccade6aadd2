"""Who gets what at every address. People review this table; a route without a row fails the suite.

Columns: nobody (not signed in), olga (member of another body), nils (right to speak), marin (member), sara (secretary),
kai (chair).
`in` = sent to sign in, `ok` = answered, 403 not allowed, 404 nothing there, 409 not now, 422 cannot be accepted.
"""

from collections.abc import Callable
from typing import Any

from tests.world import World, first

ROLES = ("nobody", "olga", "nils", "marin", "sara", "kai")
Address = Callable[[World], list[object]]
Sent = dict[str, object]
Body = Callable[[World], Sent]


def nothing(world: World) -> list[object]:
    return []


def published(world: World) -> list[object]:
    return [world.published.pk]


def confirmed(world: World) -> list[object]:
    return [world.confirmed.pk]


def running(world: World) -> list[object]:
    return [world.running.pk]


def item(world: World) -> list[object]:
    return [first(world.published).pk]


def running_item(world: World) -> list[object]:
    return [first(world.running).pk]


def slug(world: World) -> list[object]:
    return [world.cast.body.slug]


def POSITION(world: World) -> Sent:  # noqa: N802 (a value of the table)
    return {"stance": "no_objection", "seen_version": first(world.published).version, "seen_position": 0}


def PREPARED(world: World) -> Sent:  # noqa: N802
    return {"stance": "no_objection", "seen_version": first(world.published).version, "seen_prepared": 0}


def DATED(world: World) -> Sent:  # noqa: N802
    return {"on": "2026-01-05", "value": "5"}


def EMPTY(world: World) -> Sent:  # noqa: N802
    return {}


OPEN_TO_ALL: Sent = {"access": "public", "clearance": 0}

# fmt: off
# route: (method, address, form, nobody, olga, nils, marin, sara, kai)
MATRIX: dict[str, tuple[Any, ...]] = {
    # everybody
    "home": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "sign-in": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "sign-in-as": ("post", nothing, EMPTY, 404, 404, 404, 404, 404, 404),  # outside a demonstration
    "account_login": ("get", nothing, EMPTY, "in", "in", "in", "in", "in", "in"),  # allauth's name for the same
    "account_reauthenticate": ("get", nothing, EMPTY, "in", "in", "in", "in", "in", "in"),
    "mfa_authenticate": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),  # without a password: back
    "mfa_login_webauthn": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "join": ("get", nothing, EMPTY, 404, 404, 404, 404, 404, 404),  # without a link
    "join-by-link": ("get", lambda w: ["secret"], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),  # to the page before
    "join-by-passkey": ("post", nothing, EMPTY, 404, 404, 404, 404, 404, 404),
    "join-by-password": ("post", nothing, EMPTY, 404, 404, 404, 404, 404, 404),
    "openid_connect_login": ("post", lambda w: ["state"], EMPTY, 404, 404, 404, 404, 404, 404),  # none is configured
    "openid_connect_callback": ("get", lambda w: ["state"], EMPTY, 404, 404, 404, 404, 404, 404),
    "sign-out": ("post", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "language": ("post", nothing, lambda w: {"language": "et"}, "ok", "ok", "ok", "ok", "ok", "ok"),
    "appearance": ("post", nothing, lambda w: {"appearance": "dark"}, "ok", "ok", "ok", "ok", "ok", "ok"),
    "csp-report": ("post", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),  # browsers, without a form's token
    "security-txt": ("get", nothing, EMPTY, 404, 404, 404, 404, 404, 404),  # no contact is configured
    "offline": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-front": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-meeting": ("get", confirmed, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-decisions": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-decision": ("get", lambda w: [w.decision.pk], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-programme": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "public-programme-of": ("get", slug, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "goal-plot": ("get", lambda w: [w.goal.pk], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),  # a public goal
    "public-decision-proof": ("get", lambda w: [w.decision.pk], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    # the record: commitments only, for everybody
    "record": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-key": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-checkpoint": ("get", nothing, EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-tile": ("get", lambda w: ["entries/000.p/1"], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-proof": ("get", lambda w: [0], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-consistency": ("get", lambda w: [1, 2], EMPTY, "ok", "ok", "ok", "ok", "ok", "ok"),
    "record-status": ("get", nothing, EMPTY, "in", 403, 403, 403, "ok", 403),
    # reading
    "desk": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "agenda": ("get", published, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "item": ("get", item, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "item-row": ("get", item, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "meeting": ("get", running, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "my-meeting": ("get", running, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "decision": ("get", lambda w: [w.decision.pk], EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "decision-proof": ("get", lambda w: [w.decision.pk], EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "programme": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "programme-of": ("get", slug, EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    "goal": ("get", lambda w: [w.goal.pk], EMPTY, "in", 404, "ok", "ok", "ok", "ok"),
    # one's own way in; keys are changed by who has just shown again who they are (people/tests/test_own_keys.py)
    "my-sign-in": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "my-data": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "export-my-data": ("post", nothing, EMPTY, "in", 403, 403, 403, 403, 403),  # only freshly proved (personal/tests)
    "prove-again": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "prove-again-by-passkey": ("post", nothing, EMPTY, "in", 422, 422, 422, 422, 422),
    "add-passkey": ("post", nothing, EMPTY, "in", 422, 422, 422, 422, 422),
    "set-password": ("post", nothing, EMPTY, "in", 422, 422, 422, 422, 422),
    "remove-key": ("post", lambda w: [1], EMPTY, "in", 404, 404, 404, 404, 404),  # nobody has one
    "renew-recovery-codes": ("post", nothing, EMPTY, "in", 403, 403, 403, 403, 403),
    "end-session": ("post", lambda w: [w.goal.pk], EMPTY, "in", 404, 404, 404, 404, 404),  # not one of theirs
    "end-other-sessions": ("post", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    # advisers
    "my-advisers": ("get", nothing, EMPTY, "in", "ok", "ok", "ok", "ok", "ok"),
    "end-mandate": ("post", lambda w: [w.mandate.pk], EMPTY, "in", 404, 403, "ok", 403, 403),  # marin's
    "prepare-position": ("post", item, PREPARED, "in", 404, 403, 403, 403, 403),  # the adviser alone
    "withdraw-prepared": ("post", item, lambda w: {"seen_prepared": 0}, "in", 404, 403, "ok", 403, "ok"),
    "confirm-prepared": ("post", item, lambda w: {"seen_prepared": 0, "seen_position": 0},
        "in", 404, 403, 409, 403, 409),  # nothing is prepared
    "confirm-all-prepared": ("post", published, EMPTY, "in", 404, 403, 409, 403, 409),
    "write-briefing": ("post", item, lambda w: {"text": "Ask."}, "in", 404, 403, 403, 403, 403),  # the adviser alone
    # answering
    "mark-position": ("post", item, POSITION, "in", 404, 403, "ok", 403, "ok"),
    "take-back-position": ("post", item, lambda w: {"seen_position": 0}, "in", 404, 403, "ok", 403, "ok"),
    "mark-rest": ("post", published, lambda w: {"seen": f"{first(w.published).pk}.{first(w.published).version}"},
        "in", 404, 403, "ok", 403, "ok"),
    "take-back-rest": ("post", published, EMPTY, "in", 404, 422, 422, 422, 422),
    "recuse": ("post", item, lambda w: {"reason": "kin"}, "in", 404, 403, "ok", 403, "ok"),
    "end-recusal": ("post", item, EMPTY, "in", 404, 403, "ok", 403, "ok"),
    "ask-for-floor": ("post", item, EMPTY, "in", 404, "ok", 403, 403, 403),
    "give-back-floor": ("post", item, EMPTY, "in", 404, "ok", 403, 403, 403),
    "ask-to-open": ("post", running_item, EMPTY, "in", 404, 403, "ok", 403, "ok"),
    "write-note": ("post", item, lambda w: {"text": "mine"}, "in", 404, "ok", "ok", "ok", "ok"),
    "choose-order": ("post", published, lambda w: {"order": "official"}, "in", 404, "ok", "ok", "ok", "ok"),
    # the secretariat
    "secretary-desk": ("get", published, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "agenda-builder": ("get", published, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "agenda-versions": ("get", published, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "publish-agenda": ("post", published, EMPTY, "in", 404, 403, 403, "ok", 403),
    "arrange-items": ("post", published, EMPTY, "in", 404, 403, 403, 422, 403),
    "add-item": ("post", published, lambda w: {"title_en": "New"} | OPEN_TO_ALL, "in", 404, 403, 403, "ok", 403),
    "edit-item": ("post", item, lambda w: {"title_en": "Other"}, "in", 404, 403, 403, "ok", 403),
    "change-line": ("post", item, lambda w: {"planned_minutes": 7}, "in", 404, 403, 403, "ok", 403),
    "check-item": ("post", item, lambda w: {"complete": "yes"}, "in", 404, 403, 403, "ok", 403),
    "remove-item": ("post", lambda w: [first(w.draft).pk], EMPTY, "in", 404, 403, 403, "ok", 403),
    "withdraw-item": ("post", item, lambda w: {"because": "late"}, "in", 404, 403, 403, "ok", 403),
    "add-paper": ("post", item, lambda w: {"kind": "attachment", "title_en": "A", "text_en": "B"} | OPEN_TO_ALL,
        "in", 404, 403, 403, "ok", 403),
    "renew-paper": ("post", lambda w: [w.paper.pk], lambda w: {"text_en": "New"}, "in", 404, 403, 403, "ok", 403),
    "item-access": ("get", item, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "paper-access": ("get", lambda w: [w.paper.pk], EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "convene": ("get", slug, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "substitutions": ("get", slug, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "end-substitution": ("post", lambda w: [w.cast.body.slug, w.substitution.pk], EMPTY,
        "in", 404, 403, 403, "ok", "ok"),
    # the sitting
    "chair-console": ("get", running, EMPTY, "in", 404, 403, 403, 403, "ok"),
    "confirm-agenda": ("post", published, EMPTY, "in", 404, 403, 403, 403, "ok"),
    "reopen-agenda": ("post", confirmed, EMPTY, "in", 404, 403, 403, 403, "ok"),
    "open-meeting": ("post", confirmed, EMPTY, "in", 404, 403, 403, 403, "ok"),
    "adopt-block": ("post", running, EMPTY, "in", 404, 403, 403, 403, 409),  # the block seen is not the block that is
    "close-meeting": ("post", running, EMPTY, "in", 404, 403, 403, 403, 409),
    "note-attendance": ("post", running, lambda w: {"seat": w.cast.seats["marin"].pk, "presence": "remote"},
        "in", 404, 403, "ok", "ok", "ok"),
    "note-all-present": ("post", running, EMPTY, "in", 404, 403, 403, "ok", "ok"),
    "add-urgent-item": ("post", running, lambda w: {"title": "Now", "proposed_by": w.cast.seats["marin"].pk},
        "in", 404, 403, 403, 403, "ok"),
    "take-up": ("post", running_item, EMPTY, "in", 404, 403, 403, 403, "ok"),
    "decide-item": ("post", running_item, lambda w: {"outcome": "adopted"}, "in", 404, 403, 403, 403, "ok"),
    "set-aside-item": ("post", running_item, lambda w: {"stage": "postponed"}, "in", 404, 403, 403, 403, "ok"),
    "open-voting": ("post", running_item, EMPTY, "in", 404, 403, 403, 403, 409),  # it has not been taken up
    "open-in-meeting": ("post", running_item, EMPTY, "in", 404, 403, "ok", 403, "ok"),
    "cast-vote": ("post", lambda w: [w.voting.pk], lambda w: {"choice": "for"}, "in", 404, 403, "ok", 403, "ok"),
    "close-voting": ("post", lambda w: [w.voting.pk], EMPTY, "in", 404, 403, 403, 403, "ok"),
    "break-off-voting": ("post", lambda w: [w.voting.pk], EMPTY, "in", 404, 403, 403, 403, "ok"),
    # the programme
    "report-indicator": ("post", lambda w: [w.goal.pk], DATED, "in", 404, 403, "ok", "ok", 403),
    "finish-task": ("post", lambda w: [w.task.pk], EMPTY, "in", 404, 403, "ok", "ok", 403),
}
# fmt: on
