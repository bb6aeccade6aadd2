"""What an erasure takes out of the tables. Only the action calls this; the register says what goes."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from balai.agenda.models import AgendaItem, Meeting
from balai.people.models import Body, DeviceSession, Invitation, Person, seats_changed
from balai.people.sign_in import tries
from balai.people.sign_in.ending import bodies_of, end_sessions
from balai.personal.kinds import End
from balai.personal.queries import rows_about
from balai.personal.register import emptied, personal_tables

Rows = dict[str, int]  # by table: rows that went or were emptied


def locked(person: Person) -> Person:
    """The person as they are now. Locks in the order in which other acts lock: meetings, sign-in, bodies, the person.

    All bodies: whoever gives the person a seat at this moment waits, or has done so before the policy is asked.
    """
    theirs = [body.pk for body in bodies_of(person)]
    for rows in (
        Meeting.objects.select_for_update(of=("self",)).filter(body__in=theirs),
        Invitation.objects.select_for_update(of=("self",)).filter(person=person),
        DeviceSession.objects.select_for_update(of=("self",)).filter(person=person),
        Body.objects.select_for_update(no_key=True),
    ):
        list(rows.order_by("pk").values_list("pk", flat=True))
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def erase_rows(person: Person) -> Rows:
    """Delete the rows that go as a whole."""
    found: Rows = {"people.DeviceSession": len(end_sessions(person)), "people.Try": _forget_tries(person)}
    for model, table in personal_tables():
        if table.go:
            deleted, _by_model = rows_about(person, model, table).delete()
            found[model._meta.label] = found.get(model._meta.label, 0) + deleted
    return {label: rows for label, rows in found.items() if rows}


def _forget_tries(person: Person) -> int:
    return tries.forget(tries.for_name(person.username), tries.for_code(person.pk))


def empty_account(person: Person, *, name: bool) -> Rows:
    """The account can no longer be used. Its name becomes a pseudonym where that was asked for."""
    before = Person.objects.filter(pk=person.pk).values().get()
    fields = ["email", "language", "item_order", "last_login"]
    for field in fields:
        setattr(person, field, emptied(Person, field))
    person.username, person.is_active = username_of(person), False
    if person.has_usable_password():
        person.set_unusable_password()
    if name:
        person.name = pseudonym_of(person)
    person.save(update_fields=[*fields, "username", "is_active", "password", "name"])
    return {"people.Person": 1} if before != Person.objects.filter(pk=person.pk).values().get() else {}


def username_of(person: Person) -> str:
    """Derived from the number that the record has anyway: erasing twice gives the same."""
    return f"former-{person.pk.hex[:12]}"


def pseudonym_of(person: Person) -> str:
    """'Former member 3f2a', in the language of the body that they belonged to."""
    body = next(iter(bodies_of(person)), None)
    with translation.override(body.language if body else "en"):
        return _("Former member %(sign)s") % {"sign": person.pk.hex[:4]}


def empty_texts(person: Person) -> Rows:
    """The free texts that the person wrote; the rows stand."""
    found: Rows = {}
    for model, table in personal_tables():
        names = [name for name in table.of_kind(End.ON_GROUND) if table.author and table.fields[name] == "texts"]
        for name in names:
            written = model._base_manager.filter(**{table.author: person.pk}).exclude(**{name: ""})
            if rows := written.update(**{name: ""}):
                found[model._meta.label] = rows
    return found


def draw_anew(bodies: Iterable[Body]) -> None:
    """Pages keep drawn pieces under the stamps of bodies, meetings and items: none may go on showing what went."""
    for body in bodies:
        seats_changed(body)
        Meeting.objects.filter(body=body).update(stamp=F("stamp") + 1)
        AgendaItem.objects.filter(meeting__body=body).update(stamp=F("stamp") + 1)
