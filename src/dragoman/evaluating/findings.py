"""Score findings against gold: whether the same claims stand together, pair by pair, and whether the verdicts on their fields are right."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from dragoman.domain import FieldVerdict, Finding
from dragoman.evaluating.agreement import SCORERS, Json
from dragoman.evaluating.scoring import match

JUDGED = ("event", "flow")
CARRIED = frozenset(["amount", "date", "type", "actors", "polarity", "status", "persons", "deaths"])
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:e\d+)?")

ClaimKey = tuple[str, str]
"""Article and claim id."""


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs of claims that stand together in gold, in the findings and in both."""

    both: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the pairs found that gold has."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of gold's pairs that were found."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class FindingsScore:
    """Clusters pair by pair, by kind of claim and of `all`, and verdicts. `claims` are those that gold gives a `ref`."""

    claims: int
    clusters: Mapping[str, PairScore]
    verdicts: VerdictScore


@dataclass(frozen=True, slots=True)
class VerdictScore:
    """Lines of gold findings judged. `carried` are those of fields that a claim of Dragoman has; `sources` those whose count is right."""

    lines: int = 0
    right: int = 0
    carried: int = 0
    carried_right: int = 0
    sources_judged: int = 0
    sources_right: int = 0
    wrong: tuple[str, ...] = field(default=())


def pair_score(gold: Mapping[ClaimKey, Hashable], findings: Iterable[Sequence[ClaimKey]]) -> PairScore:
    """Compare gold's groups (`claim -> group`) with the findings; claims that gold does not group are left out."""
    found: set[frozenset[ClaimKey]] = set()
    for members in findings:
        found |= {frozenset(pair) for pair in combinations([m for m in members if m in gold], 2)}
    groups: dict[Hashable, list[ClaimKey]] = defaultdict(list)
    for claim, group in gold.items():
        groups[group].append(claim)
    wanted = {frozenset(pair) for members in groups.values() for pair in combinations(members, 2)}
    return PairScore(len(found & wanted), len(found), len(wanted))


def findings_score(
    lines: Sequence[Json], findings: Sequence[Finding], claims: Sequence[Json], groups: Mapping[ClaimKey, tuple[str, str, str]]
) -> FindingsScore:
    """Score the findings that were made of `claims`, whose gold groups are `groups`."""
    articles = {claim["id"]: claim["article"] for claim in claims}
    members = {kind: [[(articles[c], c) for c in f.claims] for f in findings if f.kind == kind] for kind in JUDGED}
    clusters = {kind: pair_score({key: group for key, group in groups.items() if group[1] == kind}, members[kind]) for kind in JUDGED}
    scores = clusters.values()
    clusters = {**clusters, "all": PairScore(sum(s.both for s in scores), sum(s.found for s in scores), sum(s.gold for s in scores))}
    return FindingsScore(len(groups), clusters, verdict_score(lines, findings, claims, groups))


def findings_report(score: FindingsScore) -> dict[str, Any]:
    """The score as rows: clusters by kind, verdicts, sources."""
    rows: dict[str, Any] = {
        f"clusters {kind}": {"pairs": s.gold, "precision": round(s.precision, 3), "recall": round(s.recall, 3), "f1": round(s.f1, 3)}
        for kind, s in score.clusters.items()
    }
    v = score.verdicts
    share = round(v.right / v.lines, 3) if v.lines else None
    rows["verdicts"] = {"lines": v.lines, "right": v.right, "share": share, "of fields that claims have": f"{v.carried_right}/{v.carried}"}
    rows["independent sources"] = {"judged": v.sources_judged, "right": v.sources_right}
    return rows


def dossiers_of(lines: Iterable[Json]) -> dict[str, str]:
    """Which dossier each article is of, as the lines of gold findings say; a `ref` is of one dossier."""
    return {article: line["dossier"] for line in lines for article in line["articles"]}


def gold_claims(articles: Sequence[Json], dossiers: Mapping[str, str]) -> tuple[list[dict[str, Any]], dict[ClaimKey, tuple[str, str, str]]]:
    """Gold claims in the form of the program's, with ids, and their groups: dossier, kind and `ref`."""
    claims: list[dict[str, Any]] = []
    groups: dict[ClaimKey, tuple[str, str, str]] = {}
    for article in articles:
        for number, claim in enumerate(article["claims"]):
            if claim["kind"] not in (*JUDGED, "relation"):
                continue
            made = {**claim, "id": f"{article['id']}-gold-{number:03}", "article": article["id"]}
            for side, texts in (("actors", "actor_text"), ("recipients", "recipient_text")):
                if claim["kind"] == "event":
                    made[side] = _refs(claim.get(side) or (), claim.get(texts) or ())
            for side in ("provider", "recipient", "subject", "object"):
                if claim.get(side):
                    made[side] = _refs((claim[side],), tuple(filter(None, (claim.get(f"{side}_text"),))))[0]
            claims.append(made)
            if claim.get("ref"):
                groups[(article["id"], made["id"])] = (dossiers.get(article["id"], article["id"]), claim["kind"], claim["ref"])
    return claims, groups


def _refs(codes: Sequence[str], texts: Sequence[str]) -> list[dict[str, Any]]:
    """Actor references of codes; the words printed stand with the one code there is, or one by one where there are as many."""
    paired = len(texts) == len(codes)
    refs = []
    for number, code in enumerate(codes):
        text = texts[number] if paired else " ".join(texts) if len(codes) == 1 else code
        is_code = code.isupper() and len(code) <= 4
        refs.append({"id": code if is_code else None, "country": code if is_code else None, "name": text if is_code else code, "text": text})
    return refs


def aligned_groups(articles: Sequence[Json], claims: Iterable[Json], dossiers: Mapping[str, str]) -> dict[ClaimKey, tuple[str, str, str]]:
    """Groups of the program's own claims: each takes that of the gold claim that it is matched to."""
    by_article: dict[str, list[Json]] = defaultdict(list)
    for claim in claims:
        by_article[claim["article"]].append(claim)
    groups: dict[ClaimKey, tuple[str, str, str]] = {}
    for article in articles:
        for kind in JUDGED:
            gold = [c for c in article["claims"] if c["kind"] == kind]
            given = [c for c in by_article[article["id"]] if c["kind"] == kind]
            for i, (j, _) in match(gold, given, SCORERS[kind], len(article["text"])).items():
                if gold[i].get("ref"):
                    groups[(article["id"], given[j]["id"])] = (dossiers.get(article["id"], article["id"]), kind, gold[i]["ref"])
    return groups


def verdict_score(lines: Iterable[Json], findings: Sequence[Finding], claims: Iterable[Json], groups: Mapping[ClaimKey, Hashable]) -> VerdictScore:
    """Judge each gold line by the comparisons between the values that it puts side by side, in the finding that holds most of them."""
    known = {(claim["article"], claim["id"]): claim for claim in claims}
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for line in lines:
        wanted = {key for key, group in groups.items() if group == (line["dossier"], line["kind"], line["ref"]) and key[0] in line["articles"]}
        if line["field"] == "amount":
            wanted = {key for key in wanted if _gives(known[key], line)}
        finding = max(findings, key=lambda f: len(wanted & _keys(f, known)), default=None)
        held = wanted & _keys(finding, known) if finding else set()
        verdict = judged(finding.fields.get(line["field"]), held) if finding and held else None
        carried = line["field"] in CARRIED
        right = verdict == line["verdict"]
        tally.update(lines=1, right=right, carried=carried, carried_right=carried and right)
        if finding and held and {key[0] for key in held} == set(line["articles"]) == set(finding.articles):
            tally.update(sources_judged=1, sources_right=finding.n_independent == line["n_independent"])
        if not right:
            wrong.append(f"{line['dossier']} {line['ref']} {line['field']}: {line['verdict']}, given {verdict}")
    names = ("lines", "right", "carried", "carried_right", "sources_judged", "sources_right")
    return VerdictScore(**{name: tally[name] for name in names}, wrong=tuple(wrong))


def _keys(finding: Finding, known: Mapping[ClaimKey, Json]) -> set[ClaimKey]:
    return {(article, claim) for article in finding.articles for claim in finding.claims if (article, claim) in known}


def judged(verdict: FieldVerdict | None, held: set[ClaimKey]) -> str | None:
    """The verdict on some of a field's values: any contradiction, else any two that cannot be compared, else agreement."""
    if verdict is None:
        return None
    values = [value for value in verdict.values if (value.article, value.claim) in held]
    shown = {value.claim: value.value for value in verdict.values}
    given = {shown[value.claim] for value in values}
    among = {c.verdict for c in verdict.comparisons if {shown[c.claims[0]], shown[c.claims[1]]} <= given}
    for name in ("contradict", "not comparable"):
        if name in among:
            return name
    return "agree" if values else None


def _gives(claim: Json, line: Json) -> bool:
    """True where one of the line's values for the claim's article is the claim's figure."""
    amount = claim.get("amount")
    if not amount:
        return False
    low, high = amount.get("min"), amount.get("max")
    ends = [end for end in (low, high) if end is not None]
    if len(ends) == 2:
        ends.append((ends[0] + ends[1]) / 2)
    for value in line["values"]:
        if value["article"] == claim["article"]:
            figures = [float(found.replace(",", "")) for found in NUMBER.findall(str(value["value"]))[:1]]
            if any(abs(figure - end) <= 0.01 * abs(end) for figure in figures for end in ends):
                return True
    return False
