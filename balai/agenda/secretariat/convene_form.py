"""The form that calls a meeting."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from balai import clock
from balai.agenda.deadline import positions_close
from balai.agenda.models import Meeting, MeetingKind
from balai.agenda.policy import OutOfTurn
from balai.agenda.secretariat.words_form import Text, WordsForm
from balai.people.models import Body
from balai.web.vocabulary import MEETING_KINDS

MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **more)


class ConveneForm(WordsForm):
    """Times are typed in the body's own time zone."""

    texts = (Text("title", _("Name, if it has one"), one_line=True), Text("place", _("Place"), one_line=True))
    kind = forms.ChoiceField(label=_("Kind of meeting"))
    starts_at = moment_field(_("Begins"))
    positions_close_at = moment_field(_("Positions close, if not by the rules"), required=False)
    extraordinary = forms.BooleanField(label=_("Extraordinary: called out of turn"), required=False)
    because = forms.CharField(
        label=_("Reason, if it is extraordinary (stands in the minutes)"), required=False, max_length=2000
    )
    emergency = forms.BooleanField(label=_("With the quorum of an emergency"), required=False)

    def __init__(self, *args: Any, body: Body, shown: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, initial=_usual(body) | shown, **kwargs)
        self.body, self.zone = body, ZoneInfo(body.time_zone)
        held = [kind for kind in MeetingKind if getattr(body.rules.meeting_kinds, kind.value) is not None]
        law = body.rules.extraordinary
        gone = ("extraordinary", "because", "emergency") if law is None else (() if law.emergency else ("emergency",))
        for name in gone:
            del self.fields[name]
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(kind.value, MEETING_KINDS[kind.value]) for kind in held]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("starts_at", "positions_close_at"):
            if (typed := data.get(name)) is not None:
                data[name] = typed.replace(tzinfo=self.zone)
        begins, closes = data.get("starts_at"), data.get("positions_close_at")
        if begins and begins < clock.now():
            self.add_error("starts_at", _now("This moment has passed."))
        if begins and closes and closes > begins:
            self.add_error("positions_close_at", _now("Positions close before the meeting begins, or with it."))
        return data

    @property
    def out_of_turn(self) -> OutOfTurn | None:
        data = self.cleaned_data
        if not data.get("extraordinary"):
            return None
        return OutOfTurn(data["because"], emergency=bool(data.get("emergency")))

    def deadline(self) -> datetime | None:
        """When positions close by the rules, for the beginning that stands on the form."""
        shown = self["starts_at"].value()
        try:
            begins = self.fields["starts_at"].to_python(shown)
        except forms.ValidationError:
            return None
        return positions_close(self.body, begins.replace(tzinfo=self.zone)) if begins else None


def _usual(body: Body) -> dict[str, Any]:
    """The time of the body's last formal meeting, in the first week that has none yet."""
    zone = ZoneInfo(body.time_zone)
    last = Meeting.objects.filter(body=body, kind=MeetingKind.FORMAL).order_by("-starts_at").first()
    if last is None:
        return {}
    begins = last.starts_at.astimezone(zone).replace(tzinfo=None)
    while begins <= max(clock.now(), last.starts_at).astimezone(zone).replace(tzinfo=None):
        begins += timedelta(days=7)
    words = {f"place_{code}": text for code, text in last.place.items()}
    return {"kind": last.kind, "starts_at": begins, **words}
