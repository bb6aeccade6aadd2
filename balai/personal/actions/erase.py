"""Erasing: what is kept about a person goes; what binds stands, and so does every proof."""

from dataclasses import dataclass

from balai.action import action, nothing_changed, require
from balai.ledger.closing import ERASED, Closing, close
from balai.ledger.log import append
from balai.people.models import Person
from balai.people.sign_in.ending import bodies_of
from balai.personal import erasing
from balai.personal.contents import mentions, to_close
from balai.personal.policy import ErasureOrder, may_close, may_erase


@dataclass(frozen=True, slots=True)
class Erasure:
    """What went: rows by table, contents of entries; `username` is what the account is called now."""

    username: str
    rows: dict[str, int]
    closed: tuple[Closing, ...]


@action("people.erase")
def erase(person: Person, order: ErasureOrder, *, by: Person) -> Erasure:
    """Erase what does not bind; on a stated ground also the name, and the texts of closed meetings.

    The entry names every entry whose content it closes. Erasing again what is gone already changes nothing.
    """
    person = erasing.locked(person)
    verdict = may_erase(by, person, order)
    require(verdict)
    found = to_close(mentions(person), name=order.name, texts=order.texts)
    require(may_close(found))
    closings = tuple(closing for closing, _act in found)
    rows = erasing.erase_rows(person) | erasing.empty_account(person, name=order.name)
    if order.texts:
        rows |= erasing.empty_texts(person)
    close(closings, closer=ERASED)
    done = Erasure(person.username, rows, closings)
    if not (rows or closings):
        nothing_changed()
        return done
    erasing.draw_anew(bodies_of(person))
    append(
        "people.person.erased",
        by=by,
        about=person,
        body=None,
        rule=verdict.rule,
        content={
            "because": order.because.strip(),
            "ground": order.ground,
            "name": order.name,
            "texts": order.texts,
            "rows": rows,
            "closed": [list(one) for one in closings],
        },
    )
    return done
