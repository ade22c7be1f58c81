"""Segments: what they hold comes back as it was; a shard has its name from what it says; a cluster makes the same ones."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from dragoman.domain import Article, Reading
from dragoman.errors import InputError, TerminalError
from dragoman.reading.sources import Defaults, read_sources
from dragoman.running.path import read_articles
from dragoman.running.segments import Folder, make, shards_of
from dragoman.running.setup import Setup
from dragoman.running.workers import Limits

pytest.importorskip("pyarrow")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def articles():
    return sorted(read_sources([str(SAMPLES)], Defaults(), None), key=lambda one: one.id)


def test_readings_come_back_as_they_were(tmp_path, tools, articles):
    readings = [
        *read_articles(articles[:3], tools),
        Reading(Article("x", "…"), fault="it took longer"),
        Reading(Article("y", "Oui."), note="not coded"),
    ]
    folder = Folder(str(tmp_path / "made"))
    assert folder.names() == []
    folder.write("000000-a.parquet", readings, "0.1+mine")
    assert folder.names() == ["000000-a.parquet"]
    program, found = folder.read("000000-a.parquet")
    assert (program, list(found)) == ("0.1+mine", readings)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda given: given, True),
        (lambda given: [*given, Article("z", "More.")], False),  # the shard was not full yet
        (lambda given: [Article("a", "Other words."), *given[1:]], False),
    ],
)
def test_a_shard_is_named_by_what_it_says(change, same):
    given = [Article(letter, f"Text {letter}.") for letter in "abcde"]
    before, after = ([shard.name for shard in shards_of(some, "p", 3)] for some in (given, change(given)))
    assert (before == after) is same
    assert [shard.name for shard in shards_of(given, "another version", 3)] != before
    assert before == sorted(before), "they are loaded in the order of the input"


@pytest.mark.parametrize("content", [b"", b"PAR1 no PAR1"])
def test_a_file_that_is_no_segment_is_named(tmp_path, content):
    (tmp_path / "0.parquet").write_bytes(content)
    with pytest.raises(InputError, match="no segment of Dragoman"):
        Folder(str(tmp_path)).read("0.parquet")


def test_an_address_that_is_none():
    with pytest.raises(TerminalError, match="The folder of segments cannot be used"):
        Folder("nowhere://x").names()


def test_a_cluster_makes_the_same_segments_though_a_worker_is_killed(tmp_path, articles):
    pytest.importorskip("ray")
    from dragoman.running.cluster import make_on_ray

    setup, limits = Setup(), Limits()
    shards = list(shards_of(articles[:6], setup.program, 3))
    here, there = Folder(str(tmp_path / "here")), Folder(str(tmp_path / "there"))
    expected = [make(shard, setup, here, 1, limits) for shard in shards]
    killed: list[int] = []
    watch = threading.Thread(target=_kill_one, args=(killed,))
    watch.start()
    made = sorted(make_on_ray(shards, setup, there, limits), key=lambda one: one.name)
    watch.join()
    assert killed, "the test killed nobody"
    assert made == expected
    assert [list(there.read(name)[1]) for name in there.names()] == [list(here.read(name)[1]) for name in here.names()]


def _kill_one(killed):
    """Kill the first worker of Ray that is at work on a shard."""
    end = time.monotonic() + 60
    while not killed and time.monotonic() < end:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                title = path.read_bytes()
            except OSError:
                continue
            if title.startswith(b"ray::make"):
                os.kill(int(path.parent.name), signal.SIGKILL)
                killed.append(int(path.parent.name))
                return
        time.sleep(0.02)
