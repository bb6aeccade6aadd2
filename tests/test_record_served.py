"""The record as institutions run it: a server, a witness, the commands, each in a process of its own."""

import contextlib
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.serving import ROOT, environment_in, free_port, kill, start

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def balai(environment, *words):
    """A command: its code, and what it printed on both."""
    done = subprocess.run(
        [sys.executable, "-m", "balai", *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def get(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def until(seconds, look):
    """What `look` gives, as soon as it gives something."""
    for _attempt in range(int(seconds * 10)):
        with contextlib.suppress(OSError):
            if found := look():
                return found
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("government")


@pytest.fixture(scope="module")
def environment(folder):
    """A demonstration with a key and one witness."""
    found = {**environment_in(folder), "BALAI_CHECKPOINT_SECONDS": "1", "BALAI_LEDGER_POLICY": str(folder / "policy")}
    found.pop("BALAI_LEDGER_KEY", None)
    (folder / "policy").write_text("quorum none\n")
    assert balai(found, "demo", "--load-only")[0] == 0
    return found


@pytest.fixture(scope="module")
def log_key(environment):
    code, said = balai(environment, "ledger", "key", "--name", "lumara.example/record")
    assert code == 0
    return said.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def witness(folder, environment, log_key):
    port, state = free_port(), folder / "witness"
    command = [sys.executable, "-m", "balai", "witness", "--name", "audit.example/witness", "--log", log_key]
    with (folder / "witness.log").open("w") as output:
        process = subprocess.Popen(
            [*command, "--state", str(state), "--port", str(port)],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    key = until(20, lambda: get(f"http://127.0.0.1:{port}/")).strip()
    lines = (f"log {log_key}", f"witness audit {key} http://127.0.0.1:{port}", "quorum audit\n")
    (folder / "policy").write_text("\n".join(lines))
    yield folder / "witness.log"
    process.send_signal(signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def server(environment):
    port = free_port()
    process = start(port, environment)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        kill(process)


def test_a_stranger_checks_a_decision_offline_by_the_published_key(folder, environment, log_key, witness):
    """docs/VERIFY.md, from the public page to the verdict, with the verifier alone in an empty folder."""
    with server(environment) as address:
        until(20, lambda: "audit.example/witness" in get(f"{address}/record/checkpoint"))
        listed = get(f"{address}/public/decisions/")
        decision = re.search(r"/public/decisions/([0-9a-f-]{36})/", listed)
        assert decision
        page = get(address + decision[0])
        assert "Download the proof" in page
        (folder / "decision.proof.json").write_text(get(f"{address}{decision[0]}proof/"))
        checkpoint = get(f"{address}/record/checkpoint")
        assert len(checkpoint.splitlines()) == 6
    alone = folder / "stranger"
    alone.mkdir()
    shutil.copy(ROOT / "balai" / "ledger" / "verifier.py", alone)
    files = [str(folder / "decision.proof.json"), "--policy", str(folder / "policy")]
    command = [sys.executable, "-I", "verifier.py", *files]
    done = subprocess.run(command, cwd=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("VERIFIED: entry ")
    assert "cosigned by audit.example/witness" in done.stdout
    code, said = balai(environment, "verify", files[0], "--key", log_key, "--json")
    assert (code, json.loads(said)["verified"]) == (0, True)
    other = log_key.replace("lumara.example/record", "lumara.example/recorb")
    assert balai(environment, "verify", files[0], "--key", other)[0] == 1


def test_the_database_is_sound_until_somebody_touches_it(folder, environment, log_key):
    assert balai(environment, "ledger", "sign")[0] == 0
    assert balai(environment, "verify", "--database")[0] == 0
    with contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database, database:
        database.execute("UPDATE decisions_decision SET outcome = 'rejected' WHERE sequence = 1")
    code, said = balai(environment, "verify", "--database", "--json")
    found = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert (code, found["ok"]) == (1, False)
    assert found["findings"][0]["place"].startswith("decisions_decision ")
    code, said = balai(environment, "ledger", "status")
    assert code == 1
    assert "record.altered" in said
    with contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database, database:
        database.execute("UPDATE decisions_decision SET outcome = 'adopted' WHERE sequence = 1")
    assert balai(environment, "verify", "--database")[0] == 0


def test_a_running_server_notices_by_itself_what_was_altered(folder, environment, log_key, witness):
    """Its patrol, here every second, is a process of its own."""
    with server({**environment, "BALAI_VERIFY_SECONDS": "1"}):
        with contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database, database:
            database.execute("UPDATE meetings_vote SET choice = 'abstain' WHERE id = 1")
        with contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database:
            asked = "SELECT detail FROM ledger_alarm WHERE event = 'record.altered' AND ended_at IS NULL"
            ((detail,),) = until(30, lambda: database.execute(asked).fetchall())
        assert "meetings_vote 1: choice is 'abstain'" in detail
        with contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database, database:
            said = detail.rpartition(" says ")[2].strip("'")
            database.execute("UPDATE meetings_vote SET choice = ? WHERE id = 1", [said])


def copy_of(folder: Path, where: str) -> None:
    """A backup of the database, and of what the key remembers."""
    (folder / where).mkdir()
    with (
        contextlib.closing(sqlite3.connect(folder / "balai.sqlite3")) as database,
        contextlib.closing(sqlite3.connect(folder / where / "balai.sqlite3")) as copy,
    ):
        database.backup(copy)
    shutil.copy(folder / "record" / "key.signed", folder / where)


def cut_five(database: Path) -> None:
    """The last five entries were never made, nor anything signed."""
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute('DELETE FROM ledger_entry WHERE "index" > (SELECT MAX("index") - 5 FROM ledger_entry)')
        connection.execute("DELETE FROM ledger_cosignature")
        connection.execute("DELETE FROM ledger_checkpoint")


def test_a_server_restored_from_an_old_backup_stops_and_says_why(folder, environment, log_key, witness):
    """The database alone is yesterday's: the key's memory says so. Reading goes on."""
    assert balai(environment, "ledger", "sign")[0] == 0
    copy_of(folder, "backup")
    cut_five(folder / "balai.sqlite3")
    code, said = balai(environment, "ledger", "sign")
    assert code == 1
    assert "event=record.older_than_signed" in said
    assert "restored from an old backup" in said
    with server(environment) as address:
        assert get(f"{address}/public/decisions/")
    shutil.copy(folder / "backup" / "balai.sqlite3", folder / "balai.sqlite3")
    for name in ("balai.sqlite3-wal", "balai.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    assert balai(environment, "ledger", "sign")[0] == 0


def test_a_whole_machine_restored_from_an_old_backup_is_told_by_its_witness(folder, environment, log_key, witness):
    """Database, key and memory are yesterday's: only the witness knows better, and says so in its own log."""
    cut_five(folder / "balai.sqlite3")
    (folder / "record" / "key.signed").unlink()
    code, said = balai(environment, "ledger", "sign")
    assert code == 1
    assert "event=record.witness_ahead source=audit.example/witness" in said
    assert "event=witness.log_went_back" in witness.read_text()


def test_in_production_a_missing_key_stops_the_start(folder, environment):
    production = {
        **environment,
        "BALAI_ENVIRONMENT": "production",
        "BALAI_SECRET_KEY": "x" * 60,
        "BALAI_HOSTS": "localhost",
        "BALAI_LEDGER_KEY": str(folder / "nowhere" / "key"),
    }
    code, said = balai(production, "serve", "--port", str(free_port()))
    assert code == 1
    assert "balai ledger key --name" in said
    assert "BALAI_LEDGER_KEY" in said
