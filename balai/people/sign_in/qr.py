"""The picture from which an app takes the secret of its one-time codes."""

from dataclasses import dataclass
from xml.etree import ElementTree

from allauth.mfa.adapter import get_adapter

from balai.people.models import Person


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code as one path: the page draws it, so that no address with data has to be let through."""

    box: str
    path: str


def picture(person: Person, secret: str) -> Picture:
    adapter = get_adapter()
    svg = ElementTree.fromstring(adapter.build_totp_svg(adapter.build_totp_url(person, secret)))  # noqa: S314 (ours)
    path = svg.find("{*}path")
    assert path is not None, "allauth draws the code as one path"
    return Picture(svg.attrib["viewBox"], path.attrib["d"])
