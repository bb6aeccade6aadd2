"""Reasons: in words, kept and found again."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from balai import rules
from balai.rules.words import Reason, about

ROOM = Path(rules.__file__).parent
reasons = st.builds(
    Reason,
    st.just("Quorum: {present} of {needed} needed"),
    st.text(),
    st.lists(st.text()).map(tuple),
    st.fixed_dictionaries({"present": st.integers(), "needed": st.integers()}),
)


@given(reasons)
def test_a_reason_kept_is_found_again(reason):
    assert Reason.from_dict(reason.as_dict()) == reason


def test_a_reason_reads_as_a_sentence_with_its_paragraph():
    reason = about("Objection: {members} against {count}", "VVR § 3", {"finance", "culture"}, count=2)
    assert str(reason) == "Objection: culture, finance against 2 (VVR § 3)"


def test_no_reason_needs_a_plural():
    """Numbers stand after a colon or beside 'of': no noun follows a number, so no language needs plural forms."""
    texts = re.findall(r'_\("([^"]*)"\)', "".join(path.read_text() for path in ROOM.glob("*.py")))
    assert len(texts) > 40
    nouns = re.compile(r"\{\w+\} (member|item|answer|vote|minister|day)s?\b")
    assert not [text for text in texts if nouns.search(text)]


def test_nothing_in_the_rules_knows_of_pages_or_databases():
    for path in ROOM.glob("*.py"):
        assert not re.search(r"^\s*(import|from) (django|balai\.(?!rules))", path.read_text(), re.MULTILINE), path
