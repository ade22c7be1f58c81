"""Shards of articles read on a cluster, by Ray (extra `cluster`). A shard whose worker dies is read again by another one."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable

import ray

from dragoman.running.segments import Folder, Segment, Shard, make
from dragoman.running.setup import Setup
from dragoman.running.workers import Limits

AHEAD = 4
"""Shards for each core of the cluster that are handed out before the first of them is done: it bounds the memory."""
RETRIES = 3


def make_on_ray(shards: Iterable[Shard], setup: Setup, folder: Folder, limits: Limits, address: str | None = None) -> Generator[Segment, None, None]:
    """Read shards into segments of a folder that every machine can write to; yield them as they are done, in any order.

    `address` is that of a running cluster (`auto`, `ray://host:10001`); None starts one on this machine. Dragoman of the same version has to
    be installed on each machine, and a file of registers or overrides to lie at the same path there.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is called who was not named
    if address is None:
        ray.init(include_dashboard=False, log_to_driver=False, configure_logging=False)
    else:
        ray.init(address=address, log_to_driver=False)
    try:
        one = ray.remote(num_cpus=1, max_retries=RETRIES)(make)
        given = ray.put(setup)
        most = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
        waiting: list[ray.ObjectRef[Segment]] = []
        for shard in shards:
            waiting.append(one.remote(shard, given, folder, 1, limits))
            if len(waiting) >= most:
                done, waiting = ray.wait(waiting)
                yield from ray.get(done)
        while waiting:
            done, waiting = ray.wait(waiting)
            yield from ray.get(done)
    finally:
        ray.shutdown()
