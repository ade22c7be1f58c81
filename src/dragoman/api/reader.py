"""From texts, files and articles to claims, in one object that is built once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.coding.dictionaries.petrarch import read_dictionary
from dragoman.domain import Article, Event, Flow, Reading, Reason, Relation, Statement
from dragoman.errors import InputError
from dragoman.reading.article import Defaults, RawArticle, make_article
from dragoman.reading.sources import check_defaults, once, read_path
from dragoman.running.explaining import explain
from dragoman.running.path import read_articles
from dragoman.running.tools import load_tools

Given = str | Path | Article
"""A text (`str`), a file or folder (`pathlib.Path`), or an article."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read: a `Reading` for each article, in the order given, and what was refused, with cause and repair.

    Of a reading with a `fault` the program failed on its article; `Record.add` leaves it out. `program` is what read them.
    """

    readings: tuple[Reading, ...]
    refused: tuple[InputError, ...]
    program: str

    @property
    def claims(self) -> tuple[Event | Statement | Flow | Relation, ...]:
        """The claims of all articles."""
        return tuple(claim for reading in self.readings for claim in reading.claims)

    def __iter__(self) -> Iterator[Reading]:
        """Go over the readings."""
        return iter(self.readings)

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.readings)


class Reader:
    """Reads articles as `dragoman read` does. Building one loads the model and the tables (a second); reading changes nothing in it.

    >>> reader = Reader()
    >>> found = reader.read("Peru lent Chile 20 million dollars on 3 May 2027.")
    >>> [(claim.flow_type, claim.provider.name, claim.amount.text) for claim in found.claims if claim.kind == "flow"]
    [('loan', 'Peru', '20 million dollars')]
    """

    def __init__(
        self,
        model: str | Path | None = None,
        *,
        language: str = "en",
        registers: str | Path | None = None,
        overrides: str | Path | None = None,
        dictionaries: Sequence[str | Path] = (),
        dictionary_only: bool = False,
        min_confidence: float = 0.0,
    ) -> None:
        """Load everything.

        `model` is a model file of ours or the name of a reader of another package (None: the one in the package), `language` an ISO 639 code,
        `registers` a file that `dragoman actors import` made, `overrides` one that `dragoman override` made, `dictionaries` verb dictionaries of
        PETRARCH-2 (with `dictionary_only` nothing else makes events). Events and flows that are less sure than `min_confidence` (0 to 1) are
        left out. A file that cannot be used raises a `DragomanError` that says why.
        """
        if not 0 <= min_confidence <= 1:
            raise InputError("min_confidence", f"{min_confidence!r} is no share", "Give a number from 0 to 1")
        read = tuple(read_dictionary(Path(path)) for path in dictionaries)
        for refused in (error for dictionary in read for error in dictionary.refused):
            raise refused
        self._tools = load_tools(
            model,
            read,
            dictionary_only=dictionary_only,
            registers=Path(registers) if registers is not None else None,
            overrides=Path(overrides) if overrides is not None else None,
            language=language,
        )
        self._least = min_confidence

    @property
    def program(self) -> str:
        """What reads, as the record keeps it: version, registers, overrides, dictionaries. Where it differs articles are read anew."""
        return self._tools.program + (f"+least@{self._least}" if self._least else "")

    def read(self, given: Given | Iterable[Given], **fields: str | None) -> Readings:
        """Read texts, files, folders or articles; `fields` are those of `each`.

        >>> found = Reader().read(["Peru met Chile.", ""], published="2027-05-04", outlet="Andes Wire")
        >>> [reading.article.published for reading in found], [str(error) for error in found.refused]
        (['2027-05-04'], ["text 2: There is no text in it. Give the article's text or leave the input out."])
        """
        found = tuple(self.each(given, **fields))
        refused = tuple(one for one in found if isinstance(one, InputError))
        return Readings(tuple(one for one in found if isinstance(one, Reading)), refused, self.program)

    def each(self, given: Given | Iterable[Given], **fields: str | None) -> Iterator[Reading | InputError]:
        """Yield one reading at a time, in bounded memory, or the error of what cannot be read.

        `fields` are `published` (ISO 8601), `outlet`, `url` and `title` of inputs that do not say, and the `encoding` of text that is not UTF-8.
        One that is wrong raises `InputError`.
        """
        defaults = check_defaults(Defaults(**fields))
        several = [given] if isinstance(given, str | Path | Article) else given
        for item in _articles(several, defaults):
            if isinstance(item, InputError):
                yield item
            else:
                yield from (self._sure(reading) for reading in read_articles([item], self._tools))

    def explain(self, article: Article, claim_id: str) -> tuple[Reason, ...]:
        """Replay why a claim of this article is as it is, a step at a time; empty where this reader does not make the claim."""
        return explain(article, claim_id, self._tools)

    def _sure(self, reading: Reading) -> Reading:
        if not self._least:
            return reading
        return replace(reading, claims=tuple(claim for claim in reading.claims if claim.confidence is None or claim.confidence >= self._least))


def _articles(given: Iterable[Given], defaults: Defaults) -> Iterator[Article | InputError]:
    """Yield articles, each id once."""
    seen: dict[str, tuple[bytes, str]] = {}
    for number, one in enumerate(given, 1):
        for item in _of_one(one, number, defaults):
            yield item if isinstance(item, InputError) else once(item, seen)


def _of_one(given: Given, number: int, defaults: Defaults) -> Iterator[Article | InputError]:
    if isinstance(given, Article):
        yield given
    elif isinstance(given, Path):
        yield from read_path(str(given), defaults, None)
    else:
        try:  # a text is of no file: another text is no newer version of it
            yield replace(make_article(RawArticle(text=given), defaults, f"text {number}"), origin=None)
        except InputError as error:
            yield error
