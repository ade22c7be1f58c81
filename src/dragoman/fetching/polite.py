"""Fetching as a guest: what robots.txt forbids is not asked for, no host is asked twice within its pace, a busy one is left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dragoman.errors import InputError, TransientError
from dragoman.fetching.getting import AGENT, BUSY, Answer, Limits, get

PACE = 2.0
"""Seconds between two requests to one host."""
TRIES = 3
LONGEST_WAIT = 120.0
NAME = AGENT.partition("/")[0]


class Guest:
    """Fetches pages one after the other; `sleep` and `clock` are those of `time` but in tests."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        pace: float = PACE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask for nothing yet."""
        self._limits, self._pace, self._sleep, self._clock = limits or Limits(), pace, sleep, clock
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def fetch(self, url: str, known: Mapping[str, str] | None = None) -> Answer:
        """Return the page, or a 304 where the server says that it is as it was; `known` are `etag` and `last-modified` of the time before.

        Raises `InputError` for what is forbidden or not there, `TransientError` where the server stays busy.
        """
        if not self._may(url):
            raise InputError(url, "The site's robots.txt asks programs not to fetch it", "Open it in a browser, save it, and read the file")
        asked = {"If-None-Match": (known or {}).get("etag"), "If-Modified-Since": (known or {}).get("last-modified")}
        answer = self._patiently(url, {name: value for name, value in asked.items() if value})
        if answer.status >= 400:
            raise InputError(url, f"The server answers {answer.status}", "Open it in a browser: it may be gone, or behind a login")
        return answer

    def _patiently(self, url: str, headers: Mapping[str, str]) -> Answer:
        for number in range(TRIES):
            self._wait(urlsplit(url).netloc)
            answer = get(url, headers, self._limits)
            if answer.status not in BUSY:
                return answer
            told = answer.headers.get("retry-after", "")
            pause = float(told) if told.isdigit() else 5.0 * 4**number
            if number + 1 == TRIES or pause > LONGEST_WAIT:
                break
            self._sleep(pause)
        raise TransientError(f"{url}: The server is busy (it answers {answer.status}). Try again later.")

    def _wait(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None and (pause := last + self._pace - self._clock()) > 0:
            self._sleep(pause)
        self._last[host] = self._clock()

    def _may(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = rules = RobotFileParser()
            answer = self._patiently(f"{site}/robots.txt", {})
            # A site that has no such file forbids nothing; one that does not let us see it forbids all (RFC 9309).
            if answer.status in {401, 403}:
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                rules.parse(answer.body[:500_000].decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return self._robots[site].can_fetch(NAME, url)
