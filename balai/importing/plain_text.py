"""Text from outside without what is not meant to be read: control characters, marks that turn the reading direction."""

import re

# Control characters other than tab and line break, lone surrogates, and the embeddings, overrides and isolates of the
# bidirectional algorithm: left open they would turn the text that follows on our pages. Single marks stay.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")


def clean(text: str) -> str:
    """The text with its own line breaks, as `\\n`."""
    return UNREADABLE.sub("", BREAKS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(clean(text).split())


def unreadable(text: str) -> bool:
    """Whether `clean` would take more away than spaces."""
    return UNREADABLE.search(text) is not None
