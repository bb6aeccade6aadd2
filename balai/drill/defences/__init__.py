"""Every defence that the drill can switch off in its copy, by name."""

from balai.drill.defences import course, leaks, record, rights, sign_in, tables, web  # noqa: F401 (they register)
from balai.drill.switches import DEFENCES

__all__ = ["DEFENCES"]
