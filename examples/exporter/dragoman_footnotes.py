"""An exporter of another package: claims as a list of quotations in Markdown, each with a footnote that says where it stands.

pip install ./examples/exporter
dragoman export all --to footnotes --output quotes.md
"""

from collections.abc import Iterable, Iterator

from dragoman.showing.export.formats import EVERY, Format
from dragoman.showing.export.rows import DENIED, Job, Row, unreal


def footnotes(rows: Iterable[Row], job: Job) -> Iterator[bytes]:
    """Yield the quotations, then the footnotes. What is denied is left out, and counted."""
    notes: list[str] = []
    for row in rows:
        if unreal(row.claim) == DENIED:
            job.left[DENIED] += 1
            continue
        words = " ".join(row.claim["evidence"]["text"].split())
        notes.append(f"[^{len(notes) + 1}]: {row.stored.outlet or 'unknown outlet'}, {row.stored.published or 'no day'} ({row.stored.id})\n")
        yield f"- “{words}”[^{len(notes)}]\n".encode()
    yield ("\n" + "".join(notes)).encode()


FOOTNOTES = Format("footnotes", "quotations with footnotes, Markdown", EVERY, (".notes.md",), footnotes)
