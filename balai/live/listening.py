"""PostgreSQL: hearing of other processes' commits by LISTEN, in one thread for the process."""

import logging
import threading
from typing import Any

import psycopg
from django.db import connection

from balai.live import hub
from balai.live.announce import CHANNEL

log = logging.getLogger(__name__)
_thread: threading.Thread | None = None
_stopped = threading.Event()


def start() -> None:
    """Listen from now on; does nothing where it already does."""
    global _thread
    if _thread is None or not _thread.is_alive():
        parameters = {k: v for k, v in connection.get_connection_params().items() if k in _KEPT}
        _stopped.clear()
        _thread = threading.Thread(target=_listen, args=(parameters,), name="balai-listen", daemon=True)
        _thread.start()


def stop() -> None:
    """Listen no more; the connection is closed when this returns."""
    _stopped.set()
    if _thread is not None:
        _thread.join()


_KEPT = {"dbname", "user", "password", "host", "port"}


def _listen(parameters: dict[str, Any]) -> None:
    while not _stopped.is_set():
        try:
            with psycopg.connect(**parameters, autocommit=True) as listening:
                listening.execute(f"LISTEN {CHANNEL}")
                hub.wake()  # whatever was committed while nobody listened
                while not _stopped.is_set():
                    for _notice in listening.notifies(timeout=0.2):
                        hub.wake()
        except psycopg.OperationalError:
            log.warning("lost the database while listening; trying again")
            _stopped.wait(1)
