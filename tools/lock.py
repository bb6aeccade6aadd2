"""Writing the lock files anew: hashes, no addresses."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = [str(Path(sys.executable).parent / "uv"), "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
QUIET = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]


def main() -> None:
    same = ["--constraint", "requirements.txt"]  # development runs on exactly what a government runs on
    for name, more in (("requirements", []), ("requirements-dev", same), ("requirements-node", [])):
        subprocess.run([*UV, *QUIET, "--upgrade", *more, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT, check=True)
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
