"""Ask a record what is told between two countries: how much, in which months, where sources contradict, and the ledger of flows.

dragoman read samples --record samples.sqlite
python examples/ask_record.py samples.sqlite CHN ECU
"""

import sys

from dragoman import Record

if __name__ == "__main__":
    path, one, other = sys.argv[1:]
    with Record(path) as record:
        pair = record.pair(one, other)
        print(f"{one} and {other}: " + ", ".join(f"{n} claims of kind {kind}" for kind, n in pair.counts.items()))
        for happening in pair.happenings:
            print(f"{happening.month or 'no date':<8} {happening.type} ({happening.score:+})")
        for finding in pair.findings:
            if finding.verdict == "contradict":
                print(f"sources contradict on {', '.join(k for k, v in finding.fields.items() if v.verdict == 'contradict')}: {finding.id}")
        for entry in record.ledger(pair=(one, other)):
            flow = entry.stored.typed
            figure = flow.amount.text if flow.amount else "no figure"
            print(f"{' → '.join(entry.dyad)}: {flow.flow_type}, {figure} ({flow.status}), {entry.stored.outlet}")
