"""Who asks: one line each. A role added here gets a row in every block of the tables (`python -m tests.access.write`).

"Their" body is the cabinet, to which everything belongs that the tables speak of.
"""

from collections.abc import Callable
from dataclasses import dataclass

from balai.people.models import Membership, Person, Role
from tests.access.making import Making

Found = Membership | Person | None


@dataclass(frozen=True)
class Who:
    words: str
    find: Callable[[Making], Found]  # the seat that they act from, or the person alone; None: not signed in


ROLES: dict[str, Who] = {
    "nobody": Who("not signed in", lambda m: None),
    "outsider": Who("an account, no seat anywhere", lambda m: m.account("otto")),
    "olga": Who("a member of another body", lambda m: m.cast.seats["olga"]),
    "vera": Who("the secretary of another body", lambda m: m.seat_elsewhere("vera", Role.SECRETARY)),
    "karl": Who("the chair of another body", lambda m: m.seat_elsewhere("karl", Role.CHAIR)),
    "former": Who("a member until their seat ended", lambda m: m.ended_seat("frida")),
    "inactive": Who("holds a member's seat, but is shut out of the site", lambda m: m.shut_out_member("ines")),
    "soon": Who("stands in for pia, from next month on", lambda m: m.substitute("abe", "pia", starts=30)),
    "past": Who("stood in for pia until last week", lambda m: m.substitute("bo", "pia", starts=-20, ends=-7)),
    "broken": Who("stood in for pia; it was ended early", lambda m: m.substitute("cy", "pia", starts=-20, ended=True)),
    "root": Who("the administrator of the installation, no seat", lambda m: m.cast.root),
    "gita": Who("an account, no seat anywhere; is invited to single items", lambda m: m.account("gita")),
    "nils": Who("may speak, decides nothing (Auditor General)", lambda m: m.cast.seats["nils"]),
    "cora": Who("may speak, decides nothing; is cleared for secrets", lambda m: m.cleared_speaker("cora")),
    "ada": Who("prepares for marin, an adviser; no seat of her own", lambda m: m.adviser("ada")),
    "moved": Who("was an adviser of marin; the mandate was ended", lambda m: m.adviser("mona", ended=True)),
    "stella": Who("stands in for pia, a member, now; is no member herself", lambda m: m.substitute("stella", "pia")),
    "marin": Who("a member (Finance)", lambda m: m.cast.seats["marin"]),
    "tomas": Who("a member (Justice) who stands in for the chair now", lambda m: m.acting_chair("tomas")),
    "stan": Who("stands in for the secretary now", lambda m: m.substitute("stan", "sara")),
    "sara": Who("the secretary", lambda m: m.cast.seats["sara"]),
    "kai": Who("the chair", lambda m: m.cast.seats["kai"]),
}
# They never get more than somebody who is signed in and has no seat. The tables call them by this name where they all
# get the same.
STRANGERS = ("outsider", "olga", "vera", "karl", "former", "inactive", "soon", "past", "broken", "moved", "root")
# Who never may more than these together may.
WITHIN = {
    "ada": ("marin",),
    "stella": ("marin", "kai"),
    "nils": ("cora",),
    "tomas": ("marin", "kai"),
    "stan": ("sara",),
}
