"""Whether the actors are right: the country of each actor text, and the fillers of each slot of the claims.

    python -m evaluation.actors [--gold FOLDER …] [--errors N]

Two figures. **Texts**: gold whose events print the words of each party beside its country code; the share of those words for which the
program's country is the code. A few codes are wrong at their source; `code_corrections.csv` lists them with the reason, and the figure is
given raw and with those lines set right. **Slots**: gold that is complete; of the program's claims that match a gold claim, the share of
slot fillers (events' actors and recipients, flows' provider and recipient, statements' speaker and addressees, relations' subject and
object) that are the party of the gold. A filler where gold has nobody is wrong. `words` is stricter: the share that is right and shares a
name with the words that gold prints.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from dragoman.actors.mentions import Mentions, find_mentions
from dragoman.domain import ActorRef
from dragoman.evaluating.agreement import SCORERS, Json, codes, listed, name_words
from dragoman.evaluating.scoring import match
from dragoman.parsing.annotate import parse_articles
from dragoman.running.evaluating import articles_of, load_gold
from dragoman.running.path import read_articles
from dragoman.running.tools import Tools, load_tools
from dragoman.showing.jsonl import encode_claim

HERE = Path(__file__).parent
CORRECTIONS = HERE / "code_corrections.csv"
GAP = re.compile(r"\s*\.{2,3}\s*")
NOT_IN_TEXT = "not in the text"


@dataclass(frozen=True, slots=True)
class Judged:
    """One actor text or filler: which slot of which article, what gold wants, what the program gave. `words` is None where gold prints none."""

    slot: str
    article: str
    wanted: str
    given: str
    right: bool
    words: bool | None = None
    text: str = ""


# -- the country of actor texts ------------------------------------------------------------------------------------------------


def asked_texts(row: Json) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The texts of a gold line that have a code each: text, code, codes of its whole side."""
    for claim in row["claims"]:
        for side, words in (("actors", "actor_text"), ("recipients", "recipient_text")):
            given, texts = claim.get(side) or (), claim.get(words) or ()
            if len(given) == len(texts):
                yield from ((text, code, frozenset(given)) for text, code in zip(texts, given, strict=True) if code != "---")


def place_of(article: str, words: str) -> tuple[int, int] | None:
    """Where the words stand, `[start, end)`; of words put together from pieces the last piece, as the head of an English noun phrase comes last."""
    parts = words.split()
    for piece in (words, *reversed(GAP.split(words)), *(" ".join(parts[at:]) for at in range(1, len(parts)))):
        found = re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", article)
        if found:
            return found.span()
    return None


def actors_at(mentions: Mentions, start: int, end: int) -> tuple[ActorRef, ...]:
    """Whom the program takes the words for: the actors of their head, else the owners of that noun."""
    for sentence in mentions.parse.sentences:
        inside = {token.i for token in sentence.tokens if token.start < end and token.end > start}
        if inside:
            heads = [i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i]
            nominal = [i for i in heads if sentence.tokens[i].pos in {"NOUN", "PROPN", "PRON"}] or heads
            head = max(nominal)
            within = [mention for i in sorted(inside) if (mention := mentions.at(sentence.index, i)) is not None]
            own = mentions.actors_of(sentence.index, head) or mentions.owners_of(sentence.index, head)
            return own or (mentions.actors_of(sentence.index, within[-1].head) if within else ())
    return ()


def read_corrections(path: Path = CORRECTIONS) -> dict[tuple[str, str], str]:
    """The codes that gold has plainly wrong: `{(article, text): right code}`, `-` for no country."""
    with path.open(encoding="utf8", newline="") as lines:
        return {(row["article"], row["text"]): row["right"] for row in csv.DictReader(lines)}


def judge_texts(gold: Sequence[dict[str, Any]], tools: Tools, corrections: Mapping[tuple[str, str], str]) -> tuple[list[Judged], list[Judged]]:
    """Each actor text of the gold, as gold has it and with its wrong codes set right."""
    raw, mended = [], []
    articles = list(articles_of(gold))
    for row, (article, parse) in zip(gold, parse_articles(tools.reader, articles), strict=True):
        asked = list(asked_texts(row))
        if not asked:
            continue
        mentions = find_mentions(article, parse, tools=tools.actors)
        for text, code, side in asked:
            where = place_of(article.text, text)
            found = actors_at(mentions, *where) if where else ()
            countries = frozenset(actor.country or "-" for actor in found)
            given = "|".join(sorted(countries)) or ("-" if where else NOT_IN_TEXT)
            right = code in countries and countries <= side
            raw.append(Judged("texts", row["id"], code, given, right, text=text))
            better = corrections.get((row["id"], text), code)
            mended.append(Judged("texts", row["id"], better, given, right if better == code else given == better, text=text))
    return raw, mended


# -- the fillers of claims' slots ----------------------------------------------------------------------------------------------


def sides(kind: str, gold: Json, given: Json) -> Iterator[tuple[str, Any, Sequence[str], Any]]:
    """The slots of a matched pair: name, gold's codes or names, gold's words, the program's fillers."""
    if kind == "event":
        acting, receiving = gold.get("actors") or [], gold.get("recipients") or []
        texts, recipient_texts = gold.get("actor_text") or [], gold.get("recipient_text") or []
        if not receiving and not recipient_texts and len(acting) > 1:  # of a meeting either side may stand first
            yield "actors", acting, texts, given.get("actors")
            yield "recipients", acting, texts, given.get("recipients")
            return
        yield "actors", acting, texts, given.get("actors")
        yield "recipients", receiving, recipient_texts, given.get("recipients")
    elif kind == "flow":
        for side in ("provider", "recipient"):
            text = gold.get(f"{side}_text")
            yield side, gold.get(side), [text] if text else [], given.get(side)
    elif kind == "statement":
        yield "speaker", gold.get("speaker"), [text for text in (gold.get("speaker_text"),) if text], given.get("speaker")
        yield "addressees", gold.get("addressees"), [], given.get("addressees")
    else:
        yield "subject", gold.get("subject"), [], given.get("subject")
        yield "object", gold.get("object"), [], given.get("object")


def fits(filler: Json, wanted: Any, texts: Sequence[str], *, named: bool) -> tuple[bool, bool | None]:
    """Whether a filler is the gold's party, and whether it shares a name with the gold's words (None where gold prints none).

    `named` slots hold names rather than codes. Where gold has a code, only the country or id counts.
    """
    words = str(filler.get("text") or "").casefold()
    own = name_words(words) | name_words(filler.get("name"))
    shared = any(own & name_words(text) for text in texts) if texts else None
    if codes(wanted) & codes(filler):
        return True, shared
    names = [str(name) for name in listed(wanted)] if named or not texts else []
    printed = texts if named or not codes(wanted) else ()
    inside = any(len(words) > 1 and f" {words} " in f" {text} ".casefold() for text in printed)  # "officials" of "officials in both countries"
    return inside or any(own & name_words(name) for name in (*names, *printed)), shared


def judge_slots(gold: Sequence[dict[str, Any]], claims: Iterable[Json]) -> list[Judged]:
    """Each filler of each of the program's claims that match a gold claim."""
    by_article: dict[str, list[Json]] = defaultdict(list)
    for claim in claims:
        by_article[claim["article"]].append(claim)
    found = []
    for row in gold:
        for kind, scorer in SCORERS.items():
            wanted = [c for c in row["claims"] if c["kind"] == kind]
            given = [c for c in by_article[row["id"]] if c["kind"] == kind]
            for i, (j, _) in match(wanted, given, scorer, len(row["text"])).items():
                for name, side, texts, fillers in sides(kind, wanted[i], given[j]):
                    for filler in listed(fillers):
                        right, words = fits(filler, side, texts, named=kind in {"statement", "relation"})
                        shown = f"{'|'.join(map(str, listed(side))) or '-'} {list(texts)}"
                        what = f"{filler.get('country') or filler.get('id') or '-'} {filler.get('name')!r} ({filler.get('how')})"
                        evidence = given[j]["evidence"]["text"]
                        found.append(
                            Judged(f"{kind} {name}", row["id"], shown, what, right, words and right, f"{filler.get('text')!r} in {evidence!r}")
                        )
    return found


# -- printing ------------------------------------------------------------------------------------------------------------------


def table(judged: Sequence[Judged]) -> list[str]:
    """A line a slot: how many fillers, the share that is right, the share that is right to the word."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        for slot in (one.slot, "all"):
            counts[slot].update(n=1, right=one.right, asked=one.words is not None, words=bool(one.words))
    lines = []
    for slot, c in sorted(counts.items(), key=lambda item: item[0] == "all"):
        words = f"  words {c['words'] / c['asked']:.3f} of {c['asked']}" if c["asked"] else ""
        lines.append(f"{slot:<22}{c['right']:>5} of {c['n']:<5} {c['right'] / c['n']:.3f}{words}")
    return lines


def show_errors(judged: Sequence[Judged], most: int) -> None:
    """Print up to `most` wrong ones."""
    for one in [one for one in judged if not one.right][:most]:
        print(f"  WRONG {one.slot} {one.article}: wants {one.wanted}, is {one.given}: {one.text}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], help="a folder of gold, or one file; by default the project's own")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print up to N wrong ones of each figure")
    args = parser.parse_args()
    folders = args.gold or [HERE / "gold"]
    files = [p for f in folders for p in ([f] if f.is_file() else sorted(f.glob("*.jsonl"))) if not p.stem.endswith("findings")]
    tools = load_tools()
    corrections = read_corrections()
    for path in files:
        gold = load_gold(path)
        if any(row.get("complete") for row in gold):
            claims = [msgspec.json.decode(encode_claim(c)) for reading in read_articles(articles_of(gold), tools) for c in reading.claims]
            slots = judge_slots([row for row in gold if row.get("complete")], claims)
            print(f"{path.stem}: fillers of slots")
            print("\n".join(table(slots)))
            show_errors(slots, args.errors)
        elif any(True for row in gold for _ in asked_texts(row)):
            raw, mended = judge_texts(gold, tools, corrections)
            print(f"{path.stem}: country of actor texts\nas printed     {table(raw)[-1]}\ncodes mended   {table(mended)[-1]}")
            show_errors(mended, args.errors)


if __name__ == "__main__":
    main()
