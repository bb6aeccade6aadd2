"""What a person does for themselves: a private note, a look at an item, the order of their list.

Nobody else is concerned.
"""

from balai import clock
from balai.action import action, require
from balai.agenda import policy
from balai.agenda.models import AgendaItem, Look, PrivateNote
from balai.people.models import Person
from balai.people.standing import standing


@action("agenda.write_note", personal=True)
def write_note(item: AgendaItem, *, text: str, by: Person) -> None:
    """Keep a private note on an item; an empty text removes it."""
    who = standing(by, item.meeting.body)
    require(policy.may_read(who, item.meeting))
    require(policy.may_open_item(who, item))
    if text.strip():
        PrivateNote.objects.update_or_create(item=item, person=by, defaults={"text": text.strip()[:10_000]})
    else:
        PrivateNote.objects.filter(item=item, person=by).delete()


@action("agenda.look", personal=True)
def look(item: AgendaItem, *, by: Person) -> None:
    """Remember which version of the item this person has opened."""
    who = standing(by, item.meeting.body)
    require(policy.may_read(who, item.meeting))
    require(policy.may_open_item(who, item))
    Look.objects.update_or_create(item=item, person=by, defaults={"item_version": item.version, "at": clock.now()})


@action("agenda.choose_order", personal=True)
def choose_order(order: str, *, by: Person) -> None:
    """Remember in which order this person reads agendas."""
    require(policy.may_choose_order(order))
    Person.objects.filter(pk=by.pk).update(item_order=order)
