"""What one source says (`Said`), and the chain of sources that vouches for a stretch of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.domain import ActorRef, Modality, Polarity, Source, Stance

#: So much of the evidence has to lie in what a source said; the rest may be a mark or a word that the coder's clause took along.
_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Said:
    """One saying: who, by which words, and the characters said (`start`, `end`, without outer quotation marks).

    `scope` is the stretch that the source vouches for: the content, or, where the cue interrupts it, all of its pieces. `outer` are the
    sources further out, nearest first; `layers` those that stand in the reporting clause itself ("…, he said, according to X").
    `speaker` is None where the article names none ("it was reported"). `sentence` and `head` are the token of the cue's predicate.
    """

    start: int
    end: int
    quote: Literal["direct", "indirect", "mixed"]
    speaker: ActorRef | None
    speaker_span: tuple[int, int] | None
    cue: str
    cue_start: int
    cue_end: int
    stance: Stance
    evidence: tuple[int, int]
    scope: tuple[int, int]
    sentence: int
    head: int
    rule: str
    addressees: tuple[ActorRef, ...] = ()
    medium: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    layers: tuple[Source, ...] = ()
    outer: tuple[Source, ...] = ()

    @property
    def source(self) -> Source | None:
        """The saying as a link of a chain; None where nobody is named."""
        if self.speaker is None:
            return None
        return Source(self.speaker.name, self.cue, self.stance, self.speaker)


def attribution_at(said: Sequence[Said], start: int, end: int, head: int | None = None) -> tuple[Source, ...]:
    """Find the sources of a claim whose evidence is `[start, end)`, the nearest first.

    A saying counts where its scope holds the evidence and its cue lies outside of it: the clause of the cue is not part of what it says.
    Where evidence takes the reporting clause along ("troops left, the ministry said"), `head`, the offset of the claim's predicate, decides.
    """
    inner = [one for one in said if _vouches(one, start, end) or (head is not None and one.scope[0] <= head < one.scope[1])]
    inner.sort(key=lambda one: (one.scope[1] - one.scope[0], -one.cue_start))
    chain: list[Source] = []
    for one in inner:
        for link in ((one.source,) if one.source else ()) + one.layers:
            if not any(link.name == known.name and link.cue == known.cue for known in chain):
                chain.append(link)
    return tuple(chain)


def outer_chain(said: Sequence[Said], one: Said) -> tuple[Source, ...]:
    """Find the sources further out than `one`: the layers of its own clause, then those in whose words its cue stands."""
    others = [other for other in said if other is not one and not _same_saying(other, one)]
    chain = list(one.layers)
    for link in attribution_at(others, one.cue_start, one.cue_end):
        if not any(link.name == known.name for known in chain):
            chain.append(link)
    return tuple(chain)


def _same_saying(a: Said, b: Said) -> bool:
    """Two pieces under one cue."""
    return (a.cue_start, a.cue_end) == (b.cue_start, b.cue_end)


def _vouches(one: Said, start: int, end: int) -> bool:
    low, high = one.scope
    shared = min(end, high) - max(start, low)
    if shared <= 0 or shared < _SHARE * (end - start):
        return False
    interrupts = low <= one.cue_start and one.cue_end <= high
    return interrupts or one.cue_end <= start or end <= one.cue_start
