"""All that can be found wrong with a record: what `record.checking` sees, and findings that its claims do not give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.record.checking import ANEW, FINDINGS_ANEW, Problem, check_record
from dragoman.record.view import RecordView
from dragoman.running.reconcile import find_all, tables_digest


def check(path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the record at `path`; raise `RecordError` where there is none."""
    sound = True
    for problem in check_record(path):
        sound = False
        yield problem
    if sound:  # of broken claims no findings can be made
        yield from _findings(path)


def _findings(path: Path) -> Iterator[Problem]:
    """Compare everything anew. Findings that the next listing would bring up to date anyway are not looked at."""
    with RecordView(path) as view:
        if not view.is_reconciled(tables_digest()):
            return
        kept = {finding.id: finding for finding in view.findings()}
        made = {finding.id: finding for finding in find_all(view)}
        if not view.is_reconciled(tables_digest()):
            return  # somebody wrote meanwhile
    for one in sorted(kept.keys() | made.keys()):
        if kept.get(one) != made.get(one):
            cause = (
                "It is not what its claims give" if one in kept and one in made else "Its claims do not give it" if one in kept else "It is missing"
            )
            yield Problem(f"finding {one}", cause, ANEW, FINDINGS_ANEW)
