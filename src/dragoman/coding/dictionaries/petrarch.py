"""Reading a PETRARCH-2 verb dictionary: synonym sets, blocks of verbs, their patterns. What cannot be read is kept as refused, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from dragoman.coding.cameo import Cameo, load_cameo
from dragoman.coding.dictionaries.patterns import Codes, LineError, VerbForms, VerbPattern, parse_codes, parse_pattern, parse_verb
from dragoman.errors import InputError

_COMMENT = re.compile(r"<!--.*?-->|(?:^|(?<=\s))#.*$|;.*$")
_HEADER = re.compile(r"---+\s*(?P<name>[^\[]*?)\s*(?:\[(?P<code>[^\]]*)\])?[-\s]*")
_SILENT = Codes(None)


@dataclass(frozen=True, slots=True)
class Line:
    """Where something stands: `number` counts from 1, `text` is the line without comment, its words one blank apart."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """Verbs that share patterns. `codes` are those of a verb alone that has none of its own."""

    name: str
    codes: Codes
    verbs: tuple[tuple[Line, VerbForms], ...] = ()
    patterns: tuple[tuple[Line, VerbPattern], ...] = ()


@dataclass(frozen=True, slots=True)
class VerbDictionary:
    """A dictionary as read. `synsets` hold terms in lower case with blanks, plurals included; `digest` changes with the file."""

    name: str
    blocks: tuple[Block, ...]
    synsets: Mapping[str, tuple[str, ...]]
    refused: tuple[InputError, ...]
    digest: str


def read_dictionary(path: Path) -> VerbDictionary:
    """Read a file. Raises `InputError` where it cannot be read at all or has no verb; a bad line is in `refused`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or "cannot be read", "Name a PETRARCH-2 verb dictionary") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 at byte {error.start}", "Save the dictionary as UTF-8") from error
    made = parse_dictionary(path.name, text, str(path))
    if not any(block.verbs for block in made.blocks):
        first = f" (line {made.refused[0].where.rpartition(':')[2]}: {made.refused[0].cause})" if made.refused else ""
        repair = "Name a PETRARCH-2 verb dictionary: headers --- NAME [code] ---, verbs, patterns"
        raise InputError(str(path), f"no verb in it that can be read{first}", repair)
    return replace(made, digest=sha256(data).hexdigest()[:12])


def parse_dictionary(name: str, text: str, where: str = "") -> VerbDictionary:
    """Read a dictionary from its text. `name` is what rules call it, `where` what messages call it."""
    reader = _Reader(where or name, load_cameo())
    lines = list(_lines(text))
    reader.read_synsets(lines)
    reader.read_blocks(lines)
    refused = tuple(sorted(reader.refused, key=lambda error: int(error.where.rpartition(":")[2])))
    return VerbDictionary(name, tuple(reader.blocks), reader.synsets, refused, "")


def _lines(text: str) -> Iterator[Line]:
    """The lines that say something, without comments; `<!-- … -->` may go over several lines."""
    hidden = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw
        if hidden:
            _, ended, line = line.partition("-->")
            hidden = not ended
        line = _COMMENT.sub("", line)
        if "<!--" in line:
            line, hidden = line.partition("<!--")[0], True
        if line.strip():
            yield Line(number, " ".join(line.split()))


class _Reader:
    """Goes over the lines twice, as a synonym set may be defined after its use."""

    def __init__(self, where: str, cameo: Cameo) -> None:
        self.where, self.cameo = where, cameo
        self.synsets: dict[str, tuple[str, ...]] = {}
        self.blocks: list[Block] = []
        self.refused: list[InputError] = []

    def read_synsets(self, lines: Iterable[Line]) -> None:
        current = ""
        for line in lines:
            if line.text.startswith("&"):
                current = line.text.split()[0].upper()
                self.synsets.setdefault(current, ())
            elif line.text.startswith("+") and current:
                term = line.text[1:].strip().lower()
                if not term.strip("_ ") or term[0] in "&+$%^":
                    self._refuse(line, f"{line.text!r} is no word of a synonym set", "write +WORD or +TWO_WORDS; a set cannot hold another set")
                    continue
                self.synsets[current] = (*self.synsets[current], *_with_plural(term, plural=not current.endswith("_")))
            else:
                current = ""

    def read_blocks(self, lines: Iterable[Line]) -> None:
        in_synset = False
        for line in lines:
            if line.text.startswith("&"):
                in_synset = True
                continue
            if in_synset and line.text.startswith("+"):
                continue
            in_synset = False
            try:
                self._block_line(line)
            except LineError as error:
                self._refuse(line, error.cause, error.repair)

    def _block_line(self, line: Line) -> None:
        text = line.text
        if text.startswith("~"):
            raise LineError(
                "transformations are not supported",
                "Take the line out, or leave it: who tells of an act is kept as the claim's chain of sources",
            )
        if text.startswith("---"):
            self._header(text)
        elif not self.blocks:
            raise LineError(f"{text[:40]!r} stands before the first block", "begin the block with --- NAME [code] ---")
        elif text.startswith("-"):
            pattern = parse_pattern(text)
            self._check_codes(pattern.codes)
            self._check_synsets(pattern)
            self._extend(patterns=(*self.blocks[-1].patterns, (line, pattern)))
        else:
            verb = parse_verb(text)
            self._check_codes(verb.codes)
            self._extend(verbs=(*self.blocks[-1].verbs, (line, verb)))

    def _header(self, text: str) -> None:
        self.blocks.append(Block(text.strip("- ").partition("[")[0].strip(), _SILENT))  # its verbs are read even where its code is not
        match = _HEADER.fullmatch(text)
        if match is None:
            raise LineError(f"{text!r} is no header of a block", "write --- NAME [code] ---; until then its verbs alone are no event")
        codes = parse_codes(match["code"]) if match["code"] is not None else _SILENT
        self._check_codes(codes)
        self._extend(codes=codes)

    def _extend(self, **parts: object) -> None:
        self.blocks[-1] = replace(self.blocks[-1], **parts)  # type: ignore[arg-type]

    def _check_codes(self, codes: Codes | None) -> None:
        for code in (codes.forward, codes.backward) if codes else ():
            if code is not None and self.cameo.meaning(code) is None:
                near = sorted(known for known in self.cameo.codes if known[:2] == code[:2])
                choice = f"codes of that root are {', '.join(near)}" if near else f"valid roots are {', '.join(self.cameo.roots)}"
                raise LineError(f"CAMEO has no code {code}", f"{choice[0].upper()}{choice[1:]}")

    def _check_synsets(self, pattern: VerbPattern) -> None:
        for part in (*pattern.before, *pattern.after):
            for word in part.words:
                if word.startswith("&") and not self.synsets.get(word.upper()):
                    raise LineError(f"the synonym set {word} is not defined", f"Define it: a line {word}, then a line +WORD for each word")

    def _refuse(self, line: Line, cause: str, repair: str) -> None:
        self.refused.append(InputError(f"{self.where}:{line.number}", cause, repair[0].upper() + repair[1:]))


def _with_plural(term: str, *, plural: bool) -> tuple[str, ...]:
    """The term and its regular plural; a term that ends with `_` has none."""
    words = term.replace("_", " ").strip()
    if not plural or term.endswith("_"):
        return (words,)
    if words.endswith("y") and words[-2:-1] not in set("aeiou"):
        return (words, f"{words[:-1]}ies")
    return (words, f"{words}es" if words.endswith(("s", "x", "z")) else f"{words}s")
