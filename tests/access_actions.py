"""Who may do what: every action, called directly, past all pages. People review this table; an action without a row
fails the suite.

What an adviser may stands in `tests/access_of_advisers.py`.

Columns: olga (member of another body), nils (right to speak), marin (member, Finance), sara (secretary), kai (chair),
root (administrator of the installation). Each acts from their own seat, in a state in which the act is due: an item is
marked on a published agenda, a vote is cast while it is open (`tests/each_action.py`). `yes` = done, `no` = this person
may not.
"""

ROLES = ("olga", "nils", "marin", "sara", "kai", "root")

# fmt: off
MATRIX: dict[str, tuple[str, ...]] = {
    # action                         olga   nils   marin  sara   kai    root
    # people
    "people.found_body":            ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.found_organization":    ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.enrol":                 ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.appoint":               ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.clear":                 ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.end_membership":        ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.name_substitute":       ("no",  "no",  "no",  "yes", "yes", "no"),  # and tomas
    "people.end_substitution":      ("no",  "no",  "no",  "yes", "yes", "no"),  # and tomas
    "people.give_mandate":          ("no",  "no",  "yes", "no",  "no",  "no"),  # marin's; by some rules the secretary
    "people.end_mandate":           ("no",  "no",  "yes", "no",  "no",  "no"),  # marin's; and the adviser
    "people.choose_language":       ("yes", "yes", "yes", "yes", "yes", "yes"),
    # signing in, and one's own keys
    "people.sign_in":               ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.prove_again":           ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.count_try":             ("yes", "yes", "yes", "yes", "yes", "yes"),  # nobody is known yet
    "people.use_code":              ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.accept_invitation":     ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.add_key":               ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.remove_key":            ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.renew_recovery_codes":  ("yes", "yes", "yes", "yes", "yes", "yes"),
    "people.invite":                ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.reseal_secrets":        ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.shut_out":              ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.let_in_again":          ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.link_identity":         ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.unlink_identities":     ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.end_sessions":          ("no",  "no",  "yes", "no",  "no",  "yes"),  # marin's
    # what is kept about a person
    "people.export":                ("no",  "no",  "yes", "no",  "no",  "yes"),  # about marin
    "people.erase":                 ("no",  "no",  "no",  "no",  "no",  "yes"),
    "people.prune":                 ("no",  "no",  "no",  "no",  "no",  "yes"),
    # building an agenda
    "agenda.convene":               ("no",  "no",  "no",  "yes", "yes", "no"),
    "agenda.add_item":              ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.edit_item":             ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.remove_item":           ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.arrange":               ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.check_item":            ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.add_paper":             ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.renew_paper":           ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.publish":               ("no",  "no",  "no",  "yes", "no",  "no"),
    "agenda.confirm":               ("no",  "no",  "no",  "no",  "yes", "no"),  # where the rules say so, the secretary
    "agenda.reopen":                ("no",  "no",  "no",  "no",  "yes", "no"),
    "agenda.withdraw_item":         ("no",  "no",  "no",  "yes", "no",  "no"),  # and its submitter
    "agenda.restrict_item":         ("no",  "no",  "no",  "yes", "yes", "no"),
    "agenda.restrict_paper":        ("no",  "no",  "no",  "yes", "yes", "no"),
    "agenda.note_reading":          ("no",  "yes", "yes", "yes", "yes", "no"),
    "importing.import_agenda":      ("no",  "no",  "no",  "yes", "no",  "yes"),
    # answering
    "agenda.mark_position":         ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.take_back_position":    ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.mark_rest":             ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.take_back_rest":        ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.prepare_position":      ("no",  "no",  "no",  "no",  "no",  "no"),  # the adviser alone
    "agenda.withdraw_prepared":     ("no",  "no",  "yes", "no",  "no",  "no"),  # for marin's seat; and the adviser
    "agenda.confirm_prepared":      ("no",  "no",  "yes", "no",  "no",  "no"),  # for marin's seat
    "agenda.confirm_all_prepared":  ("no",  "no",  "yes", "no",  "no",  "no"),  # for marin's seat
    "agenda.write_briefing":        ("no",  "no",  "no",  "no",  "no",  "no"),  # the adviser alone
    "agenda.recuse":                ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.end_recusal":           ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.ask_for_floor":         ("no",  "yes", "no",  "no",  "no",  "no"),
    "agenda.give_back_floor":       ("no",  "yes", "no",  "no",  "no",  "no"),
    "agenda.ask_to_open":           ("no",  "no",  "yes", "no",  "yes", "no"),
    "agenda.write_note":            ("no",  "yes", "yes", "yes", "yes", "no"),
    "agenda.look":                  ("no",  "yes", "yes", "yes", "yes", "no"),
    "agenda.choose_order":          ("yes", "yes", "yes", "yes", "yes", "yes"),
    # the sitting
    "meetings.note_attendance":     ("no",  "no",  "yes", "yes", "yes", "no"),  # marin's
    "meetings.note_all_present":    ("no",  "no",  "no",  "yes", "yes", "no"),
    "meetings.open":                ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.add_urgent_item":     ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.adopt_block":         ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.take_up":             ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.decide":              ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.set_aside":           ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.open_voting":         ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.cast_vote":           ("no",  "no",  "yes", "no",  "yes", "no"),
    "meetings.close_voting":        ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.break_off_voting":    ("no",  "no",  "no",  "no",  "yes", "no"),
    "meetings.close":               ("no",  "no",  "no",  "no",  "yes", "no"),
    # the programme
    "programme.set_goal":           ("no",  "no",  "no",  "yes", "yes", "no"),
    "programme.tie_item":           ("no",  "no",  "no",  "yes", "yes", "no"),
    "programme.assign_task":        ("no",  "no",  "no",  "yes", "yes", "no"),
    "programme.report_indicator":   ("no",  "no",  "yes", "yes", "no",  "no"),  # Finance's
    "programme.finish_task":        ("no",  "no",  "yes", "yes", "no",  "no"),  # Finance's
}
# fmt: on
