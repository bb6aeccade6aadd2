"""At the end of every meeting that was drawn: the minutes, the record, the forecast and the pages."""

from typing import Any, ClassVar

from balai import clock
from balai.agenda.forecasting import forecast_of
from balai.agenda.models import Meeting
from balai.agenda.picture import picture
from balai.ledger.models import Entry
from balai.minutes.document import Document, document_of
from balai.minutes.fetch import minutes_of
from balai.record.reconcile import reconcile
from balai.verdict import Refused
from tests.checked_pages import CheckingClient
from tests.machine.retold import retell
from tests.machine.room import Room

PAGES = ("agenda", "meeting", "mine", "chair", "minutes", "hall")
OF_THE_BODY = ("kai", "marin", "pia", "tomas", "sara", "nils")
MAY_SAY_NO = (200, 302, 403, 404, 409)


class Ending(Room):
    draws_pages: ClassVar[bool] = True

    def holds_at_the_end(self) -> None:
        with clock.as_if(self.at):
            self.the_tables_say_what_has_happened()  # type: ignore[attr-defined]
            self.the_record_is_as_entered()
            self.the_minutes_are_the_ledger()
            self.the_forecast_is_none_of_negative_time()
            self.the_pages_are_drawn()

    def the_record_is_as_entered(self) -> None:
        found = [str(one) for one in reconcile()]
        assert not found, f"the record differs: {found}"

    def the_minutes_are_the_ledger(self) -> None:
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        document = document_of(meeting, minutes_of(meeting))
        said, told = as_told(document), retell(str(meeting.pk), Entry.objects.order_by("index"))
        for name, value in told.items():
            assert said[name] == value, f"the minutes differ from the ledger in {name}: {said[name]} is not {value}"
        remarks = {key: text for key, text in self.account.remarks.items() if text}
        assert {key: text["en"] for key, text in document.remarks.items()} == remarks
        outcomes = {one.key: one.outcome for one in document.protocol.items}
        expected = {item.key: "" if item.pending else item.stage for item in self.account.items}
        assert outcomes == {key: expected[key] for key in outcomes}, "the minutes say another outcome"
        assert {key for key, outcome in expected.items() if outcome} <= set(outcomes), "an item is missing"

    def the_forecast_is_none_of_negative_time(self) -> None:
        meeting = Meeting.objects.select_related("body").get(pk=self.meeting.pk)
        found = forecast_of(picture(meeting))
        assert 0 <= found.minutes_median <= found.minutes_p90, found
        assert found.all_debated_minutes >= 0, found
        assert all(0 <= line.median <= line.p90 for line in found.lines), found

    def the_pages_are_drawn(self) -> None:
        """The pages of the meeting: drawn, or a refusal that says why; never an error."""
        for who in self.readers if self.draws_pages else ():
            client = CheckingClient()
            try:
                client.force_login(self.person(who))
            except Refused:  # whose last substitution has ended
                assert who not in OF_THE_BODY, f"{who} cannot sign in"
                continue
            for page in (*PAGES, "item"):
                item = f"/items/{self.account.items[0].key}/"
                answer = client.get(item if page == "item" else f"/meetings/{self.meeting.pk}/{page}/")
                assert answer.status_code in MAY_SAY_NO, f"{page} for {who}: {answer.status_code}"
                if page == "agenda" and who in OF_THE_BODY and self.account.state != "draft":
                    assert answer.status_code == 200, f"{who} does not see the agenda: {answer.status_code}"


def as_told(document: Document) -> dict[str, Any]:
    """What the minutes say, in the shape of `retold`."""
    course = document.protocol
    opening = course.opening
    return {
        "attendance": [(one.seat, one.person, one.presence, one.at) for one in course.attendance],
        "opening": opening and (opening.at, opening.chair, opening.by, sorted(opening.present), opening.needed),
        "closing": course.closed_at,
        "blocks": [(one.at, one.items) for one in course.blocks],
        "items": {one.key: _item(one) for one in course.items},
        "remarks": document.remarks,
        "dissents": [(one.item, one.seat, one.text) for one in document.dissents],
        "objections": {
            one.key: one.model_dump(include={"item", "seat", "text", "accepted", "correction", "because"})
            for one in document.objections
        },
    }


def _item(one: Any) -> dict[str, Any]:
    names = [
        "number",
        "title",
        "submitter",
        "outcome",
        "because",
        "text",
        "in_block",
        "urgent",
        "proposed_by",
        "taken_up",
    ]
    decision = one.decision and one.decision.model_dump(include={"number", "outcome", "way", "text", "rule"})
    return {name: getattr(one, name) for name in names} | {
        "recused": [(gone.seat, gone.reason) for gone in one.recused],
        "asked": one.asked_for_floor,
        "spoke": [(spoke.seat, spoke.person) for spoke in one.spoke],
        "decision": decision,
        "motions": [moved.model_dump(exclude={"key"}) for moved in one.motions],
        "ballots": [
            {
                "opened": ballot.opened_at,
                "motion": ballot.motion,
                "closed": ballot.closed_at,
                "carried": ballot.carried,
                "votes": ballot.votes,
                "counts": (ballot.in_favour, ballot.against, ballot.abstained),
            }
            for ballot in one.ballots
        ],
    }
