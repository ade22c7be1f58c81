from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass

import pytest

from dragoman.reconciling.incremental import changed_pairs, key_of, key_text, near_pairs
from dragoman.reconciling.model import load_model

MODEL = load_model()
KEY = ("event", "events0", "CHN", "ECU")
BLOCK, WINDOW = MODEL.limits.block, MODEL.limits.window


@dataclass(frozen=True)
class Spot:
    number: int
    place: tuple[str, str, int, str]
    anchor: int
    sketch: int
    kind: str = "event"
    several: bool = True


def spots(count: int, start: int = 0) -> list[Spot]:
    draw = random.Random(start)  # noqa: S311
    return [Spot(n, ("2027", f"a{n}", 0, f"c{n}"), draw.randrange(50), draw.randrange(9)) for n in range(start, start + count)]


@pytest.mark.parametrize(
    ("before", "after"),
    [(0, 5), (5, 0), (BLOCK, BLOCK + 1), (BLOCK + 1, BLOCK), (100, 101), (101, 100), (100, 140), (140, 100)],
)
def test_what_changes_is_the_difference(before, after):
    """Also where a block grows too large to be compared whole, or becomes small again."""
    old, new = spots(before), spots(after)
    found = changed_pairs(KEY, old, new, MODEL)
    wanted = Counter(near_pairs(KEY, new, MODEL))
    wanted.subtract(near_pairs(KEY, old, MODEL))
    assert dict(found) == {pair: by for pair, by in wanted.items() if by}


def test_one_claim_changes_little_in_a_large_block():
    some = spots(1000)
    changed = changed_pairs(KEY, some, [*some, *spots(1, 2000)], MODEL)
    assert 0 < sum(abs(by) for by in changed.values()) <= 2 * (2 * WINDOW + WINDOW * WINDOW)
    assert changed_pairs(KEY, some, list(reversed(some)), MODEL) == {}


def test_keys_as_text():
    assert key_of(key_text(KEY)) == KEY
    assert key_of(key_text(("event", "g", "-"))) == ("event", "g", "-")
