"""Why a claim is as it is: the replay needs the reader, so it runs in a process of its own, one at a time and not for long."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

from dragoman.domain import Reason
from dragoman.record.view import RecordView
from dragoman.record.writer import BY_HAND
from dragoman.web.errors import GONE, RefusedError
from dragoman.web.settings import Serving

SECONDS, WAIT = 20, 5
"""So long may a replay take, and so long does one wait for another."""
KEPT = 200
"""So many replays are remembered."""


class Explainer:
    """Replays, remembered by claim."""

    def __init__(self, serving: Serving) -> None:
        """Start nothing yet."""
        self._serving = serving
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Reason, ...]] = {}

    def reasons(self, claim: str) -> tuple[Reason, ...]:
        """Return the reasons; raises `RefusedError` where the replay takes too long, or another is on its way."""
        if claim in self._known:
            return self._known[claim]
        with RecordView(self._serving.record) as view:
            stored = view.claim(claim)
        if stored is None:
            raise RefusedError(404, f"The record has no claim {claim!r} now", GONE)
        if stored.claim["rule"] == BY_HAND:
            raise RefusedError(404, "A user recorded that claim; there is nothing to replay", "Look at its article")
        if not self._lock.acquire(timeout=WAIT):
            raise RefusedError(503, "Another claim is being replayed", "Wait, and ask again")
        try:
            made = subprocess.run(  # noqa: S603 - our own program; the claim is one argument, behind --
                [sys.executable, "-P", "-m", "dragoman.cli", "explain", "--record", str(self._serving.record), "--json", "--", claim],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise RefusedError(503, f"The replay took more than {SECONDS} seconds", f"Ask on the command line: dragoman explain {claim}") from error
        finally:
            self._lock.release()
        if made.returncode:
            raise RefusedError(503, "That claim cannot be replayed", f"Ask on the command line: dragoman explain {claim}")
        found = tuple(Reason(row["step"], row["text"], tuple(row["details"])) for row in json.loads(made.stdout or b"[]"))
        if len(self._known) < KEPT:
            self._known[claim] = found
        return found
