"""Our own examples as the table that `explain` compares a claim with.

    python -m training.bank

Writes `src/dragoman/knowledge/examples.csv`: an act a line, with its type, trigger and sentence. All texts are invented.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from training.sheets import SheetError, read_sheet

HERE = Path(__file__).parent
BANK = HERE.parent / "src/dragoman/knowledge/examples.csv"
LONGEST = 200
"""Characters of a sentence; longer ones show less."""


def rows() -> list[tuple[str, str, str]]:
    """Type (`CONSULT/visit`, `FLOW loan`), trigger and sentence of every act told as done. Raises `SheetError` where a sheet is wrong."""
    found = set()
    for sheet in sorted((HERE / "examples").glob("*.txt")):
        for document in read_sheet(sheet):
            if isinstance(document, SheetError):
                raise document
            for act in document.acts:
                start, end = document.sentences[act.sentence]
                if act.polarity == "positive" and act.modality == "actual" and end - start <= LONGEST:
                    name = (
                        f"{act.type}/{act.detail}" if act.kind == "event" and act.detail else act.type if act.kind == "event" else f"FLOW {act.type}"
                    )
                    found.add((name, document.text[slice(*act.trigger)], document.text[start:end]))
    return sorted(found)


def main() -> int:
    """Write the table."""
    found = rows()
    with BANK.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("type", "trigger", "sentence"))
        writer.writerows(found)
    print(f"{len(found)} acts in {BANK}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
