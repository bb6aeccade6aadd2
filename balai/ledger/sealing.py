"""Sealing: a thread of the server signs after each decision, and at the latest every CHECKPOINT_SECONDS."""

import logging
import threading

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
        _woken.wait(settings.CHECKPOINT_SECONDS)
        _woken.clear()


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
