"""Who stands in the record's claims."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordedActor:
    """An actor on any side of the record's claims, with the number of these and of their articles.

    `id` is None for one that nobody knows: those of one name are then one actor. `name`, `kind` and `country` are those that most claims give.
    """

    id: str | None
    name: str
    kind: str
    country: str | None
    claims: int
    articles: int


# The kind stands in the claim alone, under its role: `actors` and `addressees` are lists, an event's `recipients` too, all else is one actor.
ACTORS = """WITH standing AS (
    SELECT actor.actor_id, actor.name, actor.country, claim.number AS claim, claim.article,
        coalesce('id ' || actor.actor_id, 'name ' || actor.name_key) AS who,
        coalesce(json_extract(claim.json, '$.' || actor.role || 's[' || actor.position || '].kind'),
            json_extract(claim.json, '$.' || actor.role || '.kind'), 'unknown') AS kind
    FROM claim_actor actor JOIN claim ON claim.number = actor.claim),
called AS (SELECT who, actor_id, name, kind, country, count(DISTINCT claim) AS times FROM standing GROUP BY who, name, kind, country),
-- of the bare columns beside max() SQLite gives those of the row that has it
best AS (SELECT who, actor_id, name, kind, country, max(times) FROM called GROUP BY who),
counted AS (SELECT who, count(DISTINCT claim) AS claims, count(DISTINCT article) AS articles FROM standing GROUP BY who)
SELECT actor_id, name, kind, country, claims, articles FROM best JOIN counted USING (who)
ORDER BY claims DESC, articles DESC, name, actor_id LIMIT ?"""
