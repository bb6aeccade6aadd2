"""A proof of ours, checked by what is not ours: Go's sumdb packages, as Debian ships them (docs/VERIFY.md)."""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.records import log_with_key, proof_of, signed
from tests.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = Path(__file__).resolve().parent / "public_tools"
VERIFY = HERE.parent.parent / "docs" / "VERIFY.md"


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    """The program, compiled from Debian's packages golang-go and golang-golang-x-mod-dev without any network."""
    assert shutil.which("go"), "apt-get install golang-go golang-golang-x-mod-dev (tools/check.py does)"
    folder = tmp_path_factory.mktemp("go")
    environment = {**os.environ, "GOPATH": "/usr/share/gocode", "GO111MODULE": "off", "GOCACHE": str(folder / "cache")}
    command = ["go", "build", "-o", str(folder / "check"), str(HERE / "check.go")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "check"


@pytest.fixture
def proof(tmp_path):
    """VKEY, checkpoint, index, leaf and hashes of a decision's proof, cut apart by the very lines of VERIFY.md."""
    world = make_world()
    signed()
    file = proof_of(world.decision)
    (tmp_path / "decision.proof.json").write_text(json.dumps(file), encoding="utf-8")
    cut = textwrap.dedent(VERIFY.read_text(encoding="utf-8").partition("<<'EOF'\n")[2].partition("    EOF\n")[0])
    command = [sys.executable, "-", "decision.proof.json"]
    subprocess.run(command, cwd=tmp_path, input=cut, text=True, check=True)
    index, _leaf, *hashes = (tmp_path / "arguments").read_text().split()
    return [str(log_with_key()), tmp_path / "checkpoint", index, tmp_path / "leaf", *hashes]


def run(checker, arguments):
    done = subprocess.run([checker, *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_gos_packages_accept_our_checkpoint_and_proof(checker, proof):
    code, said = run(checker, proof)
    assert (code, said.split(":")[0]) == (0, "ACCEPTED"), said


def test_gos_packages_refuse_an_altered_leaf(checker, proof):
    proof[3].write_text(proof[3].read_text().replace("a", "b", 1))
    assert run(checker, proof)[0] == 1


def test_gos_packages_refuse_an_altered_size(checker, proof):
    note = proof[1].read_text()
    size = note.split("\n")[1]
    proof[1].write_text(note.replace(f"\n{size}\n", f"\n{int(size) + 1}\n", 1))
    assert run(checker, proof)[0] == 1


def test_gos_packages_refuse_another_entry_and_another_hash(checker, proof):
    assert run(checker, [*proof[:2], int(proof[2]) - 1, *proof[3:]])[0] == 1
    assert run(checker, [*proof[:-1], proof[-2]])[0] == 1


def test_gos_packages_refuse_another_key(checker, proof):
    from balai.tlog.note import SignerKey

    assert run(checker, [SignerKey.new("balai.example/record").verifier, *proof[1:]])[0] == 1
