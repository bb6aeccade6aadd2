"""Notes, keys, proofs and policies: what is accepted, and what is not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.tlog.checkpoint import Checkpoint
from balai.tlog.cosignature import cosigned, seen
from balai.tlog.files import make_key, read_key
from balai.tlog.note import COSIGNATURE, NoteError, SignerKey, VerifierKey, opened, signed, split
from balai.tlog.policy import parse_policy
from balai.tlog.proof import Proof

# From the documentation of Go's golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = (
    GO_TEXT + "\n\u2014 PeterNeumann x08go/"
    "ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
KEY = SignerKey.new("gov.example/record")


def test_the_note_of_gos_documentation_is_read_and_written_alike():
    assert opened(GO_NOTE, [VerifierKey.parse(GO_KEY)]) == GO_TEXT
    assert signed(GO_TEXT, SignerKey.parse(GO_SECRET)) == GO_NOTE
    assert str(SignerKey.parse(GO_SECRET).verifier) == GO_KEY
    assert SignerKey.parse(GO_SECRET).to_text() == GO_SECRET


def test_the_example_of_the_specification_is_read():
    text, (log, witness) = split(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "\u2014 example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+"
        "zyWE+xeMcTOAYQ8=\n"
        "\u2014 witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0"
        "xUe+mbIUBkBIfZ+qnA==\n"
    )
    assert Checkpoint.parse(text).size == 20852163
    assert (log.id.hex(), witness.id.hex()) == ("033de0ae", "8d66cf3f")


@given(st.integers(0, len(GO_NOTE) - 1), st.characters(codec="utf-8"))
def test_a_note_with_any_letter_changed_is_refused(place, letter):
    other = GO_NOTE[:place] + letter + GO_NOTE[place + 1 :]
    if other != GO_NOTE:
        with pytest.raises(NoteError):
            opened(other, [VerifierKey.parse(GO_KEY)])


@given(st.text())
def test_no_text_breaks_the_readers(text):
    for read in (split, VerifierKey.parse, SignerKey.parse, Checkpoint.parse, Proof.parse, parse_policy):
        with contextlib.suppress(NoteError):
            read(text)


def test_a_checkpoint_of_another_log_is_refused():
    other = SignerKey("gov.example/other", KEY.kind, KEY.seed)
    with pytest.raises(NoteError):
        Checkpoint.opened(Checkpoint("gov.example/other", 1, bytes(32)).signed(other), KEY.verifier)
    with pytest.raises(NoteError, match="origin"):
        Checkpoint("gov.example/other", 1, bytes(32)).signed(KEY)


def test_a_signature_in_the_name_of_a_known_key_must_be_right():
    note = Checkpoint("gov.example/record", 1, bytes(32)).signed(KEY)
    line = note[note.index("\u2014") :]
    bad = line.replace(line[-8:-3], "AAAAA")
    with pytest.raises(NoteError, match="wrong"):
        opened(note + bad, [KEY.verifier])


def test_a_key_is_never_overwritten_nor_read_by_others(tmp_path):
    path = tmp_path / "deep" / "key"
    key = make_key(path, "gov.example/record", 1)
    assert read_key(path) == key
    assert repr(key) == "SignerKey(gov.example/record)"
    with pytest.raises(FileExistsError):
        make_key(path, "gov.example/record", 1)
    path.chmod(0o644)
    with pytest.raises(NoteError, match="chmod"):
        read_key(path)


W = [SignerKey.new(f"w{number}.example", COSIGNATURE) for number in range(3)]
POLICY = "\n".join(
    [f"log {KEY.verifier} https://gov.example/record"]
    + [f"witness w{number} {key.verifier} http://localhost:{8100 + number}" for number, key in enumerate(W)]
    + ["# two of three", "group two 2 w0 w1 w2", "quorum two", ""]
)


def test_two_of_three_witnesses_are_enough():
    policy = parse_policy(POLICY)
    keys = [key.verifier for key in W]
    assert [policy.satisfied(keys[:count]) for count in range(4)] == [False, False, True, True]
    assert policy.witnesses["w1"].url == "http://localhost:8101"
    assert parse_policy("quorum none").satisfied([])


def test_a_note_counts_each_witness_once_and_refuses_a_wrong_one():
    text = Checkpoint("gov.example/record", 1, bytes(32)).to_text()
    note = signed(text, KEY) + str(cosigned(text, W[0], 5)) * 2
    keys = [key.verifier for key in W]
    assert [one.key for one in seen(note, keys)] == [keys[0]]
    with pytest.raises(NoteError, match="wrong"):
        seen(note + str(cosigned(text + "x\n", W[1], 5)), keys)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quorum w0",
        "quorum none\nquorum none",
        f"witness none {W[0].verifier}\nquorum none",
        f"witness w0 {W[0].verifier}\nwitness w1 {W[0].verifier}\nquorum w0",
        f"witness w0 {KEY.verifier}\nquorum w0",
        f"log {W[0].verifier}\nquorum none",
        f"witness w0 {W[0].verifier}\ngroup g 2 w0\nquorum g",
        f"witness w0 {W[0].verifier}\ngroup g 2 w0 w0\nquorum g",
        f"witness w0 {W[0].verifier}\ngroup g any w0\ngroup h any w0\nquorum h",
        "something else\nquorum none",
    ],
    ids=range(11),  # the keys are new each time
)
def test_a_policy_that_is_not_well_formed_is_refused(text):
    with pytest.raises(NoteError):
        parse_policy(text)
