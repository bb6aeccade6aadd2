"""The kinds of personal data that are kept: why, on which ground, how long, and what becomes of them.

People review this table. docs/PERSONAL_DATA.md and the page 'My data' are made from it; `balai people prune` takes its
times from here, `balai people erase` what becomes of a kind.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class End(StrEnum):
    """What becomes of it when its person is erased."""

    ERASED = "erased"  # without more ado
    ON_GROUND = "on_ground"  # only on a stated ground of art. 17(1): the name, one's own free texts
    KEPT = "kept"  # it binds, or the law asks for it: art. 17(3)(b), (d)


# The headings of the page 'My data', and what they mean.
ENDS: dict[End, tuple[str | Promise, str | Promise]] = {
    End.ERASED: (_("Goes when you go"), _("Erased when you leave, or by itself before.")),
    End.ON_GROUND: (
        _("Stays, and can be taken out"),
        _("Part of what binds. After you have left it is taken out on a ground of GDPR art. 17(1) that you state."),
    ),
    End.KEPT: (_("Stays"), _("It binds, or the law asks for it: GDPR art. 17(3)(b), (d).")),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`ground`: the lawful basis in the GDPR. `days`: after so many it is deleted by `balai people prune`."""

    title: str | Promise
    why: str | Promise
    ground: str
    kept: str | Promise
    end: End
    days: int | None = None
    exported: bool = True


TASK, DUTY = "art. 6(1)(e)", "art. 6(1)(c)"
KEPT_BY = "; art. 17(3)(b), (d)"
UNTIL_ERASED = _("Until you are erased after your last seat has ended.")
FOR_GOOD = _("For good: it belongs to the record of the government and goes to the archive with it.")
NAME_AND_TEXTS = _("For good, unless it is taken out on a ground of art. 17(1) after your last seat has ended.")

# fmt: off
KINDS: dict[str, Kind] = {
    # about the account
    "account": Kind(_("Your account"),
        _("So that you can sign in, be reached, and read pages in your language and order."),
        TASK, UNTIL_ERASED, End.ERASED),
    "name": Kind(_("Your name"),
        _("So that everybody can see who holds a seat, votes and signs."),
        DUTY + KEPT_BY, NAME_AND_TEXTS, End.ON_GROUND),
    "number": Kind(_("Your number"),
        _("The record names you by this random number, never by your name."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    # about signing in
    "keys": Kind(_("Your keys"),
        _("So that you, and nobody else, sign in as you."),
        TASK, _("Until you remove them or are erased."), End.ERASED),
    "secrets": Kind(_("The secrets of your keys"),
        _("So that a key can be checked. They are sealed or hashed, and in no export: they would open your account."),
        TASK, _("Until you remove them or are erased."), End.ERASED, exported=False),
    "sessions": Kind(_("Where you are signed in"),
        _("So that you can see and end your sessions, and a session does not move to another device."),
        TASK, _("Until the session ends, and one day at most after it has run out."), End.ERASED, days=1),
    "tries": Kind(_("Vain tries to sign in"),
        _("So that nobody guesses a password. The name stands there as a keyed hash only."),
        TASK, _("One day."), End.ERASED, days=1, exported=False),
    "invitations": Kind(_("Invitations to you"),
        _("So that a link to set up your sign-in works once, in its time."),
        TASK, _("30 days after the link was used or ran out."), End.ERASED, days=30),
    "sign_ins": Kind(_("Sign-ins in the record"),
        _("So that misuse of an account can be found out: when, from which kind of device, how sure."),
        TASK, _("Two years; then the content is destroyed and the entry stands empty."), End.ERASED, days=730),
    # about the work
    "seats": Kind(_("Your seats and substitutions"),
        _("So that it can be shown at any time who was entitled to decide."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    "answers": Kind(_("What you answered before meetings"),
        _("Positions, recusals and requests decide how an item is dealt with, and stand in the minutes."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    "texts": Kind(_("Your opinions and your reasons for recusals"),
        _("So that the chair and the members know why."),
        DUTY + KEPT_BY, NAME_AND_TEXTS, End.ON_GROUND),
    "sitting": Kind(_("Your attendance and your votes"),
        _("They make the quorum and the majority of decisions."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    "acts": Kind(_("What you did by your office"),
        _("Agendas published, papers added, figures reported: who answers for them."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    "access": Kind(_("What you may read, and opened, of what is restricted"),
        _("Your clearance, lists of readers with you on them, and each opening: so that a leak can be followed up."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    "record": Kind(_("Entries in the record"),
        _("So that nobody, also no administrator, can change unnoticed what was decided and by whom."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT),
    # for oneself
    "notes": Kind(_("Your private notes"),
        _("For yourself; nobody else reads them."),
        TASK, _("Until you delete them or are erased."), End.ERASED),
    "looks": Kind(_("Which items you have opened"),
        _("So that you are shown what has changed since."),
        TASK, UNTIL_ERASED, End.ERASED),
    "announcements": Kind(_("News for your open screens"),
        _("So that your own screens follow what you did."),
        TASK, _("30 days."), End.ERASED, days=30),
    "sent": Kind(_("Keys of what your screens have sent"),
        _("So that a vote or an answer that a screen sends again over a bad line counts once."),
        TASK, _("Two days."), End.ERASED, days=2),
    # what may name anybody
    "documents": Kind(_("Official texts"),
        _("Agendas, papers and decisions may name people, in an appointment say. They are not filed by person."),
        DUTY + KEPT_BY, FOR_GOOD, End.KEPT, exported=False),
    "alarms": Kind(_("Alarms about the record"),
        _("An alarm quotes what was altered; that may be what somebody said."),
        DUTY, _("One year after the alarm has ended."), End.KEPT, days=365, exported=False),
}
# fmt: on
