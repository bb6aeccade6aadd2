"""Everything on one port: pages run as WSGI in threads (one hop for a request), live streams run in the event loop."""

import asyncio
import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings")

from balai.wsgi import application as pages  # noqa: E402 (Django must be set up before anything of it is imported)

from balai.ledger.sealing import start as start_sealing  # noqa: E402  isort: skip
from balai.live.stream import stream  # noqa: E402  isort: skip

start_sealing()
THREADS = int(os.environ.get("BALAI_THREADS", "8"))
_pages: Any = WSGIMiddleware(cast("Any", pages), workers=THREADS)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await stream(scope, receive, send)
    elif scope["type"] == "http":
        # The bridge wants coroutine functions; the server gives plain ones that return awaitables.
        await _pages(scope, lambda: _awaited(receive()), lambda message: _awaited(send(message)))


async def _lifespan(receive: Any, send: Any) -> None:
    """Asked to stop, the server first finishes the pages in hand: their threads answer through the running loop."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await asyncio.get_running_loop().run_in_executor(None, _pages.executor.shutdown)
    await send({"type": "lifespan.shutdown.complete"})


async def _awaited(something: Any) -> Any:
    return await something
