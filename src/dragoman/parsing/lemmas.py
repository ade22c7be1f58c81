"""Base forms of words: irregular forms from a table, regular ones by the rules of spelling, with what the reader's edit script says to choose by.

A script is `CUT+ENDING` ("3+y": "parties" -> "party"), `=LEMMA` for a word that is another one altogether ("went" -> "go"); a leading `^` keeps
the word's capitals, without it the word is taken in lower case.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from dragoman.errors import KnowledgeError
from dragoman.knowledge.tables import knowledge_file

_DOUBLED = re.compile(r"([bdgklmnprtvz])\1$")
#: Stems that have lost an -e: "announc(e)d", "depriv(e)d", "initiat(e)d", "manag(e)d".
_BARE = re.compile(
    r"(?:[cuvz]|[^g]g|dg|rg|[^aeo]at|[iu]t|[aiou]s|[rn]s|[aeiou]r[s]|(?<![ae])[aiu]r|(?<![ao])[iou]d|[aeiou]k|(?<![aeo])[aiou]l|(?<![aeo])[iu]n|[ioy]p|ib)$"
)
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")


@dataclass(frozen=True, slots=True)
class Lemmas:
    """Irregular forms by part of speech, and the words that are known to be words, by which a guess is told from a stump."""

    irregular: Mapping[str, Mapping[str, str]]
    known: Container[str]
    _found: dict[tuple[str, str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def lemma(self, word: str, pos: str, script: str = "0+") -> str:
        """The base form of a word of that universal part of speech; `script` is what the reader makes of it."""
        key = (word, pos, script)
        found = self._found.get(key)
        if found is None:
            if len(self._found) > 50_000:
                self._found.clear()
            found = self._found[key] = self._lemma(word, pos, script)
        return found

    def _lemma(self, word: str, pos: str, script: str) -> str:
        lower = word.lower()
        irregular = self.irregular.get(pos, {}).get(lower)
        if irregular is not None:
            return irregular
        if pos not in {"VERB", "AUX", "NOUN", "ADJ", "ADV"}:
            return word if pos == "PROPN" else lower
        told = lemma_of(word, script)
        if pos in {"ADJ", "ADV"}:
            return told if told.lower() in self.known else word if told[:1].isupper() else lower
        guesses = list(dict.fromkeys(_verb(lower) if pos != "NOUN" else _noun(lower)))
        sure = [guess for guess in guesses if guess in self.known]
        return told if told in sure[1:] and told != lower and not _doubtful(told, sure) else (sure or guesses)[0]


def _doubtful(told: str, sure: list[str]) -> bool:
    """Whether spelling speaks against a base: "staged" is no "stag"."""
    return bool(_SHORT.fullmatch(told)) and told + "e" in sure


def _verb(word: str) -> Iterator[str]:
    """What a verb's form can come from, the likeliest by its spelling first."""
    for ending in ("ied", "ies"):
        if word.endswith(ending) and len(word) > 4:
            yield word[:-3] + "y"
            yield word[:-1]
            return
    if word.endswith(("eed", "ss")) or not word.endswith(("ed", "ing", "s")):
        yield from (word[:-1], word) if word.endswith("eed") and len(word) > 4 else (word,)
        return
    if word.endswith("s"):
        if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
            yield word[:-2]
        yield word[:-1]
        yield word
        return
    stem = word[:-3] if word.endswith("ing") else word[:-2]
    if not re.search("[aeiouy]", stem):
        yield word
        return
    if _DOUBLED.search(stem):
        yield from (stem, stem[:-1], stem + "e") if stem[-1] in "lsz" else (stem[:-1], stem, stem + "e")
    elif _SHORT.fullmatch(stem) or _BARE.search(stem):
        yield from (stem + "e", stem)
    else:
        yield from (stem, stem + "e")


def _noun(word: str) -> Iterator[str]:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        yield word
        return
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        yield word[:-2]
    yield word[:-1]


@cache
def _irregular(language: str) -> Mapping[str, Mapping[str, str]]:
    file = f"lexicon/{language}/lemmas.toml"
    try:
        data = tomllib.loads(knowledge_file(file).read_text(encoding="utf8"))
        forms = {name: {form: row.split()[0] for row in data[name] for form in row.split()} for name in ("auxiliary", "verb", "noun")}
    except (OSError, KeyError, IndexError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{file}: {error!r}. Mend the file: lists `auxiliary`, `verb`, `noun`, a base form and its forms a row.") from error
    return {"AUX": {**forms["verb"], **forms["auxiliary"]}, "VERB": forms["verb"], "NOUN": forms["noun"]}


def load_lemmas(known: Container[str], language: str = "en") -> Lemmas:
    """The lemmas of a language; `known` are words that stand in a vocabulary. Raises `KnowledgeError` where the table is wrong."""
    return Lemmas(_irregular(language), known)


def script_of(word: str, lemma: str) -> str:
    """The script that makes `lemma` of `word`."""
    keeps = lemma[:1].isupper() and word[:1].isupper()
    base = word if keeps else word.lower()
    lemma = lemma if keeps else lemma.lower()
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    mark = "^" if keeps else ""
    return f"{mark}={lemma}" if not shared and base != lemma else f"{mark}{len(base) - shared}+{lemma[shared:]}"


def lemma_of(word: str, script: str) -> str:
    """The lemma that `script` makes of `word`; the word itself where the script is none, or asks for more than the word has."""
    keeps = script.startswith("^")
    base = word if keeps else word.lower()
    rest = script[1:] if keeps else script
    if rest.startswith("="):
        return rest[1:] or base
    cut, _, ending = rest.partition("+")
    if not (cut.isdecimal() and len(cut) < 4):
        return base
    at = len(base) - int(cut)
    return base[:at] + ending if at > 0 or (at == 0 and ending) else base
