"""The minutes of the past meetings: written, circulated, objected to, confirmed, as far as their state says."""

from datetime import datetime, timedelta

from balai import clock
from balai.agenda.models import AgendaItem, Meeting
from balai.demo.files import Table
from balai.demo.people import People
from balai.minutes.actions.answer_objection import answer_objection
from balai.minutes.actions.attach_dissent import attach_dissent
from balai.minutes.actions.circulate_minutes import circulate_minutes
from balai.minutes.actions.confirm_minutes import confirm_minutes
from balai.minutes.actions.object_to_minutes import object_to_minutes
from balai.minutes.actions.write_minutes import write_minutes
from balai.minutes.models import Minutes
from balai.people.models import Role
from balai.words import best

HOUR = timedelta(hours=1)
LATELY = timedelta(hours=20)  # before now: the term for objections still runs


def keep_minutes(meeting: Meeting, data: Table, items: dict[str, AgendaItem], people: People) -> None:
    """Bring the minutes of a closed meeting as far as the data says."""
    minutes, now = data["minutes"], clock.now()
    meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    assert meeting.closed_at is not None
    keeper = _Keeper(meeting, data["body"], minutes, items, people)
    with clock.as_if(meeting.closed_at + HOUR):
        keeper.write()
    if minutes["state"] == "draft":
        return
    sent = meeting.closed_at + 2 * HOUR if minutes["state"] == "confirmed" else now - LATELY
    with clock.as_if(sent):
        circulated = circulate_minutes(meeting, by=keeper.secretary)
    with clock.as_if(sent + HOUR):
        keeper.object()
    if minutes["state"] == "confirmed":
        with clock.as_if(_after_the_term(circulated)):
            confirm_minutes(meeting, by=people.in_role(data["body"], Role.CHAIR).person)


def _after_the_term(minutes: Minutes) -> datetime:
    return (minutes.objections_until or minutes.circulated_at) + HOUR


class _Keeper:
    def __init__(self, meeting: Meeting, body: str, data: Table, items: dict[str, AgendaItem], people: People) -> None:
        self.meeting, self.body, self.data, self.items, self.people = meeting, body, data, items, people
        self.secretary = people.in_role(body, Role.SECRETARY).person

    def _item(self, one: Table) -> AgendaItem | None:
        return self.items[one["item"]] if "item" in one else None

    def write(self) -> None:
        for one in self.data.get("remarks", ()):
            write_minutes(self.meeting, one["text"], item=self._item(one), by=self.secretary)
        for one in self.data.get("dissents", ()):
            seat = self.people.seat(self.body, one["member"])
            item, text = self.items[one["item"]], best(one["text"], seat.person.language)[0]
            attach_dissent(item, text, seat=seat, by=seat.person)

    def object(self) -> None:
        for one in self.data.get("objections", ()):
            seat = self.people.seat(self.body, one["member"])
            text = best(one["text"], seat.person.language)[0]
            objection = object_to_minutes(self.meeting, text, seat=seat, item=self._item(one), by=seat.person)
            if "correction" in one:
                answer_objection(objection, accepted=True, correction=one["correction"], by=self.secretary)
