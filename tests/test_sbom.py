"""The bill of materials: every locked package, with the hashes of the lock files."""

import copy
import json
import re

import pytest

from tools import sbom

pytestmark = pytest.mark.slow  # the schema of CycloneDX is large


@pytest.fixture(scope="module")
def bill():
    return sbom.bill()


def locked():
    """Name and version of every package of requirements.txt with its hashes, read by other means."""
    text = (sbom.ROOT / "requirements.txt").read_text()
    blocks = re.split(r"^(?=[a-z])", text, flags=re.M)[1:]
    found = [re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", block) for block in blocks]
    return {
        (one[1], one[2]): set(re.findall(r"sha256:([0-9a-f]{64})", block))
        for one, block in zip(found, blocks, strict=True)
        if one
    }


def test_every_locked_package_stands_in_it_with_its_hashes(bill):
    found = {(one["name"], one["version"]): sbom.hashes_of(one) for one in bill["components"] if "pypi" in one["purl"]}
    assert len(found) > 40
    assert found == locked()


def test_the_front_end_stands_in_it(bill):
    found = {one["name"]: one for one in bill["components"] if one["purl"].startswith("pkg:npm/")}
    lock = json.loads((sbom.ROOT / "package-lock.json").read_text())["packages"]
    assert {name for name in found if name != "htmx.org"} == {place[13:] for place in lock if place}
    assert all(
        len(digest) == 128 for name, one in found.items() if name != "htmx.org" for digest in sbom.hashes_of(one)
    )
    assert found["htmx.org"]["version"].startswith("2.")


def test_it_is_sound(bill):
    assert sbom.faults(bill) == []


def test_what_is_not_sound_is_found(bill):
    bare, strange = copy.deepcopy(bill), copy.deepcopy(bill)
    bare["components"][-1]["hashes"] = []
    assert sbom.faults(bare) == ["htmx.org has no hash"]
    strange["components"][0]["type"] = "thing"
    assert len(sbom.faults(strange)) == 1
