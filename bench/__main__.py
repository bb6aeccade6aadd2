"""One bench in this process, on the configured (empty) database: python -m bench NAME [--small].

Prints its figures as one JSON object. Django is set up here, before the bench and its models are imported; `run` starts
this once for each database and each repetition.
"""

import json
import sys
from importlib import import_module

import django


def main(name: str, *, small: bool) -> None:
    django.setup()
    figures: dict[str, float] = import_module(f"bench.{name}").main(small=small)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], small="--small" in sys.argv[2:])
