"""One bench in this process, on the configured (empty) database: python -m bench NAME [--small].

Prints its figures as one JSON object. Django is set up here, before the bench and its models are imported; `run` starts
this once for each database and each repetition.
"""

import json
import signal
import sys
from importlib import import_module

import django


def main(name: str, *, small: bool) -> None:
    django.setup()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server beside it is stopped too
    figures: dict[str, float] = import_module(f"bench.{name}").main(small=small)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], small="--small" in sys.argv[2:])
