"""Numbers of indicators as people write them."""

from decimal import Decimal

from django import template
from django.utils import numberformat
from django.utils.formats import get_format

register = template.Library()


@register.filter
def amount(value: Decimal | None) -> str:
    """Without trailing zeros, in the reader's way of writing numbers: 12.500 is '12.5' or '12,5'."""
    if value is None:
        return ""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    point, between = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    return numberformat.format(value, point, places, grouping=3, thousand_sep=between, force_grouping=True)
