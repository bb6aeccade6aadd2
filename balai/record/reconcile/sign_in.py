"""Who can act as whom: persons, their keys, and by which subjects identity providers name them. An administrator of the
database who makes themselves an administrator of the site, or puts a key of their own beside a minister's, is found
here.
"""

from collections.abc import Callable, Iterator, Mapping

from allauth.mfa.models import Authenticator

from balai.people.console import CONSOLE
from balai.people.models import Invitation, OutsideIdentity, Person
from balai.people.sign_in.keys import WAYS_IN, print_of, print_of_password
from balai.record.findings import Finding
from balai.record.reconcile.table import AT_ONCE, Event, Found, Key, Table, found_in, moment

Told = Mapping[str, Callable[[Event], None]]


class Persons(Table):
    """But for the console's own account, which no entry enrolled: it is the administrator, and has no key.

    A password is compared by what its hash commits to: whoever was enrolled without one is given none by SQL.
    """

    model = Person

    def acts(self) -> Told:
        return {
            "people.person.enrolled": self.enrolled,
            "people.person.shut_out": self._active(value=False),
            "people.person.let_in_again": self._active(value=True),
            "people.person.erased": self.erased,
            "people.key.added": lambda event: self.keyed(event, event.about),
            "people.invitation.accepted": lambda event: self.keyed(event, event.by),
            "people.password.rehashed": lambda event: self.change(
                (event.about,), event, password=event.content["password"]
            ),
            "people.key.removed": self.unkeyed,
            "people.invited": self.invited,
        }

    def enrolled(self, event: Event) -> None:
        may = {"is_active": True, "is_administrator": False, "password": None}
        self.put((event.about,), event, username=event.content["username"], **may)

    def keyed(self, event: Event, person: str) -> None:
        if event.content["kind"] == Authenticator.Type.TOTP:
            self.change((person,), event, password=event.content["password"])

    def unkeyed(self, event: Event) -> None:
        if event.content["kind"] == Authenticator.Type.TOTP:
            self.change((event.about,), event, password=None)

    def invited(self, event: Event) -> None:
        if event.content["afresh"]:
            self.change((event.content["person"],), event, password=None)

    def _active(self, *, value: bool) -> Callable[[Event], None]:
        return lambda event: self.change((event.about,), event, is_active=value)

    def erased(self, event: Event) -> None:
        """An erased person's name to sign in with is no longer told; what they may is."""
        row = self.rows[event.about,]
        row.values.pop("username", None)
        self.change((event.about,), event, is_active=False, password=None)

    def actual(self) -> Iterator[tuple[Key, Found]]:
        for person in Person.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
            key = (str(person.pk),)
            if person.username != CONSOLE or key in self.rows:
                names = ("username", "is_active", "is_administrator")
                values = {name: getattr(person, name) for name in names}
                yield key, Found(person.pk, values | {"password": print_of_password(person)})


class Keys(Table):
    """Passkeys by what their public key commits to, one-time codes by their secret (both hashed)."""

    model = Authenticator

    def acts(self) -> Told:
        return {
            "people.key.added": lambda event: self.added(event, event.about),
            "people.invitation.accepted": lambda event: self.added(event, event.by),
            "people.key.removed": self.removed,
            "people.invited": self.invited,
            "people.person.erased": lambda event: self.forget(event.about),
        }

    def added(self, event: Event, person: str) -> None:
        said = event.content
        if said["kind"] == Authenticator.Type.TOTP:  # new codes take the place of the old ones
            self.forget(person, said["kind"])
        self.put((person, said["print"]), event, type=said["kind"])

    def removed(self, event: Event) -> None:
        self.rows.pop((event.about, event.content["print"]))

    def invited(self, event: Event) -> None:
        if event.content["afresh"]:
            self.forget(event.content["person"])

    def forget(self, person: str, kind: str | None = None) -> None:
        for key in [key for key, row in self.rows.items() if key[0] == person and kind in (None, row.values["type"])]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        for one in Authenticator.objects.filter(type__in=WAYS_IN).order_by("pk"):
            yield (str(one.user_id), print_of(one)), Found(one.pk, {"type": one.type})


class Invitations(Table):
    """With one of their own somebody could make a key for anybody. One that is gone opens nothing: no finding."""

    model = Invitation

    def __init__(self) -> None:
        self.made: set[str] = set()
        super().__init__()

    def acts(self) -> Told:
        return {"people.invited": self.invited, "people.invitation.accepted": self.accepted}

    def invited(self, event: Event) -> None:
        self.made.add(event.about)  # also where its content is gone with the person
        said = event.content
        values = {"person_id": said["person"], "secret_hash": said["secret"], "ends": moment(said["ends"])}
        self.put((event.about,), event, **values, used_at=None)

    def accepted(self, event: Event) -> None:
        """Raises KeyError where nobody made the invitation, be its row there or not."""
        if event.about not in self.made:
            raise KeyError(event.about)
        if (event.about,) in self.rows:
            self.change((event.about,), event, used_at=event.at)

    def differences(self) -> Iterator[Finding]:
        return (one for one in super().differences() if one.kind != "missing")

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(Invitation, ("id",), ("person_id", "secret_hash", "ends", "used_at"))


class OutsideIdentities(Table):
    model = OutsideIdentity

    def acts(self) -> Told:
        return {
            "people.identity.linked": self.linked,
            "people.identities.unlinked": self.unlinked,
            "people.person.erased": self.unlinked,
        }

    def linked(self, event: Event) -> None:
        said = event.content
        self.put((said["provider"], said["subject"]), event, person_id=said["person"])

    def unlinked(self, event: Event) -> None:
        for key in [key for key, row in self.rows.items() if row.values["person_id"] == event.about]:
            del self.rows[key]

    def actual(self) -> Iterator[tuple[Key, Found]]:
        return found_in(OutsideIdentity, ("provider", "subject"), ("person_id",))
