"""What an adviser gets and may: ada prepares for marin and has no seat. People review these tables.

An adviser gets at every address what somebody gets who may only speak (nils in `tests/access_routes.py`), and may do
nothing, but for what stands here.
"""

# fmt: off
ROUTES: dict[str, object] = {
    "ask-for-floor": 403,
    "give-back-floor": 403,
    "end-mandate": "ok",  # ada lays her own down
    "prepare-position": "ok",
    "withdraw-prepared": "ok",
    "write-briefing": "ok",
}

ACTIONS = {
    # what is an adviser's
    "agenda.prepare_position",
    "agenda.withdraw_prepared",
    "agenda.write_briefing",
    "people.end_mandate",  # her own
    # what is every reader's
    "agenda.write_note",
    "agenda.look",
    "agenda.note_reading",
    # what concerns nobody else
    "agenda.choose_order",
    "people.choose_language",
    "people.count_try",
    "people.sign_in",
    "people.prove_again",
    "people.accept_invitation",
    "people.add_key",
    "people.remove_key",
    "people.renew_recovery_codes",
}
# fmt: on
