"""What a register of a million actors costs: to import, to load, and for each article that is read with it.

    python -m evaluation.bench_registers [--sizes 10000 1000000] [--rounds N] [--folder DIR] [FILE.jsonl …]

Makes registers of so many invented persons and companies with aliases and terms of office, as FollowTheMoney JSON lines, imports each in a process
of its own, loads each in a process of its own, and reads the articles (default: the samples) with each in turn. The names that the
articles print are in every register, so that as much is found with all. CPU time of finding the mentions, the registers interleaved, the
least of the rounds for each article: the ratio holds on any machine, the seconds do not. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dragoman.actors.registers.files import read_items
from dragoman.actors.registers.forms import WORD
from dragoman.actors.registers.matching import Registers
from dragoman.actors.registers.store import import_register
from dragoman.domain import Article

SYLLABLES = [
    "ka",
    "ro",
    "mi",
    "ta",
    "lo",
    "ne",
    "shi",
    "ba",
    "du",
    "gre",
    "vo",
    "pal",
    "ter",
    "mon",
    "zu",
    "fi",
    "sal",
    "dor",
    "wen",
    "hal",
    "qui",
    "bre",
    "ny",
    "os",
    "il",
    "ar",
    "ul",
    "en",
]
COUNTRIES = [
    "us",
    "gb",
    "fr",
    "de",
    "ru",
    "cn",
    "in",
    "br",
    "mx",
    "ng",
    "ke",
    "eg",
    "tr",
    "ir",
    "iq",
    "sa",
    "jp",
    "kr",
    "pk",
    "bd",
    "ec",
    "pe",
    "cl",
    "co",
    "ve",
]
OFFICES = ["President", "Prime Minister", "Minister of Finance", "Member of Parliament", "Governor", "Mayor", "Judge", "Ambassador"]
SUFFIXES = ["Holding", "Group", "Trading Company", "Industries", "Bank", "Energy", "Shipping"]
MB = 1024


def word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()


def entities(size: int, printed: list[str], seed: int = 7) -> Iterator[dict[str, object]]:
    """Two persons and a company in turn; the persons with two aliases and a term of office. The first bear the names that the articles print."""
    rng = random.Random(seed)  # noqa: S311
    for country in COUNTRIES:
        for number, office in enumerate(OFFICES):
            yield {"id": f"post-{country}-{number}", "schema": "Position", "properties": {"name": [office], "country": [country]}}
    for number in range(size):
        country = rng.choice(COUNTRIES)
        if number % 3 == 2:
            name = f"{word(rng)} {word(rng)} {rng.choice(SUFFIXES)}"
            yield {"id": f"c{number}", "schema": "Company", "properties": {"name": [name], "alias": [f"{name} Ltd"], "country": [country]}}
            continue
        given, family = word(rng), word(rng)
        names = [printed[number]] if number < len(printed) else [f"{given} {word(rng)} {family}"]
        aliases = [f"{given} {family} {word(rng)}", f"{family} {given}-{word(rng)}"]
        yield {"id": f"p{number}", "schema": "Person", "properties": {"name": names, "alias": aliases, "nationality": [country]}}
        begin = rng.randint(1980, 2020)
        dates = {"startDate": [f"{begin}-02-03"], "endDate": [f"{begin + 4}-02-03"]}
        post = f"post-{country}-{rng.randrange(len(OFFICES))}"
        yield {"id": f"o{number}", "schema": "Occupancy", "properties": {"holder": [f"p{number}"], "post": [post], **dates}}


def write(path: Path, size: int, printed: list[str]) -> None:
    with path.open("w", encoding="utf8") as out:
        for entity in entities(size, printed):
            out.write(json.dumps(entity) + "\n")


def peak() -> float:
    """The most memory that this process has held, in MB. (`resource` would give a child its parent's peak.)"""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def importing(source: Path, target: Path) -> tuple[float, float, float, int]:
    start = time.perf_counter()
    found = import_register(target, "bench", str(source), "ftm", read_items(source, "ftm"))
    return time.perf_counter() - start, time.process_time(), peak(), found.counts.forms


def loading(target: Path) -> tuple[float, float, float]:
    before = peak()
    start = time.perf_counter()
    Registers(target)
    return time.perf_counter() - start, peak(), before


def apart(function, *arguments):  # type: ignore[no-untyped-def]
    """Call it in a fresh process, so that its peak of memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


def printed_names(articles: list[Article]) -> list[str]:
    """Neighbouring capitalised words of the articles: what a register could name in them."""
    found: dict[str, None] = {}
    for article in articles:
        words = [match.group() for match in WORD.finditer(article.text)]
        for left, right in pairwise(words):
            if left[0].isupper() and right[0].isupper():
                found[f"{left} {right}"] = None
    return list(found)[:200]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[Path(__file__).parent / "gold/samples.jsonl"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where to keep the files; default: a temporary folder")
    args = parser.parse_args()
    from dragoman.actors.mentions import Tools, find_mentions, load_tools  # here, so that the processes that are measured do without them
    from dragoman.parsing.annotate import load_reader, parse_articles
    from dragoman.running.evaluating import articles_of, load_gold

    articles = [article for path in args.files for article in articles_of(load_gold(path))]
    parsed = list(parse_articles(load_reader(), articles))
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        tools: dict[str, Tools] = {"none": load_tools()}
        for size in args.sizes:
            source, target = folder / f"{size}.jsonl", folder / f"{size}.sqlite"
            target.unlink(missing_ok=True)
            write(source, size, printed_names(articles))
            seconds, cpu, most, forms = apart(importing, source, target)
            print(f"{size:>9,} entities, {forms:,} names: imported in {seconds:.1f} s ({cpu:.1f} s CPU), peak {most:.0f} MB", end="")
            print(f", file {target.stat().st_size / 1e6:.0f} MB")
            seconds, most, before = apart(loading, target)
            print(f"{'':>9} loaded in {seconds:.2f} s, peak {most:.0f} MB of which {before:.0f} MB before")
            tools[f"{size:,}"] = load_tools(registers=Registers(target))
        least = {name: [float("inf")] * len(parsed) for name in tools}
        for _ in range(args.rounds):
            for number, (article, parse) in enumerate(parsed):
                for name, each in tools.items():
                    start = time.process_time()
                    find_mentions(article, parse, tools=each)
                    least[name][number] = min(least[name][number], time.process_time() - start)
        totals = {name: sum(times) for name, times in least.items()}
        for name, total in totals.items():
            each_ms = 1000 * total / len(parsed)
            print(f"mentions of {len(parsed)} articles with {name:>9}: {each_ms:.2f} ms CPU an article, {total / totals['none']:.2f} x none")
        first, last = (f"{size:,}" for size in (args.sizes[0], args.sizes[-1]))
        worst = max(b / a for a, b in zip(least[first], least[last], strict=True))
        print(f"{last} against {first}: {totals[last] / totals[first]:.3f} x in all, {worst:.3f} x for the worst article")


if __name__ == "__main__":
    main()
