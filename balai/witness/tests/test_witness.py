"""The witness by c2sp.org/tlog-witness: each answer, and what it remembers."""

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest

from balai.rules.merkle import leaf_hash, nodes_completed_by, root
from balai.rules.merkle_proofs import consistency_proof
from balai.tlog.checkpoint import Checkpoint
from balai.tlog.cosignature import seen_in
from balai.tlog.files import make_key
from balai.tlog.note import COSIGNATURE, ED25519, SignerKey, signature_lines, split
from balai.tlog.proof import hash_lines
from balai.witness.state import SIZE, Witness

ORIGIN = "gov.example/record"


class Log:
    def __init__(self, key, words):
        self.key, self.leaves = key, [leaf_hash(word.encode()) for word in words]
        self.nodes: dict[tuple[int, int], bytes] = {}
        for index, leaf in enumerate(self.leaves):
            for level, place, found in nodes_completed_by(index, leaf, lambda *at: self.nodes[at]):
                self.nodes[level, place] = found

    def note(self, size):
        return Checkpoint(self.key.name, size, root(self.leaves[:size])).signed(self.key)

    def request(self, old, size):
        proof = consistency_proof(old, size, lambda *at: self.nodes[at]) if 0 < old < size else []
        return f"old {old}\n{hash_lines(proof)}\n{self.note(size)}"


@pytest.fixture
def log():
    return Log(SignerKey.new(ORIGIN), [str(number) for number in range(40)])


@pytest.fixture
def witness(tmp_path, log):
    key = make_key(tmp_path / "key", "audit.example/witness", COSIGNATURE)
    return Witness(key, {ORIGIN: log.key.verifier}, tmp_path, lambda: 1_700_000_000)


def rewritten(log):
    return Log(log.key, [str(number) if number != 3 else "other" for number in range(40)])


def test_a_first_checkpoint_is_cosigned(witness, log):
    answer = witness.add_checkpoint(log.request(0, 5))
    assert answer.status == 200
    text, _own = split(log.note(5))
    (seen,) = seen_in(text, signature_lines(answer.text), [witness.key.verifier])
    assert seen.time == 1_700_000_000


def test_a_log_that_grew_is_cosigned_and_remembered(witness, log, tmp_path):
    for old, size in ((0, 5), (5, 6), (6, 33), (33, 40)):
        assert witness.add_checkpoint(log.request(old, size)).status == 200
    again = Witness(witness.key, witness.logs, tmp_path, witness.now)
    assert again.last(ORIGIN).size == 40


def test_the_same_checkpoint_is_cosigned_again(witness, log):
    witness.add_checkpoint(log.request(0, 5))
    assert witness.add_checkpoint(log.request(5, 5)).status == 200


def test_another_size_than_the_one_remembered_is_told(witness, log):
    witness.add_checkpoint(log.request(0, 20))
    answer = witness.add_checkpoint(log.request(0, 30))
    assert (answer.status, answer.text, answer.kind, answer.alarm) == (409, "20\n", SIZE, "")


def test_a_log_that_went_back_is_refused_and_an_alarm(witness, log):
    witness.add_checkpoint(log.request(0, 20))
    answer = witness.add_checkpoint(log.request(10, 10))
    assert (answer.status, answer.text, answer.alarm) == (409, "20\n", "witness.log_went_back")
    assert witness.last(ORIGIN).size == 20


def test_another_root_of_the_same_size_is_refused(witness, log):
    witness.add_checkpoint(log.request(0, 20))
    answer = witness.add_checkpoint(rewritten(log).request(20, 20))
    assert (answer.status, answer.alarm) == (409, "witness.log_rewritten")


def test_a_rewritten_log_cannot_show_that_it_grew(witness, log):
    witness.add_checkpoint(log.request(0, 20))
    answer = witness.add_checkpoint(rewritten(log).request(20, 40))
    assert (answer.status, answer.alarm) == (422, "witness.log_rewritten")
    assert witness.last(ORIGIN).size == 20


def test_an_unknown_log_is_not_found(witness):
    assert witness.add_checkpoint(Log(SignerKey.new("other.example/log"), "ab").request(0, 2)).status == 404


def test_a_log_signed_by_another_key_is_forbidden(witness, log):
    assert witness.add_checkpoint(Log(SignerKey.new(ORIGIN), "ab").request(0, 2)).status == 403
    forged = log.request(0, 5).replace("\n5\n", "\n6\n")
    assert witness.add_checkpoint(forged).status == 403


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.replace("old 0", "old 00"),
        lambda body: body.replace("old 0", "old -1"),
        lambda body: body.replace("old 0", "old 6"),
        lambda body: body.replace("old 0\n", ""),
        lambda body: body.replace("old 0\n", "old 0\n" + "AAAA\n"),
        lambda body: body.replace("old 0\n", "old 0\n" + (base64.b64encode(bytes(32)).decode() + "\n") * 64),
        lambda body: body.replace("\n5\n", "\n05\n"),
        lambda body: body[: body.index("\u2014")],
        lambda body: body.replace("\u2014", "-"),
        lambda body: "",
        lambda body: body + "\x00\n",
    ],
)
def test_what_is_no_request_is_bad(witness, log, change):
    assert witness.add_checkpoint(change(log.request(0, 5))).status == 400


def test_a_proof_from_nothing_is_empty(witness, log):
    body = log.request(0, 5).replace("old 0\n", "old 0\n" + base64.b64encode(bytes(32)).decode() + "\n")
    assert witness.add_checkpoint(body).status == 422


def test_of_checkpoints_that_come_at_once_none_rolls_another_back(witness, log):
    """The race of the specification: what is remembered never becomes smaller."""
    witness.add_checkpoint(log.request(0, 10))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda size: witness.add_checkpoint(log.request(10, size)), range(11, 41)))
    (cosigned,) = [size for size, answer in zip(range(11, 41), answers, strict=True) if answer.status == 200]
    assert witness.last(ORIGIN).size == cosigned


def test_a_witness_does_not_sign_with_the_key_of_a_log(tmp_path, log):
    witness = Witness(SignerKey.new("w", ED25519), {ORIGIN: log.key.verifier}, tmp_path, lambda: 1)
    with pytest.raises(ValueError, match="0x04"):
        witness.add_checkpoint(log.request(0, 5))
