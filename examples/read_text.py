"""Read a text and print who did what to whom, how surely, and in which words.

python examples/read_text.py article.txt
"""

import sys
from pathlib import Path

from dragoman import Event, Flow, Reader, Relation, Statement


def line(claim: Event | Flow | Relation | Statement) -> str:
    """One claim, in a line."""
    match claim:
        case Event():
            told = f"{claim.type}: {names(claim.actors)} → {names(claim.recipients)}"
        case Flow():
            told = f"{claim.flow_type}: {names([claim.provider])} → {names([claim.recipient])}, {claim.amount.text if claim.amount else 'no figure'}"
        case Relation():
            told = f"{claim.relation}: {claim.subject.name} – {names([claim.object])}"
        case Statement():
            told = f"{names([claim.speaker])} {claim.stance}: {claim.content.text}"
    return f"{claim.kind:<9} {told}  [{claim.polarity}, {claim.modality}]  “{claim.evidence.text}”"


def names(actors):
    """The names of actors; a dash for nobody."""
    return ", ".join(actor.name for actor in actors if actor) or "—"


if __name__ == "__main__":
    found = Reader().read([Path(name) for name in sys.argv[1:]])
    for claim in found.claims:
        print(line(claim))
    for error in found.refused:
        print(f"refused: {error}", file=sys.stderr)
