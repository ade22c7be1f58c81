"""The words that the data files may use where a column or key has a closed set of values; read by the loaders and by the linter.

A new word here needs code that knows what to do with it: everything else about the files is data.
"""

from __future__ import annotations

#: `flow_type` of `lexicon/en/flows.toml`.
FLOW_TYPES = frozenset(
    {
        *("loan", "debt", "repayment", "rescheduling", "grant", "aid", "investment", "payment", "sale", "shipment", "fine", "donation"),
        *("funding", "credit-line"),
    }
)
#: `status` and `future_status` of `lexicon/en/flows.toml`.
FLOW_STATUSES = frozenset({"pledged", "agreed", "delivered", "received", "outstanding", "repaid", "rescheduled", "projected"})
#: `frames` of `lexicon/en/reporting.csv`: where the content of a reporting predicate stands.
FRAMES = frozenset({"that", "bare", "wh", "to", "ing", "np", "as", "of", "quote", "direct", "obj"})
#: `relation` of `lexicon/en/relations.toml`.
RELATION_TYPES = frozenset({"office", "membership", "ownership", "state-media", "ally", "partnership", "trade-partner", "family"})
