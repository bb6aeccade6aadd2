"""Serving pages and live screens on one port."""

import click

STOPPING_SECONDS = 10  # for the requests in hand, when the server is asked to stop


def run_server(host: str, port: int, workers: int, application: str = "balai.asgi:application") -> None:
    """Serve until interrupted. A port that is taken is said in one line."""
    import socket

    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(f"Port {port} on {host} is taken; choose another with --port.") from None
    _raise_open_files_limit()
    Server(
        application,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        websockets=False,
        backlog=4096,
        backpressure=20_000,
        workers_kill_timeout=STOPPING_SECONDS,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def _raise_open_files_limit() -> None:
    """Every open screen is an open file."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65_536) if hard != resource.RLIM_INFINITY else 65_536
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
