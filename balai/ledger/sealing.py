"""Sealing: a thread of the server signs after each decision, and at the latest every CHECKPOINT_SECONDS."""

import logging
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.db import close_old_connections

log = logging.getLogger("balai.record")
DECISIVE = ("decisions.", "meetings.", "agenda.confirmed", "agenda.reopened", "people.")
_woken = threading.Event()
_started = threading.Lock()


def is_decisive(act: str) -> bool:
    """Acts after which the record is signed at once."""
    return act.startswith(DECISIVE)


def wake() -> None:
    """Sign soon; called when a decisive act has been committed."""
    _woken.set()


def start() -> None:
    """Begin to seal in a thread of this process, once. Where there is no key there is nothing to do."""
    from balai.ledger.signing import key_path

    if key_path().exists() and _started.acquire(blocking=False):
        threading.Thread(target=_run, name="sealing", daemon=True).start()


def _run() -> None:
    while True:
        seal()
        patrol()
        _woken.wait(settings.CHECKPOINT_SECONDS)
        _woken.clear()


def patrol() -> None:
    """Now and then a process of its own recomputes the whole record and raises the alarm about what was altered.

    Of several server processes one starts it; the first time an interval after the first start.
    """
    from balai.ledger.signing import key_path, one_at_a_time

    mark = key_path().with_name(f"{key_path().name}.verified")
    with one_at_a_time("patrol", wait=False) as mine:
        if not mine:
            return
        begun = mark.exists()
        if begun and time.time() - mark.stat().st_mtime < settings.VERIFY_SECONDS:
            return
        mark.touch()
    if begun:
        subprocess.Popen(
            [sys.executable, "-m", "balai", "verify", "--database"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )


def seal() -> None:
    """Sign, and ask the witnesses. What goes wrong is an alarm or an error in the log, and is tried again."""
    from balai.ledger.signing import sign_or_raise_alarm
    from balai.ledger.witnesses import ask_witnesses

    close_old_connections()
    try:
        if sign_or_raise_alarm():
            ask_witnesses()
    except Exception:
        log.exception("event=record.sealing_failed")
    finally:
        close_old_connections()
