"""What advisers send, and what a member sends to confirm."""

import re
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.agenda.actions.write_briefing import LONGEST_BRIEFING
from balai.agenda.forms import PositionForm, SeatForm

SEEN = re.compile(r"(?P<item>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?P<prepared>[0-9]{1,18})")


class PrepareForm(PositionForm):
    """As a position, beside what the screen showed as prepared."""

    seen_position = forms.IntegerField(required=False)
    seen_prepared = forms.IntegerField(min_value=0)


class WithdrawPreparedForm(SeatForm):
    seen_prepared = forms.IntegerField(min_value=0)


class ConfirmForm(SeatForm):
    seen_prepared = forms.IntegerField(min_value=0)
    seen_position = forms.IntegerField(min_value=0)


class ConfirmAllForm(SeatForm):
    """`prepared` holds '<item>.<key>' for each line that showed something to confirm."""

    def seen(self) -> dict[UUID, int]:
        """Keys by item; what cannot be read is not confirmed."""
        pairs = (SEEN.fullmatch(one) for one in self.data.getlist("prepared"))  # type: ignore[attr-defined]
        return {UUID(found["item"]): int(found["prepared"]) for found in pairs if found}


class BriefingForm(SeatForm):
    text = forms.CharField(
        required=False,
        max_length=LONGEST_BRIEFING,
        error_messages={
            "max_length": _("A briefing has at most %(limit_value)d characters; this one has %(show_value)d.")
        },
    )
