"""Reading in processes: the order is kept, and an article that harms its worker costs itself alone."""

import os
import signal
import time
from dataclasses import dataclass
from itertools import count, islice

import pytest

from dragoman.domain import Article, Reading
from dragoman.errors import ReaderError
from dragoman.running.workers import AHEAD, Limits, default_workers, read_apart, read_here


@dataclass(frozen=True)
class Fake:
    """Stands in for `Setup`: its articles say what becomes of their worker."""

    fault: str = ""

    def read(self):
        if self.fault:
            raise ReaderError(self.fault)
        return answer


def answer(article):
    match article.text.split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["leave"]:
            os._exit(5)
        case ["grow"]:
            bytearray(8 << 30)
    return Reading(article, words=len(article.text.split()))


def read(texts):
    articles = [Article(str(n), text) for n, text in enumerate(texts)]
    return list(read_apart(articles, Fake(), 2, Limits(seconds=2, megabytes=4096)))


def test_readings_come_in_the_order_of_the_articles():
    texts = ["sleep 0.3", "a b", "sleep 0.1", "c", *"defgh"]
    found = read(texts)
    assert [one.article.text for one in found] == texts
    assert found == list(read_here([Article(str(n), text) for n, text in enumerate(texts)], Fake()))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("die", "its worker was killed by SIGKILL"),  # the system is out of memory, or somebody ends it
        ("leave", "its worker ended with 5"),  # a library that ends the process
        ("sleep 30", "it took longer than 2 seconds"),
        ("grow", "it takes more than 4,096 megabytes"),
    ],
)
def test_an_article_that_harms_its_worker_costs_itself_alone(text, fault):
    found = read(["a", text, "b", "c"])
    assert [one.fault for one in found] == [None, fault, None, None]


def test_a_reader_that_cannot_be_loaded_is_said_once():
    with pytest.raises(ReaderError, match="no reader"):
        list(read_apart([Article("a", "a")], Fake("no reader"), 1, Limits()))


def test_no_more_is_taken_from_the_input_than_the_workers_need():
    """An input may be endless, and what is taken from it is held in memory."""
    taken = []

    def articles():
        for n in count():
            taken.append(n)
            yield Article(str(n), "a")

    readings = read_apart(articles(), Fake(), 1, Limits())
    assert len(list(islice(readings, 3))) == 3
    readings.close()
    assert len(taken) <= AHEAD + 3


def test_nothing_to_read_starts_no_process(monkeypatch):
    monkeypatch.setattr("dragoman.running.workers.ProcessPool", None)
    assert list(read_apart([], Fake(), 2, Limits())) == []


def test_one_worker_at_least():
    assert 1 <= default_workers() <= (os.cpu_count() or 1)
