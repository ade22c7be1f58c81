"""What several formats say of a claim in words: that it is a claim, whose, when, how much, and who else tells it."""

from __future__ import annotations

from dragoman.showing.export.cells import one_line
from dragoman.showing.export.dates import span_of
from dragoman.showing.export.rows import Row
from dragoman.showing.listing import amount_words, headline, sources_words


def type_of(row: Row) -> str:
    """`event:CONSULT`, `flow:loan`, `statement:said`, `relation:office`; of what is ahead with `:future`."""
    claim = row.claim
    own = {"event": "type", "flow": "flow_type", "relation": "relation", "statement": "stance"}[row.stored.kind]
    return f"{row.stored.kind}:{claim.get(own) or 'says'}{':future' if claim['modality'] == 'future' else ''}"


def summary(row: Row) -> str:
    """One line that names the claim; what is denied or not actual says so."""
    return one_line(headline(row.claim))


def quoted(row: Row) -> str:
    """The words that say it, on one line."""
    return one_line(row.claim["evidence"]["text"])


def vouched(row: Row) -> str:
    """Who says so: the sources, nearest first, then outlet, headline, day of publication."""
    stored = row.stored
    parts = (sources_words(row.claim), stored.outlet, stored.title, stored.published)
    return one_line(", ".join(part for part in parts if part)) or stored.article


def figure(row: Row) -> str:
    """The figure of a flow as bounds and as printed; nothing of other claims."""
    amount = row.claim.get("amount")
    return one_line(amount_words(amount)) if amount else ""


def again(row: Row) -> str:
    """How many tell the same."""
    found = f" ({row.finding_id})" if row.finding_id else ""
    return f"{_count(row.n_articles, 'article')}, {_count(row.n_independent, 'independent source')}{found}"


def description(row: Row) -> list[str]:
    """The lines of a description."""
    lines = [f"Reported, not verified: {vouched(row)}", f"“{quoted(row)}”", f"Date: {span_of(row.claim).words}"]
    return [*lines, *([f"Figure: {figure(row)}"] if figure(row) else []), f"Told in {again(row)}"]


def link(row: Row) -> str | None:
    """The article's address where it is one that may be followed."""
    url = row.stored.url or ""
    return url if url.lower().startswith(("http://", "https://")) and one_line(url) == url and " " not in url else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
