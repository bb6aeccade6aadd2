"""The form that restricts access to an item or a paper."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from balai import clock
from balai.agenda.models import Guarded
from balai.agenda.secretariat.convene_form import MOMENT, moment_field
from balai.people.models import Body, Person
from balai.people.staff import people_of
from balai.rules.access import LONGEST_GROUND, Clearance, Level, Restriction, ended_by_law
from balai.web.vocabulary import ACCESS, CLEARANCES


class ReadersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no arguments at run time
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AccessForm(forms.Form):
    """Moments are typed in the body's own time zone. What the level does not use is left out."""

    access = forms.ChoiceField(
        label=_("Who may read it"), choices=tuple(ACCESS.items()), initial=Level.PUBLIC, widget=forms.RadioSelect
    )
    access_ground = forms.CharField(
        label=_("Ground in law"), max_length=LONGEST_GROUND, required=False, help_text=_("Such as: AvTS § 35 (1) 9")
    )
    access_ends_at = moment_field(
        _("Until"),
        required=False,
        help_text=_("From then on it is public. Empty: as long as the law allows; an embargo needs it."),
    )
    clearance = forms.TypedChoiceField(
        label=_("Readers are cleared for"),
        choices=tuple(CLEARANCES.items()),
        coerce=int,
        initial=0,
    )
    readers = ReadersField(
        Person.objects.none(), label=_("Named readers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, body: Body, thing: Guarded | None = None, **kwargs: Any) -> None:
        if thing is not None:
            kwargs["initial"] = _initial(thing, body)
        super().__init__(*args, **kwargs)
        self.body = body
        readers = self.fields["readers"]
        assert isinstance(readers, forms.ModelMultipleChoiceField)
        readers.queryset = people_of(body)

    def restriction(self) -> Restriction:
        """What was asked for; an end that was left out is the law's."""
        data = self.cleaned_data
        level = Level(data["access"])
        if level == Level.PUBLIC:
            return Restriction()
        ends = data["access_ends_at"]
        asked = Restriction(
            level=level,
            ground=data["access_ground"].strip(),
            ends_at=ends.replace(tzinfo=ZoneInfo(self.body.time_zone)) if ends else None,
            clearance=Clearance(data["clearance"]) if level in (Level.RESTRICTED, Level.NAMED) else Clearance.NONE,
            readers=frozenset(str(one.pk) for one in data["readers"]) if level == Level.NAMED else frozenset(),
        )
        return ended_by_law(asked, clock.now(), self.body.rules)


def _initial(thing: Guarded, body: Body) -> dict[str, Any]:
    ends = thing.access_ends_at
    return {
        "access": thing.access,
        "access_ground": thing.access_ground,
        "access_ends_at": ends.astimezone(ZoneInfo(body.time_zone)).strftime(MOMENT) if ends else None,
        "clearance": thing.clearance,
        "readers": list(thing.readers.values_list("pk", flat=True)),
    }
