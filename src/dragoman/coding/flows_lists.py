"""Figures in a row under one verb, each with a party of its own: "sent 3 tons to Chad and 5 tons to Niger", "Norway gave $3m, Japan $5m"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.coding.flows_sides import Party, Site, first_other, parties_at
from dragoman.coding.flows_words import Figure, Found
from dragoman.parsing.tree import Token

_JOINTS = frozenset({",", ";", "and", "while", "but", "plus"})
_CLOSES = frozenset({";", ":", "(", ")", "–", "—", ".", '"', "”"})
_REACH = 12
"""Words behind a figure within which its own party stands."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a figure of a row has for itself: the party right before it, and the parties behind it by preposition."""

    before: Party | None
    behind: tuple[tuple[str, Party], ...]


def of_row(
    site: Site, found: Found, figure: Figure, figures: Sequence[Figure], provider: Party | None, recipient: Party | None
) -> tuple[Party | None, Party | None]:
    """The sides of a figure in a row, where its own words name them; else those that were read from the verb."""
    row = row_of(site, figure, figures)
    word = found.verb if found.verb is not None and not found.verb.deal else found.noun
    if len(row) < 2 or word is None:
        return provider, recipient
    own = _own(site, figure, row)
    giving, taking = set(word.provider), set(word.recipient)
    gives = next((party for prep, party in own.behind if prep in giving and prep not in taking), None)
    takes = next((party for prep, party in own.behind if prep in taking and prep not in giving), None)
    gapped = [party for other in row[1:] if (party := _right_before(site, other, first=False)) is not None]
    if gapped and found.verb is not None:
        to_whom = "iobj" in taking and _is_addressed(site, found, row[0])
        from_whom = "iobj" in giving and _is_addressed(site, found, row[0])
        takers = to_whom or (not from_whom and "subject" in taking)
        shared = next((party for prep, party in _own(site, row[-1], row).behind if prep in (giving if takers else taking)), None)
        if takers:
            takes, gives = takes or own.before, gives or shared
            recipient = _unless_of_another(recipient, gapped)
        else:
            gives, takes = gives or own.before, takes or shared
            recipient = _unless_of_another(recipient, gapped)
    provider = gives or first_other([provider] if provider else [], takes)
    recipient = takes or first_other([recipient] if recipient else [], gives)
    return provider, recipient


def _unless_of_another(party: Party | None, others: Sequence[Party]) -> Party | None:
    """A party that belongs to another figure of the row is none of this one's: in "gave $25m and Kuwait $15m" Kuwait receives nothing."""
    return None if party is not None and any(party.token == other.token for other in others) else party


def is_shared_out(site: Site, figure: Figure) -> bool:
    """Whether "each" behind a figure says that every party has it: "lent Zambia and Angola $500 million each"."""
    last = max(figure.tokens)
    return any(token.text.lower() in {"each", "apiece"} for token in site.sentence.tokens[last + 1 : last + 3])


def row_of(site: Site, figure: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that stand in one row with this one: of one kind, joined by a comma or "and", with no verb between them."""
    listed = sorted(figures, key=lambda f: min(f.tokens))
    at = listed.index(figure)
    row = [figure]
    for other in reversed(listed[:at]):
        if not _joined(site, other, row[0]):
            break
        row.insert(0, other)
    for other in listed[at + 1 :]:
        if not _joined(site, row[-1], other):
            break
        row.append(other)
    return row


def _joined(site: Site, first: Figure, second: Figure) -> bool:
    between = site.sentence.tokens[max(first.tokens) + 1 : min(second.tokens)]
    alike = first.goods == second.goods
    return alike and any(t.text.lower() in _JOINTS for t in between) and not any(_ends(t) for t in between)


def _ends(token: Token) -> bool:
    return token.text in _CLOSES - {";"} or (token.pos in {"VERB", "AUX"} and token.dep not in {"amod", "case", "fixed"}) or token.pos == "SCONJ"


def _own(site: Site, figure: Figure, row: Sequence[Figure]) -> Own:
    place = row.index(figure)
    before = _right_before(site, figure, first=place == 0)
    tokens = site.sentence.tokens
    start = max(figure.tokens) + 1
    end = min(row[place + 1].tokens) if place + 1 < len(row) else min(start + _REACH, len(tokens))
    if place + 1 < len(row):
        gapped = _right_before(site, row[place + 1], first=False)
        end = min(end, _first_of(site, gapped)) if gapped is not None else end
    behind = []
    for i in range(start, end):
        if _ends(tokens[i]):
            break
        if tokens[i].pos != "ADP" and tokens[i].text.lower() != "to":
            continue
        party = _named_behind(site, i, end)
        if party is not None:
            behind.append((tokens[i].text.lower(), party))
    return Own(before, tuple(behind))


def _named_behind(site: Site, prep: int, end: int) -> Party | None:
    """The party that follows a preposition with nothing between but its own words."""
    for j in range(prep + 1, min(prep + 7, end)):
        token = site.sentence.tokens[j]
        if token.pos in {"ADP", "VERB", "CCONJ"} or token.text == "," or j in site.figures:
            return None
        mention = site.actors.at(site.sentence.index, j)
        if mention is not None and mention.head == j and mention.kind not in {"adjective", "demonym"}:
            found = parties_at(site, j, owners=False)
            return found[0] if found else None
    return None


def _right_before(site: Site, figure: Figure, *, first: bool) -> Party | None:
    """The party right before a figure ("and India $1.7 billion"); of figures after the first one that a comma or "and" sets off."""
    i = min(figure.tokens) - 1
    mention = site.actors.at(site.sentence.index, i) if i >= 0 else None
    if mention is None or mention.last != i or mention.kind in {"adjective", "demonym", "pronoun"}:
        return None
    start = mention.first
    tokens = site.sentence.tokens
    while (
        start > 0 and (tokens[start - 1].pos == "DET" or tokens[start - 1].dep in {"amod", "compound", "nmod:poss"}) and tokens[start - 1].text != ","
    ):
        start -= 1
    joined = start > 0 and tokens[start - 1].text.lower() in _JOINTS
    if not first and not joined:
        return None
    found = parties_at(site, mention.head, owners=False)
    return found[0] if found else None


def _first_of(site: Site, party: Party) -> int:
    mention = site.actors.at(site.sentence.index, party.token)
    return mention.first if mention is not None else party.token


def _is_addressed(site: Site, found: Found, first: Figure) -> bool:
    """Whether the verb has a party between itself and the first figure: "owes China $4 billion and India …", not "Norway gave $3m, Japan …"."""
    party = _right_before(site, first, first=True)
    return party is not None and found.verb_at is not None and party.token > found.verb_at
