"""Which kind of device a browser says it runs on. A session belongs to the kind on which it was begun."""

import re

UNKNOWN = "?"
# The order matters: nearly every browser also claims to be Safari, and several claim to be Chrome.
BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Windows", r"Windows"),
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    # An iPad calls itself a Mac or an iPad as its reader asks for desktop pages or not.
    ("Mac or iPad", r"Macintosh|iPad"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def device_of(user_agent: str) -> str:
    """Browser and system without versions ('Firefox, Windows'), so that an update ends no session."""
    return f"{_first(BROWSERS, user_agent)}, {_first(SYSTEMS, user_agent)}"


def _first(kinds: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, pattern in kinds if re.search(pattern, text)), UNKNOWN)
