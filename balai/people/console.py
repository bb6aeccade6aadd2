"""The person at this installation's command line: founds bodies and appoints, reads and decides nothing."""

from balai.people.models import Person

CONSOLE = "console"


def console() -> Person:
    """The administrator in whose name the command line acts; made when it is first needed, cannot sign in."""
    person, made = Person.objects.get_or_create(
        username=CONSOLE, defaults={"name": "Console", "is_administrator": True}
    )
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person
