"""`dragoman serve`."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.common import RecordOption, RegistersOption, app, open_record, record_path, registers_path, say
from dragoman.errors import TerminalError


@app.command()
def serve(
    record: RecordOption = None,
    registers: RegistersOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8000,
    by: Annotated[str, typer.Option(help="Who judges in the browser. Without it the first form asks.")] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="Pages only: no judgements, no claims by hand.")] = False,
    host: Annotated[str, typer.Option(help="Listen on this address instead; --token-file is then needed.")] = "127.0.0.1",
    token_file: Annotated[Path | None, typer.Option("--token-file", help="Where the key for other machines is kept; made at need.")] = None,
) -> None:
    """Look at the record in a browser on this machine: articles with their claims, findings, pairs, actors, the ledger, the network."""
    try:
        import uvicorn

        from dragoman.showing.pages.environment import count
        from dragoman.web.app import make_app
        from dragoman.web.settings import LOCAL, Serving, hosts_of, printed
    except ImportError as error:
        raise TerminalError(f"Serving pages needs {error.name}, which is not installed. Install it: pip install 'dragoman[web]'.") from error
    if host.strip("[]") in {"", "0.0.0.0", "::"}:  # noqa: S104 - refused, not bound to
        raise typer.BadParameter("it is no address that anybody can ask for; name the one by which others reach this machine", param_hint="--host")
    if printed(host) not in LOCAL and token_file is None:
        raise typer.BadParameter(f"others can reach the record on {host}; name a file for their key: --token-file FILE", param_hint="--host")
    from dragoman.actors.registry import load_registry

    path = record_path(record)
    with open_record(path) as view:
        articles = next(view.rows("SELECT count(*) FROM article"))[0]
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        say(f"{path} may not be written: pages only")
        read_only = True
    if not read_only:
        from dragoman.running.reconcile import refresh

        refresh(path)
    key = _key(token_file) if token_file is not None else None
    load_registry()  # now rather than when the first page of an actor is asked for
    serving = Serving(path, hosts_of(host, port), by.strip(), read_only, key, registers=registers_path(registers))
    config = uvicorn.Config(make_app(serving), log_level="warning", server_header=False, proxy_headers=False)
    with _listening(host.strip("[]"), port) as taken:
        address = f"http://{printed(host)}:{port}/{f'key?key={key}' if key else ''}"
        say(f"{count(articles, 'article')} of {path} at {address}  (Ctrl-C ends it)")
        uvicorn.Server(config).run(sockets=[taken])


def _listening(host: str, port: int) -> socket.socket:
    """A socket at which requests come in. Answers leave at once: else the system holds a small one back for some 40 ms."""
    try:
        made = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    except OSError as error:
        raise TerminalError(f"{host} port {port}: {error.strerror or error}. Name another one with --port, or end what listens there.") from error


def _key(file: Path) -> str:
    """The key in a file that only its owner reads; made where it is not there."""
    try:
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(32), encoding="ascii")
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise TerminalError(f"{file}: {error}. Name a file that you can read and write.") from error
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise TerminalError(f"{file}: Others on this machine may read the key. Take it from them: chmod 600 {file}")
    if len(key) < 32:
        raise TerminalError(f"{file}: It holds no key of 32 characters or more. Delete it, and a new one is made.")
    return key
