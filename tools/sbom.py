"""A software bill of materials (CycloneDX 1.6, JSON) of everything that runs: from the lock files, with their hashes.

python tools/sbom.py [FILE]     writes sbom.json in the checkout, or FILE; what is wrong with it ends the program
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
Component = dict[str, Any]
HTMX = "static/django_htmx/htmx-2.min.js"


def python_packages() -> dict[str, Any]:
    """What CycloneDX's own tool reads from the lock file."""
    tool = str(Path(sys.executable).parent / "cyclonedx-py")
    command = [tool, "requirements", "requirements.txt", "--output-reproducible", "--of", "JSON", "-o", "-"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def front_end() -> Iterator[Component]:
    """What package-lock.json holds; its `integrity` is a hash in base64 (w3.org/TR/SRI)."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if not place:
            continue
        name, version = place.removeprefix("node_modules/"), package["version"]
        algorithm, _, digest = package["integrity"].partition("-")
        yield {
            "type": "library",
            "bom-ref": f"npm {name}",
            "name": name,
            "version": version,
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{version}",
            "licenses": [{"license": {"id": package["license"]}}],
            "hashes": [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}],
        }


def inside_others() -> Iterator[Component]:
    """htmx comes inside django-htmx."""
    script = files("django_htmx").joinpath(HTMX).read_bytes()
    found = re.search(rb'version:"([\d.]+)"', script)
    if found is None:
        sys.exit(f"{HTMX} does not say its version")
    version = found[1].decode()
    yield {
        "type": "library",
        "bom-ref": "npm htmx.org",
        "name": "htmx.org",
        "version": version,
        "purl": f"pkg:npm/htmx.org@{version}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(script).hexdigest()}],
    }


def bill() -> dict[str, Any]:
    found = python_packages()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = {key: project[key] for key in ("name", "version", "description")}
    found["metadata"]["component"] = {"type": "application", "bom-ref": "balai", **about}
    more = [*front_end(), *inside_others()]
    found["components"] += more
    parts = [{"ref": one["bom-ref"]} for one in more]
    everything = [one["bom-ref"] for one in found["components"]]
    found["dependencies"] += [*parts, {"ref": "balai", "dependsOn": everything}]
    return found


def faults(found: dict[str, Any]) -> list[str]:
    """By CycloneDX's schema, and: no component without a hash."""
    said = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(found))
    bare = [one["name"] for one in found["components"] if not hashes_of(one)]
    return ([str(said)] if said else []) + [f"{name} has no hash" for name in bare]


def hashes_of(component: Component) -> set[str]:
    places = [component, *component.get("externalReferences", [])]
    return {one["content"] for place in places for one in place.get("hashes", [])}


def main(path: Path) -> None:
    found = bill()
    if wrong := faults(found):
        sys.exit("\n".join(wrong))
    path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(found['components'])} packages in {path.name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "sbom.json")
