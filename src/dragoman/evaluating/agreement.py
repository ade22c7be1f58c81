"""When does a claim agree with a claim of the gold? One function for each kind: a score above 0 is a match, higher is better."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
Scorer = Callable[[Json, Json, int], float]

OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_NO_NAME = frozenset(["the", "a", "an", "of", "and", "s", "mr", "mrs", "ms", "sen", "said", "its", "his", "her", "their"])
_ROLES = frozenset(
    ["president", "minister", "foreign", "prime", "government", "officials", "official", "leader", "state", "spokesman", "ministry", "former"]
)
STATEMENT_SHARE = 0.3
EXACT = 3.0


def name_words(text: str | None) -> frozenset[str]:
    """The words that tell a name from another; words of office count only where there is nothing else."""
    words = frozenset(re.findall(r"\w+", (text or "").casefold())) - _NO_NAME
    return words - _ROLES or words


def listed(value: Any) -> Sequence[Any]:
    """A side as a list, whether gold or program gave none, one or several."""
    if not value:
        return ()
    return value if isinstance(value, list) else (value,)


def codes(side: Any) -> frozenset[str]:
    """Country codes and registry ids of a side."""
    found: set[str] = set()
    for ref in listed(side):
        found |= {ref} if isinstance(ref, str) else {c for c in (ref.get("country"), ref.get("id")) if c}
    return frozenset(found) - {"---"}


def parties(side: Any) -> frozenset[str]:
    """One code an actor: its country, else its id."""
    return frozenset(code for ref in listed(side) if isinstance(ref, dict) and (code := ref.get("country") or ref.get("id")))


def _names(side: Any) -> list[frozenset[str]]:
    found = [name_words(ref) if isinstance(ref, str) else name_words(ref.get("text")) | name_words(ref.get("name")) for ref in listed(side)]
    return [words for words in found if words]


def side_agrees(gold: Any, given: Any, gold_texts: Iterable[str] = ()) -> bool:
    """True where gold leaves the side open, or a code or a name is shared."""
    wanted, texts = codes(gold), [name_words(t) for t in gold_texts]
    if not wanted and not texts:
        return True
    if wanted & codes(given):
        return True
    return any(a & b for a in texts for b in _names(given))


def shared(a: Json, b: Json) -> int:
    """Code points that two spans have in common."""
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def type_of(claim: Json) -> str:
    """PLOVER's present name of the type."""
    return OLD_NAMES.get(claim["type"], str(claim["type"]))


def event_score(gold: Json, given: Json, length: int) -> float:
    """Same type, overlapping evidence, agreeing sides (swapped ones too where gold names no recipient); 3 or more: equal sets of both sides."""
    where = gold.get("evidence") or {"start": 0, "end": length}
    near = shared(where, given["evidence"])
    same = type_of(gold) == type_of(given) or (gold["type"] == "YIELD" and given["type"] in {"CONCEDE", "RETREAT"})
    if not near or not same:
        return 0
    acting, receiving = gold.get("actors"), gold.get("recipients")
    texts, recipient_texts = gold.get("actor_text") or (), gold.get("recipient_text") or ()
    straight = side_agrees(acting, given.get("actors"), texts) and side_agrees(receiving, given.get("recipients"), recipient_texts)
    both = [*listed(given.get("actors")), *listed(given.get("recipients"))]
    if not straight and not (not receiving and not recipient_texts and side_agrees(acting, both, texts)):
        return 0
    exact = codes(acting) == parties(given.get("actors")) and codes(receiving) == parties(given.get("recipients"))
    return 1 + near / int(where["end"] - where["start"]) + 2 * exact


def statement_score(gold: Json, given: Json, length: int) -> float:
    """The share of the gold content that is covered, if it is over 0.3."""
    span = gold["content"]
    share = shared(span, given["content"]) / max(1, span["end"] - span["start"])
    return share if share > STATEMENT_SHARE else 0


def speaker_agrees(gold: Json, given: Json) -> bool:
    """True where gold names no speaker or a word of the name is shared."""
    wanted = name_words(gold.get("speaker"))
    return not wanted or any(wanted & words for words in _names(given.get("speaker")))


def _close(a: float | None, b: float | None) -> bool:
    return (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= 0.01 * max(abs(a), abs(b), 1e-9))


def amount_agrees(gold: Json, given: Json) -> bool:
    """True where gold has no amount, or unit and both bounds agree within 1 %."""
    wanted, found = gold.get("amount"), given.get("amount")
    if not wanted:
        return True
    if not found or wanted.get("unit") != found.get("unit"):
        return False
    return _close(wanted.get("min"), found.get("min")) and _close(wanted.get("max"), found.get("max"))


def flow_score(gold: Json, given: Json, length: int) -> float:
    """Overlapping evidence, the amount and both sides as far as gold gives them."""
    return flow_place_score(gold, given, length) if amount_agrees(gold, given) else 0


def flow_place_score(gold: Json, given: Json, length: int) -> float:
    """Overlapping evidence and both sides, whatever the amount: of flows so matched the amounts can be judged by themselves."""
    where = gold.get("evidence") or {"start": 0, "end": length}
    near = shared(where, given["evidence"])
    if not near:
        return 0
    for side in ("provider", "recipient"):
        text = gold.get(f"{side}_text")
        if not side_agrees(gold.get(side), given.get(side), [text] if text else []):
            return 0
    same_type = gold.get("flow_type") == given.get("flow_type")
    return 1 + same_type + near / int(where["end"] - where["start"])


def relation_score(gold: Json, given: Json, length: int) -> float:
    """Same relation, subject shares a name, object agrees where gold names one."""
    if gold["relation"] != given["relation"] or not side_agrees(gold["subject"], given.get("subject"), [gold["subject"]]):
        return 0
    wanted = gold.get("object")
    return float(not wanted or side_agrees(wanted, given.get("object"), [wanted]))


def chain_agrees(gold: Sequence[Any], given: Sequence[Any] | None) -> bool:
    """The same number of sources in the same order, each sharing a name."""
    wanted = [name_words(link["name"] if isinstance(link, dict) else link) for link in gold]
    found = [name_words(link.get("name")) | name_words((link.get("actor") or {}).get("name")) for link in given or ()]
    return len(wanted) == len(found) and all(a & b for a, b in zip(wanted, found, strict=True))


SCORERS: dict[str, Scorer] = {"event": event_score, "statement": statement_score, "flow": flow_score, "relation": relation_score}
