"""What members send from the agenda."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.agenda.actions.mark_position import LONGEST_OPINION
from balai.rules.stance import Stance

SEEN = re.compile(r"(?P<item>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?P<version>[0-9]{1,9})")


class SeatForm(forms.Form):
    """Every answer says for which seat it is; none: the person's own."""

    seat = forms.UUIDField(required=False)


class PositionForm(SeatForm):
    """A stance, what the screen showed when it was tapped, and the opinion where the item was open."""

    stance = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Stance],
        error_messages={"required": _("Choose a stance."), "invalid_choice": _("There is no such stance.")},
    )
    seen_version = forms.IntegerField(min_value=1)
    seen_position = forms.IntegerField(min_value=0)
    opinion = forms.CharField(
        required=False,
        strip=True,
        max_length=LONGEST_OPINION,
        error_messages={
            "max_length": _("An opinion has at most %(limit_value)d characters; this one has %(show_value)d.")
        },
    )


class TakeBackForm(SeatForm):
    seen_position = forms.IntegerField(min_value=0)


class RestForm(SeatForm):
    """`seen` holds '<item>.<version>' for each item that the screen showed as unanswered."""

    def seen(self) -> dict[UUID, int]:
        """Versions by item; what cannot be read is not swept along."""
        pairs = (SEEN.fullmatch(one) for one in self.data.getlist("seen"))  # type: ignore[attr-defined]
        return {UUID(found["item"]): int(found["version"]) for found in pairs if found}


class BatchForm(SeatForm):
    batch = forms.UUIDField()


class RecusalForm(SeatForm):
    reason = forms.CharField(
        max_length=2000, error_messages={"required": _("A recusal needs a reason: it stands in the minutes.")}
    )


class NoteForm(forms.Form):
    text = forms.CharField(required=False, max_length=10_000)
