"""The time zone of a country: what clock times on its agendas mean."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

# The zone of the capital, for countries that CLDR gives several.
OF_CAPITAL = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}


def zone_of(country: str, day: date) -> tuple[str, bool]:
    """The country's time zone, and whether another part of it had another time on that day. UTC where there is none."""
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == country]
    zones = sorted(set(zones) & available_timezones())
    if not zones:
        return "UTC", True
    chosen = OF_CAPITAL.get(country, zones[0])
    return chosen, len({_offset(zone, day) for zone in (chosen, *zones)}) > 1


def _offset(zone: str, day: date) -> timedelta | None:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).utcoffset()
