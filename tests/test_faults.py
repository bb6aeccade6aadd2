"""Faults by really killing things: a server killed at any moment loses no acknowledged position; its log is whole."""

import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.serving import ROOT, environment_in, free_port, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.own_database]
LANES = 2  # governments side by side, each in a database of its own: most of the time goes by while a server starts
KILLS = 25  # in each lane
ITEMS = 400
STANCES = ("no_objection", "wish_to_speak", "objection", "abstain")


@contextlib.contextmanager
def database_of_its_own(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a server with a new database: a file, or one on the PostgreSQL that the suite is run on."""
    environment, server = environment_in(folder), os.environ.get("BALAI_DATABASE", "")
    if not server.startswith("postgresql:"):
        yield environment
        return
    name = f"faults_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {**environment, "BALAI_DATABASE": urlsplit(server)._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def world(environment: dict[str, str], *arguments: str) -> object:
    command = [sys.executable, "-m", "tests.fault_world", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def mark(port: int, item: str, stance: str, cookie: str) -> int | None:
    """Mark a position over HTTP; the status of the answer, or None when the line broke."""
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
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


class Member(threading.Thread):
    """Answers one item after another until the line breaks; notes only what was acknowledged."""

    def __init__(self, port: int, cookie: str, items: list[str], acknowledged: dict[str, str], seed: int) -> None:
        super().__init__()
        self.port, self.cookie, self.items, self.acknowledged = port, cookie, items, acknowledged
        self.chance, self.heard, self.refusals = random.Random(seed), threading.Event(), list[int]()

    def run(self) -> None:
        """Items are taken from the list: each is tried once, whatever became of it."""
        while self.items:
            item, stance = self.items.pop(0), self.chance.choice(STANCES)
            status = mark(self.port, item, stance, self.cookie)
            if status == 200:
                self.acknowledged[item] = stance
                self.heard.set()
                continue
            self.refusals += [status] if status else []
            return


def moment_of_death(members: list[Member], chance: random.Random) -> None:
    """Mostly among the answers, counted from a server's first one (its first page takes 20 times as long as another);
    now and then in its first moments."""
    if chance.random() < 0.8:
        members[0].heard.wait(20)
        time.sleep(0.15 * chance.random())
    else:
        time.sleep(0.4 * chance.random())


def killed_again_and_again(folder: Path, lane: int) -> tuple[int, list[str]]:
    """How many positions were acknowledged between the kills, and what is wrong afterwards."""
    with database_of_its_own(folder) as environment:
        built = world(environment, "build", str(ITEMS))
        assert isinstance(built, dict)
        left = {name: list(built["items"]) for name in built["cookies"]}
        acknowledged: dict[str, dict[str, str]] = defaultdict(dict)
        chance, found = random.Random(lane), list[str]()
        for turn in range(KILLS):
            port = free_port()
            server = start(port, environment)
            members = [
                Member(port, cookie, left[name], acknowledged[name], turn) for name, cookie in built["cookies"].items()
            ]
            for member in members:
                member.start()
            moment_of_death(members, chance)
            kill(server)
            for member in members:
                member.join()
                found += [f"answered {status}" for status in member.refusals]
        noted = folder / "acknowledged.json"
        noted.write_text(json.dumps(acknowledged))
        wrong = world(environment, "check", str(noted))
        assert isinstance(wrong, list)
        return sum(map(len, acknowledged.values())), found + wrong


def test_a_server_killed_fifty_times_loses_no_acknowledged_position(tmp_path: Path):
    with ThreadPoolExecutor(LANES) as lanes:
        done = list(lanes.map(lambda lane: killed_again_and_again(tmp_path / f"lane-{lane}", lane), range(LANES)))
    for acknowledged, wrong in done:
        assert wrong == []
        assert acknowledged > 2 * KILLS, "killed before anything was acknowledged"


def test_the_check_after_the_kills_would_find_a_lost_position(tmp_path: Path):
    with database_of_its_own(tmp_path) as environment:
        built = world(environment, "build", "1")
        assert isinstance(built, dict)
        noted = tmp_path / "acknowledged.json"
        noted.write_text(json.dumps({"marin": {built["items"][0]: "objection"}}))
        assert world(environment, "check", str(noted)) == [f"marin {built['items'][0]}: None"]
