"""From a record to findings: the claims of all its articles, compared."""

from __future__ import annotations

from dragoman.domain import Finding
from dragoman.reconciling.findings import find_findings
from dragoman.reconciling.reprints import article_facts
from dragoman.reconciling.told import Told
from dragoman.record.view import RecordView, StoredClaim


def told_of(stored: StoredClaim) -> Told:
    """A claim of the record as reconciling reads it."""
    return Told(stored.claim, stored.article, stored.outlet, stored.published)


def findings_of(view: RecordView, kind: str | None = None, actor: str | None = None, pair: tuple[str, str] | None = None) -> tuple[Finding, ...]:
    """The findings that tell of the actor or pair, over the whole record: every claim is compared, the filter only chooses what is shown."""
    facts = {a.article.id: article_facts(a.article.text, a.article.outlet, a.article.published) for a in view.articles()}
    found = find_findings((told_of(stored) for stored in view.claims()), facts)
    if kind is None and actor is None and pair is None:
        return found
    wanted = {stored.id for stored in view.claims(kind, actor, pair)}
    return tuple(f for f in found if wanted & set(f.claims))
