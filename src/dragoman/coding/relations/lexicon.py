"""Words of offices, ownership, alliance and kin, as data."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.knowledge.tables import load_table

_OFFICE_KINDS = frozenset({"office", "loaded", "rank"})
#: Sectors of titles that are a calling, not a public office: they need an organisation that they are held at.
_CALLINGS = frozenset({"CIV", "EDU", "MED", "REL", "BUS", "NGO", "REB", "CRM"})


@dataclass(frozen=True, slots=True)
class RelationWord:
    """A relational noun: the words that must stand beside it and where the other party stands."""

    relation: str
    before: tuple[str, ...]
    beside: frozenset[str]
    preps: tuple[str, ...]
    calling: bool = False
    rank: bool = False


@dataclass(frozen=True, slots=True)
class RelationLexicon:
    """Nouns indexed by head lemma. `rule` maps "rule", "presidency" … to the role of the person who owns the noun."""

    nouns: Mapping[str, tuple[RelationWord, ...]]
    neutral: Mapping[str, str]
    owning: frozenset[str]
    rule: Mapping[str, str]
    entering: frozenset[str]
    shares: frozenset[str]
    """Nouns of a share in a firm: what is owned stands behind "of" or "in"."""
    holding: frozenset[str]
    """Verbs that tell of owning where a share is their object: `holds a 60% stake`."""
    limiting: frozenset[str]
    """Words before an office that end or limit it: `former`, `acting`."""


@cache
def load_relation_lexicon() -> RelationLexicon:
    """The lexicon in the package: `relations.toml` and the offices of `titles.csv`."""
    folder = resources.files("dragoman") / "knowledge/lexicon/en"
    data = tomllib.loads((folder / "relations.toml").read_text(encoding="utf8"))
    nouns: dict[str, list[RelationWord]] = defaultdict(list)
    for row in data["noun"]:
        for phrase in row["lemmas"]:
            words = phrase.split()
            nouns[words[-1]].append(RelationWord(row["relation"], tuple(words[:-1]), frozenset(row.get("with", ())), tuple(row["preps"])))
    callings: dict[str, bool] = {}
    ranks: dict[str, bool] = {}
    for title in load_table("lexicon/en/titles.csv", ("title", "kind")):
        kind = title.optional("kind") or "office"
        words = title.text("title").split(" of ")[0].split(" for ")[0].split()
        head = words[-1]
        if kind not in _OFFICE_KINDS or head in data["rule"]["honours"]:
            continue
        callings[head] = callings.get(head, True) and (title.optional("sector") or "") in _CALLINGS
        ranks[head] = ranks.get(head, False) or kind == "rank"
    for head, calling in callings.items():
        if not any(w.relation == "office" for w in nouns[head]):
            nouns[head].append(RelationWord("office", (), frozenset(), ("of", "for", "at", "to", "in", "from"), calling, ranks[head]))
    owning = frozenset(lemma for row in data["verb"] if row["relation"] == "ownership" for lemma in row["lemmas"])
    ordered = {k: tuple(sorted(v, key=lambda w: (not w.before, not w.beside))) for k, v in nouns.items()}
    rule, state = data["rule"], data["state"]
    return RelationLexicon(
        ordered,
        data["neutral"],
        owning,
        rule["nouns"],
        frozenset(rule["entering"]),
        frozenset(state["shares"]),
        frozenset(state["holding"]),
        frozenset(rule["limiting"]),
    )
