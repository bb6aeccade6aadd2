"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from diff_match_patch import diff_match_patch

SECONDS = 0.5  # then the comparison is finished coarsely
Kind = Literal["same", "added", "removed"]
_KINDS: dict[int, Kind] = {0: "same", 1: "added", -1: "removed"}
_WORDS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. `kind` says in which of the two texts it stands."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in which something changed. `skipped` unchanged ones stand before it."""

    pieces: tuple[Piece, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changed paragraphs in order; `skipped_at_end` unchanged ones follow."""

    paragraphs: tuple[Paragraph, ...]
    skipped_at_end: int

    @property
    def same(self) -> bool:
        return not self.paragraphs


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """The new text and what was removed from the old one, in runs of whole words."""
    letters: dict[str, str] = {}
    before, after = (_as_letters(text, letters) for text in (old, new))
    words = {letter: word for word, letter in letters.items()}
    engine = diff_match_patch()
    engine.Diff_Timeout = SECONDS
    found = engine.diff_main(before, after, False)
    engine.diff_cleanupSemantic(found)
    return tuple(Piece(_KINDS[sign], "".join(words[letter] for letter in run)) for sign, run in found)


def _as_letters(text: str, letters: dict[str, str]) -> str:
    """One letter for each word, so that an engine for letters compares words. Unicode has room for a million."""
    return "".join(letters.setdefault(word, chr(len(letters) + 1)) for word in _WORDS.findall(text))


@lru_cache(maxsize=500)
def compare_texts(old: str, new: str) -> Comparison:
    """Only the paragraphs in which something changed; a reader of a long paper sees those first."""
    changed: list[Paragraph] = []
    skipped = 0
    for pieces in _paragraphs(compare_words(old, new)):
        if all(piece.kind == "same" for piece in pieces):
            skipped += any(piece.text.strip() for piece in pieces)
            continue
        if any(piece.kind != "same" and piece.text.strip() for piece in pieces):
            changed.append(Paragraph(tuple(pieces), skipped))
            skipped = 0
    return Comparison(tuple(changed), skipped)


def _paragraphs(pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    """Cut the runs at the ends of lines."""
    result: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                result.append([])
            if line:
                result[-1].append(Piece(piece.kind, line))
    return result
