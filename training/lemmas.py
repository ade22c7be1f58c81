"""Exceptions for the rule lemmatizer, which takes its first guess ("staged" -> "stag"): what the treebanks say, and the package's own verbs."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.corpus import read_conllu

EVENTS = Path(__file__).parent.parent / "src/dragoman/knowledge/lexicon/en/events"
OPEN = ("VERB", "AUX", "NOUN", "ADJ")
MIN_COUNT = 2
MIN_SHARE = 0.8


def treebank_lemmas(files: Iterable[Path]) -> dict[tuple[str, str], str]:
    """The lemma of each (form, part of speech) that occurs at least twice and nearly always has the same one."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in files:
        for sentence in read_conllu(path):
            for word, pos, lemma in zip(sentence.words, sentence.pos, sentence.lemmas, strict=True):
                if pos in OPEN and word.isalpha():
                    seen[word.lower(), pos][lemma.lower()] += 1
    found = {}
    for key, counts in seen.items():
        lemma, count = counts.most_common(1)[0]
        if count >= MIN_COUNT and count / counts.total() >= MIN_SHARE:
            found[key] = lemma
    return found


def lexicon_verbs() -> set[str]:
    """The single-word verbs of the event lexicon."""
    found: set[str] = set()
    for path in sorted(EVENTS.glob("*.toml")):
        for rows in tomllib.loads(path.read_text(encoding="utf8")).values():
            if isinstance(rows, list):
                found |= {phrase.split()[0] for row in rows for phrase in row.get("verbs", ()) if re.fullmatch(r"[a-z]+", phrase.split()[0])}
    return found


def regular_forms(verb: str) -> Iterator[str]:
    """The regular forms of a verb, without doubled consonants."""
    stem = verb[:-1] if verb.endswith("e") else verb
    ending = "i" if re.search(r"[^aeiou]y$", verb) else ""
    past = f"{verb[:-1]}ied" if ending else f"{stem}ed"
    third = f"{verb[:-1]}ies" if ending else f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"
    yield from (past, third, f"{stem}ing" if not verb.endswith("ee") else f"{verb}ing")


def add_exceptions(nlp: Language, files: Iterable[Path]) -> int:
    """Add exceptions to the pipeline's lemmatizer; returns how many forms changed their lemma."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    table, index = lemmatizer.lookups.get_table("lemma_exc"), lemmatizer.lookups.get_table("lemma_index")
    known = treebank_lemmas(files)
    verbs = lexicon_verbs()
    for verb in sorted(verbs):
        for form in regular_forms(verb):
            known.setdefault((form, "VERB"), verb)
    changed = 0
    for (form, pos), lemma in sorted(known.items()):
        doc = Doc(nlp.vocab, words=[form], pos=[pos])
        now = lemmatizer.rule_lemmatize(doc[0])[0]
        if now != lemma and not (now in verbs and (form, pos) not in known):
            exceptions = table.get(pos.lower(), {})
            exceptions[form] = [lemma]
            table.set(pos.lower(), exceptions)
            # an exception that the rules find too is not preferred by spaCy, so the guess before it has to go
            if now not in verbs and now in index.get(pos.lower(), []):
                index.set(pos.lower(), [word for word in index.get(pos.lower()) if word != now])
            changed += 1
    lemmatizer.cache.clear()
    return changed
