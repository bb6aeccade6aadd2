"""Faults by really killing things: a server killed at any moment loses no acknowledged position; its log is whole."""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

import pytest

from tests.serving import ROOT, environment_in, free_port, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]
KILLS = 50
ITEMS = 900
STANCES = ("no_objection", "wish_to_speak", "objection", "abstain")


def world(environment: dict[str, str], *arguments: str) -> object:
    command = [sys.executable, "-m", "tests.fault_world", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def mark(port: int, item: str, stance: str, cookie: str) -> bool:
    """Mark a position over HTTP; True when the server has acknowledged it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {
        "Cookie": cookie,
        "X-CSRFToken": cookie.rsplit("=", 1)[1],
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
    }
    try:
        connection.request(
            "POST", f"/items/{item}/position/", f"stance={stance}&seen_version=1&seen_position=0", headers
        )
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Member(threading.Thread):
    """Answers one item after another until the line breaks; notes only what was acknowledged."""

    def __init__(self, port: int, cookie: str, items: list[str], acknowledged: dict[str, str], seed: int) -> None:
        super().__init__()
        self.port, self.cookie, self.items, self.acknowledged = port, cookie, items, acknowledged
        self.chance = random.Random(seed)

    def run(self) -> None:
        """Items are taken from the list: each is tried once, whatever became of it."""
        while self.items:
            item, stance = self.items.pop(0), self.chance.choice(STANCES)
            if not mark(self.port, item, stance, self.cookie):
                return
            self.acknowledged[item] = stance


def test_a_server_killed_fifty_times_loses_no_acknowledged_position(tmp_path: Path):
    environment = environment_in(tmp_path)
    built = world(environment, "build", str(ITEMS))
    assert isinstance(built, dict)
    left = {name: list(built["items"]) for name in built["cookies"]}
    acknowledged: dict[str, dict[str, str]] = defaultdict(dict)
    chance = random.Random(1)
    for turn in range(KILLS):
        port = free_port()
        server = start(port, environment)
        members = [
            Member(port, cookie, left[name], acknowledged[name], turn) for name, cookie in built["cookies"].items()
        ]
        for member in members:
            member.start()
        time.sleep(0.02 + 0.2 * chance.random())
        kill(server)
        for member in members:
            member.join()
    noted = tmp_path / "acknowledged.json"
    noted.write_text(json.dumps(acknowledged))
    assert sum(map(len, acknowledged.values())) > KILLS, "killed before anything was acknowledged"
    assert world(environment, "check", str(noted)) == []
