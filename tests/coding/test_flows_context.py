"""To whom a gift goes that names nobody: the country that the article is about, where that is plain, else nobody."""

from types import SimpleNamespace

import pytest
from flows_parsed import parsed
from test_flows import LEXICON, UNITS

from dragoman.clauses.clauses import find_clauses
from dragoman.coding.flows import find_article_flows
from dragoman.domain import ActorRef
from dragoman.parsing.quantity import find_quantities
from trees import STATES, NamedActors


class Spoken:
    """The states of hand-built sentences, each name a mention."""

    def __init__(self, sentences):
        self.sentences = sentences

    def actors_of(self, sentence, token):
        return NamedActors(self.sentences[sentence]).actors_of(sentence, token)

    def owners_of(self, sentence, token):
        return ()

    def at(self, sentence, token):
        word = self.sentences[sentence].tokens[token].text
        return SimpleNamespace(head=token, first=token, last=token, kind="named", ref=self.actors_of(sentence, token)[0]) if word in STATES else None

    def actor(self, mention):
        return mention.ref

    def state(self, country, text):
        return ActorRef(country, country, text, country, "GOV", "state", "default")


HAITI, PERU = "Haiti buried its dead in Haiti.", "The flood killed 300 people in Peru."
OTHER = "The debt is repaid in full."
GIFT = "Japan pledged $4 million."
ROWS = [
    ("the country that the article is about", (HAITI, HAITI, GIFT), "HTI"),
    ("spoken of too little", (PERU, GIFT), None),
    ("two are spoken of alike", (HAITI, HAITI, PERU, PERU, PERU, OTHER, GIFT), None),
    ("of two, the one just spoken of", (HAITI, HAITI, PERU, PERU, PERU, GIFT), "PER"),
    ("it went to somebody without a name", (HAITI, HAITI, "China lent $4 million to schools."), None),
    ("the giver is at home", (GIFT, GIFT, GIFT, HAITI, GIFT), None),
]


@pytest.mark.parametrize(("reason", "texts", "recipient"), ROWS, ids=[r[0] for r in ROWS])
def test_recipient_from_context(reason, texts, recipient):
    sentences, start = [], 0
    for index, text in enumerate(texts):
        sentences.append(parsed(text, start=start, index=index))
        start += len(text) + 1
    flows = find_article_flows(sentences, [find_clauses(s) for s in sentences], find_quantities(" ".join(texts), UNITS), Spoken(sentences), LEXICON)
    found = flows[-1].recipient
    assert (found.id if found else None) == recipient
    assert found is None or found.how == "context"
