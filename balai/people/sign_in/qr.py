"""The picture from which an app takes the secret of its one-time codes."""

import base64

from allauth.mfa.adapter import get_adapter

from balai.people.models import Person


def picture(person: Person, secret: str) -> str:
    """A QR code as an SVG in a data address."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
