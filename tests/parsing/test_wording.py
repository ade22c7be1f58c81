import pytest

from dragoman.parsing.wording import headline_verbs, rewordings

#: (reason, kind of piece, text, what the parser sees)
ROWS = [
    ("a headline's verb", "title", "China signs deal with Peru", "China signed deal with Peru"),
    ("a plural subject", "title", "Ecuador, China bank sign deal", "Ecuador and China bank signed deal"),
    ("what will be", "title", "Ruto to visit Uganda", "Ruto will visit Uganda"),
    ("two who will", "title", "Laos, Vietnam to hold talks", "Laos and Vietnam will hold talks"),
    ("a noun of the same form: preposition behind", "title", "Attacks on Kenya police kill 5", "Attacks on Kenya police killed 5"),
    ("a plural without s", "title", "Gunmen storm hotel in Kampala", "Gunmen stormed hotel in Kampala"),
    ("a noun before a verb of nouns", "title", "Air strikes pound Marib", "Air strikes pounded Marib"),
    ("a second verb behind a comma", "title", "Peru expels consul, freezes assets", "Peru expelled consul and froze assets"),
    ("to behind an object", "title", "Peru signs deal to delay payments", "Peru signed deal to delay payments"),
    ("a verb behind as", "title", "Poland jails spy as Minsk frees priest", "Poland jailed spy as Minsk freed priest"),
    ("a noun of the same form: owner before", "title", "Iran's attacks kill 5", "Iran's attacks killed 5"),
    ("aid to somebody", "title", "Japan aid to Laos doubles", "Japan aid to Laos doubles"),
    ("behind says as well", "title", "UN says Sudan bars aid", "UN said Sudan barred aid"),
    ("running text keeps its tenses", "text", "China signs deals every year.", "China signs deals every year."),
    ("who stands where", "caption", "Guleid, left, shakes hands with Lam.", "Guleid shook hands with Lam."),
    ("who stands where, in brackets", "caption", "Tao (R) shakes hands with Lam.", "Tao shook hands with Lam."),
    ("a bare day", "text", "Hichilema Wednesday rejected the offer.", "Hichilema today rejected the offer."),
    ("a bare day behind the verb", "text", "officials said Friday.", "officials said today."),
    ("a day with its preposition", "text", "Hichilema on Wednesday rejected it.", "Hichilema on Wednesday rejected it."),
    ("last Friday", "text", "two raids last Friday in Peru.", "two raids last Friday in Peru."),
    ("part of a day", "text", "They met Monday morning in Lima.", "They met Monday morning in Lima."),
    ("nothing", "title", "", ""),
    ("one word", "title", "War", "War"),
]


@pytest.mark.parametrize(("reason", "kind", "text", "seen"), ROWS, ids=[r[0] for r in ROWS])
def test_rewordings(reason, kind, text, seen):
    out, at = [], 0
    for start, one in sorted(rewordings(text, kind).items()):
        out += [text[at:start], one.written]
        at = one.end
    assert "".join([*out, text[at:]]) == seen


def test_words_stand_as_they_are_printed(parse):
    text = "Zambian leader Hakainde Hichilema Wednesday rejected a Kenyan offer."
    [sentence] = parse(text).sentences
    for token in sentence.tokens:
        assert text[token.start : token.end] == token.text


def test_every_verb_of_headlines_has_two_forms():
    verbs = headline_verbs()
    assert verbs["signs"].singular
    assert not verbs["sign"].singular
    assert verbs["denies"].lemma == "deny"
    assert verbs["pushes"].past == "pushed"
