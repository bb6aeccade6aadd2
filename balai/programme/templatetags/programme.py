"""Numbers of indicators as people write them."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def amount(value: Decimal | None) -> str:
    """Without trailing zeros, in the reader's way of writing numbers: 12.500 is '12.5' or '12,5'."""
    if value is None:
        return ""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
