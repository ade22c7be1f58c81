"""Which gold mentions miss their chain, by what they are and why, with examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.actors.chains import Chain
from evaluation.gum import GoldMention

SPEECH = frozenset(["i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself", "yourselves"])
REASONS = ("right", "no phrase", "kind missed", "alone", "starts its own", "wrong antecedent", "joins others")
AROUND = 90
Key = tuple[int, int]


@dataclass(slots=True)
class Misses:
    """Counts and examples of any number of documents."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, text: str, gold: Sequence[Sequence[tuple[Key, GoldMention]]], chains: Sequence[Chain]) -> None:
        """Count one document in. `gold` are its chains of two or more, each mention with the key that phrases are matched by."""
        home = {(one.start, int(one.form == "group")): (chain, one.order) for chain in chains for one in chain.phrases}
        for links in gold:
            keys = {key for key, _ in links}
            for number, (key, mention) in enumerate(sorted(links, key=lambda link: link[1].start)):
                sort = sort_of(text, mention)
                reason = self._reason(home, key, keys, first=number == 0)
                self.counts[sort, reason] += 1
                start, end = mention.start, mention.end
                shown = f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND // 2]}"
                self.examples[sort, reason].append(" ".join(shown.split()))

    @staticmethod
    def _reason(home: dict[Key, tuple[Chain, int]], key: Key, keys: set[Key], *, first: bool) -> str:
        if key not in home:
            return "no phrase"
        chain, order = home[key]
        if len(chain.phrases) == 1:
            return "alone"
        if chain.kind == "other":
            return "kind missed"
        before = [one for one in chain.phrases if one.order < order]
        if first:
            return "joins others" if before else "right"
        if not before:
            return "starts its own"
        return "right" if any((one.start, int(one.form == "group")) in keys for one in before) else "wrong antecedent"

    def lines(self, examples: int) -> list[str]:
        """Return a table, and so many examples of each miss."""
        found = [f"{'':<12}" + "".join(f"{reason:>18}" for reason in REASONS)]
        for sort in ("speech", "pronoun", "name", "noun"):
            found.append(f"{sort:<12}" + "".join(f"{self.counts[sort, reason]:>18}" for reason in REASONS))
        for (sort, reason), shown in sorted(self.examples.items()):
            if reason != "right" and examples:
                step = max(1, len(shown) // examples)
                found += [f"{sort}, {reason}", *(f"  {line}" for line in shown[::step][:examples])]
        return found


def sort_of(text: str, mention: GoldMention) -> str:
    """Return what a mention is: `speech` (I, we, you), another `pronoun`, a `name` or a `noun`."""
    if text[mention.head[0] : mention.head[1]].lower() in SPEECH:
        return "speech"
    return {"PRON": "pronoun", "DET": "pronoun", "PROPN": "name"}.get(mention.head_pos, "noun")
