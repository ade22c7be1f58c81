"""One line of a PETRARCH-2 verb dictionary: a pattern `- pre * post [code]` or a verb with its forms. Pure; raises `LineError`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SOURCE, TARGET, SKIP, BOTH = "$", "+", "^", "%"
MARKS = frozenset({SOURCE, TARGET, SKIP, BOTH})
_CODE = re.compile(r"\[([^\]]*)\]\s*$")
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")
_OPEN = {"(": ")", "{": "}"}
NO_EVENT = "---"


class LineError(ValueError):
    """What is wrong with a line, and the repair."""

    def __init__(self, cause: str, repair: str) -> None:
        """Both without trailing full stops."""
        super().__init__(cause)
        self.cause, self.repair = cause, repair


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a pattern: `words` as printed (upper case words, `&SYNSET`, `$ + ^ %`).

    With `preps` it is a prepositional phrase; `braced` says that its last word is the head of a noun phrase.
    """

    words: tuple[str, ...]
    preps: tuple[str, ...] = ()
    braced: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """`[042:043]`: what the source does to the target, and what the target does to the source. None: no event (`---` or empty)."""

    forward: str | None
    backward: str | None = None


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """The parts before and after the verb, in order."""

    before: tuple[Part, ...]
    after: tuple[Part, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class VerbForms:
    """A verb: the word itself in lower case, its printed forms, and the words before and after it in a verb of several words."""

    word: str
    forms: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    codes: Codes | None


def parse_pattern(line: str) -> VerbPattern:
    """Read a pattern without its comment: `- $ * &MEETING + [042]`."""
    body, codes = _split_code(line.lstrip("-").strip())
    if codes is None:
        raise LineError("the pattern has no code", "end the line with a code in brackets, for example [042]")
    pieces = re.split(r"(?<!\S)\*(?!\S)", body)
    if len(pieces) != 2:
        raise LineError(f"the pattern has {len(pieces) - 1} asterisks that stand apart", "put one * where the verb stands, blanks around it")
    return VerbPattern(tuple(_parts(pieces[0])), tuple(_parts(pieces[1])), codes)


def parse_verb(line: str) -> VerbForms:
    """Read a verb without its comment: `FIGHT {FIGHTS FOUGHT FIGHTING} [190]`, `+BEEF_UP`, `RE_+ARREST`."""
    body, codes = _split_code(line.strip())
    match = re.fullmatch(r"(\S+)\s*(?:\{([^{}]*)\})?\s*", body)
    if match is None or match[1] in MARKS or set(match[1]) & set("(){}[]*=&~"):
        raise LineError(f"{body or line.strip()!r} is no verb", "write one verb a line: FIGHT {FIGHTS FOUGHT FIGHTING} [190], or +BEEF_UP")
    word, before, after = _compound(match[1])
    forms = tuple(dict.fromkeys(_compound(form)[0] for form in (match[1], *(match[2] or "").replace(",", " ").split())))
    return VerbForms(word, forms if match[2] else (), before, after, codes)


def parse_codes(text: str) -> Codes:
    """Read what stands between brackets: `042`, `042:043`, `:173`, `---`."""
    parts = [part.strip() for part in text.split(":")]
    if len(parts) > 2 or not text.strip() or any(part not in {"", NO_EVENT} and not part.isdigit() for part in parts):
        raise LineError(f"[{text}] is no code", "write [042], [042:043] for both directions, or [---] for no event")
    known = [part if part.isdigit() else None for part in parts]
    return Codes(known[0], known[1] if len(known) > 1 else None)


def _split_code(text: str) -> tuple[str, Codes | None]:
    match = _CODE.search(text)
    return (text[: match.start()].strip(), parse_codes(match[1])) if match else (text, None)


def _compound(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """`+BEEF_UP` -> beef, (), (up); `RE_+ARREST` -> arrest, (re), (); a plain word has nothing around it."""
    words = text.lower().split("_")
    marked = [i for i, word in enumerate(words) if word.startswith("+")]
    if len(words) > 1 and len(marked) != 1:
        raise LineError(f"{text} does not say which of its words is the verb", "put + before it: +BEEF_UP, RE_+ARREST")
    at = marked[0] if marked else 0
    verb = words[at].lstrip("+")
    if not re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", verb):
        raise LineError(f"{text!r} is no verb", "write letters only; a verb of several words as +BEEF_UP")
    return verb, tuple(w for w in words[:at] if w), tuple(w for w in words[at + 1 :] if w)


def _parts(text: str) -> Iterator[Part]:
    """The parts of one side of a pattern; a phrase in braces may stand in parentheses, nothing else inside anything."""
    tokens = _TOKEN.findall(text)
    i = 0
    while i < len(tokens):
        piece = tokens[i]
        if piece in _OPEN:
            end = _closing(tokens, i, text)
            yield from _phrase(tokens[i + 1 : end]) if piece == "(" else (_noun(tokens[i + 1 : end], ()),)
            i = end
        elif piece in ")}":
            raise LineError(f"{piece} closes nothing in {text.strip()!r}", "balance the parentheses and braces")
        else:
            yield Part((piece,))
        i += 1


def _phrase(tokens: Sequence[str]) -> Iterator[Part]:
    """`TO {BANNED PARTIES}` -> the preposition and what it governs; several nouns are parts of the same phrase."""
    if not tokens or tokens[0] in "{}":
        raise LineError("a phrase in parentheses has no preposition", "begin it with the preposition: (TO {BANNED PARTIES})")
    preps = tuple(part.lower() for part in tokens[0].split("/") if part)
    inner = list(tokens[1:])
    if "{" in inner:
        at = inner.index("{")
        end = _closing(inner, at, " ".join(tokens))
        loose = inner[:at] + inner[end + 1 :]
        yield Part((*(w for w in loose if w not in "{}"), *_noun(inner[at + 1 : end], preps).words), preps, True)
        return
    yield Part(tuple(inner), preps)


def _noun(tokens: Sequence[str], preps: tuple[str, ...]) -> Part:
    if not tokens or any(t in "(){}" for t in tokens):
        raise LineError("braces hold nothing or further brackets", "write the words of one noun phrase, the head last: {PEACE TALKS}")
    return Part(tuple(tokens), preps, True)


def _closing(tokens: Sequence[str], at: int, text: str) -> int:
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(tokens)):
        if tokens[i] == tokens[at]:
            depth += 1
        elif tokens[i] == _OPEN[tokens[at]]:
            depth -= 1
            if not depth:
                return i
    raise LineError(f"{tokens[at]} is not closed in {text.strip()!r}", "balance the parentheses and braces")
