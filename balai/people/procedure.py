"""A body's rules of procedure, parsed once for each text."""

from functools import lru_cache

from balai.rules.procedure import Rules, load


@lru_cache(maxsize=256)
def rules_of(slug: str, text: str) -> Rules:
    return load(text, f"rules of {slug}")
