"""The witness over HTTP: POST add-checkpoint, GET for its own key. It listens on loopback; a proxy ends TLS."""

import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from balai.witness.state import LONGEST_REQUEST, Answer, Witness

log = logging.getLogger("balai.witness")
SECONDS = 30  # how long a request may take to arrive


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "balai-witness"
    timeout = SECONDS
    server: "Server"

    def do_POST(self) -> None:  # noqa: N802 (http.server's name)
        if not urlsplit(self.path).path.endswith("/add-checkpoint"):
            self._send(Answer(404, "there is nothing here\n"))
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_REQUEST:
            self.close_connection = True
            self._send(Answer(400, "the request is too long, or does not say how long it is\n"))
            return
        answer = self._answer(self.rfile.read(int(length)))
        self.server.note(answer)
        self._send(answer)

    def _answer(self, body: bytes) -> Answer:
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return Answer(400, "the request is not UTF-8\n")
        try:
            return self.server.witness.add_checkpoint(text)
        except OSError:
            log.exception("event=witness.cannot_remember")
            return Answer(500, "the witness cannot write what it has seen\n")

    def do_GET(self) -> None:  # noqa: N802
        self._send(Answer(200, f"{self.server.witness.key.verifier}\n"))

    def _send(self, answer: Answer) -> None:
        body = answer.text.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        log.debug(format, *args)


class Server(ThreadingHTTPServer):
    """Listens on loopback; `silent_after` seconds without a checkpoint are an alarm in the log."""

    daemon_threads = True

    def __init__(self, witness: Witness, host: str, port: int, silent_after: int = 0) -> None:
        super().__init__((host, port), Handler)
        self.witness, self.silent_after = witness, silent_after
        self.heard_at, self.silent = time.monotonic(), False
        if silent_after:
            threading.Thread(target=self._listen_for_silence, daemon=True).start()

    def note(self, answer: Answer) -> None:
        """What a log did stands in our log under a fixed name."""
        if answer.status == 200:
            self.heard_at = time.monotonic()
            if self.silent:
                log.warning("event=witness.log_heard_again")
            self.silent = False
        elif answer.alarm:
            log.critical("event=%s status=%s detail=%s", answer.alarm, answer.status, answer.text.strip())
        elif answer.status != 409:  # a log that asks how far we are
            log.warning("event=witness.refused status=%s detail=%s", answer.status, answer.text.strip())

    def _listen_for_silence(self) -> None:
        while True:
            time.sleep(min(1.0, self.silent_after))
            if not self.silent and time.monotonic() - self.heard_at > self.silent_after:
                self.silent = True
                log.critical("event=witness.log_silent seconds=%s", self.silent_after)
