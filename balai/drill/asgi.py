"""The application of a copy whose defences are on switches: everything as in balai/asgi.py, with something between."""

import django

from balai.drill.copy import place_of_drill, put_on_switches

_place = place_of_drill()
django.setup()
put_on_switches(_place)

from balai.asgi import application  # noqa: E402 (the switches stand before anything of it is loaded)

__all__ = ["application"]
