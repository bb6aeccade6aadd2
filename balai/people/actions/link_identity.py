"""Linking: a person can sign in by an identity provider from now on; and no longer."""

from balai.action import action, nothing_changed, require
from balai.ledger.log import append
from balai.people.models import OutsideIdentity, Person
from balai.people.sign_in_policy import may_enrol, may_link


@action("people.link_identity")
def link_identity(person: Person, *, provider: str, subject: str, by: Person) -> OutsideIdentity:
    """Enter by which subject a provider names this person. One person for each subject."""
    require(may_link(by, taken=OutsideIdentity.objects.filter(provider=provider, subject=subject).exists()))
    identity = OutsideIdentity.objects.create(person=person, provider=provider, subject=subject)
    append(
        "people.identity.linked",
        by=by,
        about=identity,
        body=None,
        content={"person": str(person.pk), "provider": provider, "subject": subject},
    )
    return identity


@action("people.unlink_identities")
def unlink_identities(person: Person, *, by: Person) -> int:
    """This person can no longer sign in by any identity provider. Gives how many links there were."""
    require(may_enrol(by))
    removed, _by_model = OutsideIdentity.objects.filter(person=person).delete()
    if removed:
        append("people.identities.unlinked", by=by, about=person, body=None, content={"links": removed})
    else:
        nothing_changed()
    return removed
