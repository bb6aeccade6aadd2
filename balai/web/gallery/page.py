"""What the gallery shows: values as the rules and rooms hand them to the parts."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balai import clock
from balai.rules.forecast import Forecast
from balai.rules.quorum import Quorum
from balai.rules.words import Reason, about
from balai.verdict import forbidden, not_now
from balai.web import vocabulary

LABELS = {
    "finance": "Finance",
    "interior": "Interior",
    "justice": "Justice",
    "sea": "Kliima- ja energeetikaministeerium",
}
LONG = "On amending the Act on the transposition of directives concerning port reception facilities; " * 11
TITLES = (
    {
        "en": "Regulation on the minimum wage from 1 January",
        "et": "Töötasu alammäära kehtestamine",
        "id": "Peraturan upah minimum",
    },
    {
        "et": "Isikuandmetöötlusvastavusdeklaratsioonimenetlusmääruse ja "
        "keskkonnamõjuhindamisaruandevorminõuete kinnitamine"
    },
    {"ar": "مشروع قانون بشأن الطاقة المتجددة في البحر وتقاسم العائدات مع البلديات الساحلية"},
    {"en": LONG},
)


class SampleForm(forms.Form):
    """A form with every kind of field that pages use, sent empty so that its errors stand beside the fields."""

    text = forms.CharField(
        label="Text of the decision", help_text="As it will be published.", widget=forms.Textarea({"rows": 3})
    )
    day = forms.DateField(label="Due")
    kind = forms.ChoiceField(label="Kind", choices=list(vocabulary.ITEM_KINDS.items()), required=False)
    urgent = forms.BooleanField(label="Urgent", required=False)


def reasons() -> tuple[Reason, ...]:
    """Reasons short and long, with and without members."""
    return (
        about("Objection: {members}", "VVR § 11", ["finance"]),
        about("Wish to speak: {members}", "VVR § 11", ["sea", "justice", "interior"]),
        about("No answer: {members}", "VVR § 12", ["a", "b", "c", "d", "e"]),
        Reason(
            "No objection: {answered} of {able} answered; silence is no objection",
            "VVR § 12",
            (),
            {"answered": 8, "able": 15},
        ),
        Reason("Papers not complete", ""),
    )


def forecasts() -> tuple[Forecast, ...]:
    """Within the goal, over it, nothing to discuss, and a very long one."""
    numbers = ((18, 31, 140), (66, 101, 140), (0, 0, 12), (384, 610, 1460))
    return tuple(Forecast(median, p90, debated, ()) for median, p90, debated in numbers)


def quorums() -> tuple[Quorum, ...]:
    """Nobody there, one short, met, everybody, and a large body."""
    none = Reason("No quorum: {present} of {needed} needed", "VVS § 16", (), {"present": 0, "needed": 8})
    return tuple(
        Quorum(there >= needed, there, needed, members, () if there else (none,))
        for there, needed, members in ((0, 8, 15), (7, 8, 15), (9, 8, 15), (15, 8, 15), (41, 51, 101))
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """The page, with one message of each level."""
    messages.success(request, "The agenda is published.")
    messages.warning(request, "Three members have not answered.")
    messages.error(request, "The file could not be read.")
    now = clock.now()
    moments = [now + timedelta(minutes=minutes) for minutes in (20, 14 * 60, 3 * 1440, -5, -26 * 60, -9 * 1440)]
    context = {
        "stances": list(vocabulary.STANCES), "given": [one for one in vocabulary.STANCES if one != "none"],
        "titles": TITLES, "tracks": vocabulary.TRACKS, "stages": vocabulary.STAGES, "states": vocabulary.MEETING_STATES,
        "lights": vocabulary.LIGHTS, "reasons": reasons(), "labels": LABELS,
        "forecasts": forecasts(), "quorums": quorums(),
        "refused": forbidden("Only the secretariat can postpone an item before the meeting.", "VVR § 13"),
        "late": not_now("Positions closed on Thursday at 10:00. Ask the chair to open the item.", "VVR § 12 (3)"),
        "form": SampleForm({"day": "soon"}), "moments": moments, "lengths": (0, 25, 60, 85, 1440), "goal": 30,
        "icons": ("desk", "agenda", "meeting", "programme", "decisions", "person", "clock", "light", "dark", "auto"),
    }  # fmt: skip
    return render(request, "web/gallery.html", context)
