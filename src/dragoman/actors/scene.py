"""The drafts of one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.drafts import Draft
from dragoman.parsing.tree import Sentence


@dataclass(slots=True)
class Scene:
    """The drafts of one sentence and which draft covers which token."""

    sentence: Sentence
    drafts: list[Draft]
    cover: dict[int, Draft]

    def add(self, draft: Draft) -> None:
        """Keep a draft; tokens that a narrower draft covers stay that one's."""
        self.drafts.append(draft)
        for i in range(draft.first, draft.last + 1):
            self.cover.setdefault(i, draft)
