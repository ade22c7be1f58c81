"""What users decided of claims, as a list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

import msgspec

from dragoman.domain import Judgement
from dragoman.record.view import StoredClaim
from dragoman.showing.forms import Forms, table_of
from dragoman.showing.listing import headline
from dragoman.showing.terminal import Row

NUMBER = 6
COLUMNS = ("number", "at", "verdict", "by", "claim", "other", "undoes", "note", "stands")


def judgement_forms(standing: Collection[int], claim: Callable[[str], StoredClaim | None]) -> Forms[Judgement]:
    """The forms of a list of judgements: `standing` are the numbers of those that hold, `claim` gives a claim of the record by its id."""

    def facts(judgement: Judgement) -> dict[str, Any]:
        return {**msgspec.to_builtins(judgement), "stands": judgement.number in standing}

    def rows(judgement: Judgement) -> Iterator[Row]:
        undone = "" if judgement.number in standing or judgement.verdict == "undo" else "  [undone]"
        yield Row(f"{judgement.words} · {judgement.at}{undone}", f"{judgement.number:>4}", NUMBER, "quiet" if undone else "head", 2)
        for id_ in (judgement.claim, judgement.other):
            if id_:
                stored = claim(id_)
                yield Row(f"{id_}  {headline(stored.claim) if stored else 'not in the record now'}", indent=NUMBER, hang=2)

    return Forms(
        lambda judgements: (row for one in judgements for row in rows(one)),
        lambda one: msgspec.json.encode(facts(one)),
        table_of(COLUMNS, lambda one: [facts(one)]),
    )
