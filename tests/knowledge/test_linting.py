"""Every check of the linter: a small sound set of data files, one of them broken in one way, and the finding that must come."""

from __future__ import annotations

import copy
import json
import random
import tomllib
from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding.statements import lexicon as statements_lexicon
from dragoman.knowledge import linting_measures, linting_ontology, linting_words
from dragoman.knowledge.linting import ACTORS, CAMEO, WORDS, Finding, lint
from dragoman.knowledge.linting_actors import overlap
from dragoman.knowledge.linting_sources import earliest, is_date, latest
from dragoman.knowledge.tables import Row, knowledge_root, load_table
from dragoman.knowledge.wordrules import LISTS

STATES, REGIONS, CITIES, IGOS = "actors/states.csv", "actors/regions.csv", "actors/cities.csv", "actors/igos.csv"
ORGANISATIONS, PEOPLE, OFFICES, OUTLETS = "actors/organisations.csv", "actors/people.csv", "actors/offices.csv", "outlets.csv"
TITLES, ROLES, SECTORS = "lexicon/en/titles.csv", "lexicon/en/roles.csv", "lexicon/en/sectors.csv"
COLLECTIVES, MEDIA = "lexicon/en/collectives.csv", "lexicon/en/media.csv"
REPORTING, FRAMING = "lexicon/en/reporting.csv", "lexicon/en/framing.csv"
NOUNS, GIVEN_NAMES = "lexicon/en/nouns.csv", "lexicon/en/given_names.csv"
LINKS, KINDS = "coreference/links.csv", "coreference/kinds.csv"
PLOVER, FLOWS, RELATIONS = "ontology/plover.toml", "lexicon/en/flows.toml", "lexicon/en/relations.toml"
CODES, EXPORT, GOVERNING = "ontology/cameo.csv", "ontology/cameo_export.csv", "ontology/cameo_governing.csv"
LEMMAS, CLAUSES = "lexicon/en/lemmas.toml", "lexicon/en/clauses.toml"
CUTTING = "lexicon/en/words.toml"
UNITS, QUALIFIERS, TIME, NOMINALS = "units.toml", "lexicon/en/qualifiers.toml", "lexicon/en/time.toml", "lexicon/en/nominals.toml"

COUNTRY_CODES, REGISTERS = "actors/country_codes.csv", "actors/registers.toml"
RECONCILING = ("reconciling.toml", "lexicon/en/reconciling.toml")
CUT_WORDS = {"clitics": ["s", "ll"], "contractions": ["can|not"], "elisions": ["'t|is", "'em"], "titles": ["Dr"], "openers": []}
SOUND = {
    **{name: (knowledge_root() / name).read_text(encoding="utf8") for name in RECONCILING},
    STATES: """id,name,kind,from,to,successor,adjectives,demonyms,capital,metonyms,aliases,ambiguous,note
FRA,France,state,,,,French,French,Paris,Elysee,,,
GEO,Georgia,state,1991-04-09,,,Georgian,Georgian|Georgians,Tbilisi,,,Georgia,
RUS,Russia,state,1991-12-26,,,Russian,Russians,Moscow,Moscow|Kremlin,Russian Federation,,
SUN,Soviet Union,historical-state,,1991-12-26,RUS,Soviet,Soviets,Moscow,Moscow|Kremlin,USSR,,
""",
    "actors/iso2.csv": "country,iso2\nFRA,FR\nGEO,GE\nRUS,RU\n",
    REGIONS: "name,aliases,country,kind,adjectives,note\nCorsica,,FRA,region,Corsican|Corsicans,\n",
    CITIES: "name,aliases,country,kind,note\nLyon,Lyons,FRA,city,\nSochi,,RUS,city,\n",
    IGOS: "id,name,acronyms,aliases,kind,from,to,members,seat,note\n"
    "EU,European Union,E.U.,,bloc,1993-11-01,,FRA|RUS:2000-2001-05|RUS:2002-,Brussels,\n",
    ORGANISATIONS: """id,name,aliases,country,sector,kind,from,to,state_owned,note
org:total,Total,TotalEnergies,FRA,BUS,company,1924,,,
org:ldp,Liberal Party,LDP,RUS,GOV,party,,,yes,"ambiguous: LDP, Liberal Party (others too)"
""",
    OUTLETS: "id,name,aliases,country,owner,kind,note\noutlet:tass,TASS,,RUS,state,agency,\n",
    PEOPLE: """id,name,surname,aliases,country,gender,note
person:jean-dupont,Jean Dupont,,,FRA,m,
person:marie-petit,Marie Petit,,Petit,FRA,f,
""",
    OFFICES: """person,office,country,org,from,to,uncertain
person:jean-dupont,president,FRA,,2001-05-01,2005,
person:marie-petit,president,FRA,,2005-05-05,,
""",
    SECTORS: "sector,name,note\nGOV,government,\nBUS,business,\nMED,media,\n",
    TITLES: "title,sector,rank,kind,note\npresident,GOV,head-of-state,office,\n",
    ROLES: "noun,plural,sector,kind,country_from,note\ngovernment,governments,GOV,organisation,context,\n",
    COLLECTIVES: "phrase,members,note\nboth sides,2,\nthey all,any,\n",
    MEDIA: "noun,medium\ntelegram,telegram\nTelegram,online post\n",
    REPORTING: "lemma,stance,frames,addressee,kind,note\nsay,says,that|bare|direct,to,verb,\naccuse,alleges,of,object,verb,\n",
    FRAMING: "term,kind,neutral,polarity,of,note\nregime,noun,government,pejorative,actor,\nheroic,adjective,,laudatory,act,\n",
    "examples.csv": "type,trigger,sentence\nAID,gave,France gave Georgia rice.\n",
    "ontology/accuracy.csv": "kind,type,gold,precision,recall,text\nevent,,9,.6,.7,news\n",
    "ontology/confidence.csv": "kind,bias,act,giver,taker\nevent,0,1,0,0\n",
    NOUNS: "noun,kind,gender\nmother,person,f\nharbour,place,n\n",
    GIVEN_NAMES: "name,gender\nAnna,f\nPeter,m\n",
    LINKS: "feature,weight\nnew,-0.25\nhe;new,1.00\n",
    KINDS: "feature,kind,weight\nlemma mother,person,1.50\nlemma mother,place,-0.50\n",
    PLOVER: """
[types.AID]
quad = "material-cooperation"
score = 10.0
[types.SANCTION]
quad = "material-conflict"
score = -6.0
modes = { discontinue = -6.0 }
[contexts.military]
triggers = ["army"]
""",
    CODES: "code,what,type,mode,note\n070,provides aid,AID,,\n162,stops aid,SANCTION,discontinue,\n010,comments,,,\n",
    EXPORT: "type,mode,modality,contexts,words,code,reverse,note\nAID,,,,,070,,\nAID,,,military,gave,070,162,\nSANCTION,,actual|future,,,162,,\n",
    GOVERNING: "code,governs,type,mode,note\n162,AID,SANCTION,discontinue,\n",
    FLOWS: '[terms]\ngrace-period = ["grace"]\ninterest = ["interest"]\n',
    RELATIONS: '[[noun]]\nrelation = "ally"\nlemmas = ["ally"]\npreps = ["of", "to"]\n[neutral]\ntyrant = "leader"\n',
    UNITS: """
[[noun]]
forms = ["dollar", "dollars"]
usual = "USD"
[[currency]]
code = "CAD"
noun = "dollar"
adjectives = ["Canadian"]
signs = ["C$"]
[[sign]]
sign = "$"
usual = "USD"
[[measure]]
unit = "t"
kind = "goods"
forms = ["ton", "tons"]
symbols = ["t"]
[sole]
INR = ["rupee"]
""",
    QUALIFIERS: """
[[qualifier]]
name = "about"
before = ["about"]
after = ["or so"]
signs = ["~"]
[numbers.cardinal]
one = 1
[numbers.vague]
several = 3
""",
    TIME: """
[months]
january = 1
february = 2
march = 3
april = 4
may = 5
june = 6
july = 7
august = 8
september = 9
october = 10
november = 11
december = 12
[weekdays]
monday = 0
tuesday = 1
wednesday = 2
thursday = 3
friday = 4
saturday = 5
sunday = 6
[relative]
previous = ["last"]
anaphoric = ["last"]
[operators]
since = ["since"]
until = ["until"]
""",
    COUNTRY_CODES: "code,country\nFR,FRA\nSUHH,SUN\n",
    REGISTERS: """
[ftm.schemata]
Company = "organisation BUS"
[ftm.topics]
gov = "GOV"
[petrarch.roles]
MNC = "BUS"
[petrarch.bodies]
words = "front party"
[table.kinds]
company = "organisation"
""",
    CLAUSES: 'currencies = ["dollar"]\nmeasures = ["dozen"]\n',
    LEMMAS: 'verb = ["go"]\nnoun = ["foot"]\n',
    CUTTING: "\n".join(f"{name} = {json.dumps(CUT_WORDS.get(name, ['word']))}" for name in LISTS),
    NOMINALS: 'calendar = """monday tuesday"""\nformer = ["ex", "late"]\n[offices]\nchief = "president"\n[geography]\ncoast = "FRA GEO"\n',
}


def write(folder: Path, data: dict[str, str]) -> Path:
    for name, text in data.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_sound_folder_has_no_findings(tmp_path: Path) -> None:
    assert lint(write(tmp_path, SOUND)) == ()


ADD = ""
"""As the second item of a case: the new text is put at the end of the file."""
# file, text to replace (or ADD), new text, line, a part of the cause, why the case is there
CASES: tuple[tuple[str, str, str, int | None, str], ...] = (
    # --- other people's registers
    (COUNTRY_CODES, "FR,FRA", "FR,FRX", 2, "country 'FRX'"),
    (COUNTRY_CODES, "SUHH", "fr", 3, "'fr' stands already in line 2"),
    (REGISTERS, '"organisation BUS"', '"body BUS"', None, "kind 'body'"),
    (REGISTERS, '"organisation BUS"', '"organisation XYZ"', None, "sector 'XYZ'"),
    (REGISTERS, 'gov = "GOV"', 'gov = "XYZ"', None, "sector 'XYZ'"),
    (REGISTERS, 'MNC = "BUS"', "MNC = 3", None, "[petrarch.roles] MNC has the sector 3"),
    (REGISTERS, 'words = "front party"', 'words = ""', None, "has no words"),
    (REGISTERS, 'company = "organisation"', 'company = "firm"', None, "kind 'firm'"),
    (REGISTERS, "[table.kinds]", "[table.sorts]", None, "unknown key 'sorts'"),
    # --- tables as such
    (STATES, "id,name,kind", "id,name,sort", 1, "has no column kind"),
    (STATES, "id,name,kind", "id,name,sort", 1, "unknown column sort"),
    (MEDIA, "noun,medium", "noun,medium,noun", 1, "column noun twice"),
    (CITIES, ADD, "Nice,FRA\n", 4, "2 cells where the header has 5"),
    (CITIES, ADD, "# coast,,,,\n", 4, "a comment line"),
    (CITIES, "Lyon,Lyons", ",Lyons", 2, "column 'name' is empty"),
    (CITIES, "FRA,city", "FRA,town", 2, "column 'kind' has 'town'"),
    (CITIES, "Lyons", "Lyons||Lugdunum", 2, "an empty or a repeated part"),
    (CITIES, "Lyons", "Lyons|Lyons", 2, "an empty or a repeated part"),
    (CITIES, ADD, "lyon,,FRA,city,\n", 4, "name 'lyon' stands already in line 2"),
    (MEDIA, ADD, "Telegram,letter\n", 4, "noun 'Telegram' stands already in line 3"),
    # --- actors
    (STATES, ADD, "FRA,Gaul,state,,,,,,,,,,\n", 6, "id 'FRA' stands already in line 2"),
    (STATES, "FRA,France", "FR,France", 2, "not three capital letters"),
    (STATES, "1991-04-09", "9 April 1991", 3, "which is no date"),
    (STATES, "1991-04-09", "1991-02-30", 3, "which is no date"),
    (STATES, "1991-04-09,,", "1991-04-09,1990,", 3, "1991-04-09 is after 1990"),
    (STATES, "1991-12-26,RUS", "1991-12-26,RUZ", 5, "column 'successor' has 'RUZ'"),
    (STATES, ",Georgia,\n", ",Georgien,\n", 3, "'Georgien' is called ambiguous, but is no name"),
    (REGIONS, "FRA", "FRA|XXX", 2, "column 'country' has 'XXX'"),
    (IGOS, "FRA|", "FRA:1993|", 2, "the member 'FRA:1993' cannot be read"),
    (IGOS, "FRA|", "FRA:-|", 2, "the member 'FRA:-' cannot be read"),
    (IGOS, "FRA|", "FRA:1993-13-|", 2, "the member 'FRA:1993-13-' cannot be read"),
    (IGOS, "FRA|", "XXX|", 2, "the member 'XXX' is no id"),
    (IGOS, "2000-2001-05", "2002-2001-05", 2, "leaves before it enters"),
    (IGOS, "RUS:2002-", "RUS:2001-", 2, "the member 'RUS' stands twice for the same time"),
    (ORGANISATIONS, "org:total,", "EU,", 2, "the id 'EU' is also that of actors/igos.csv:2"),
    (ORGANISATIONS, "FRA,BUS", "FRA,BIZ", 2, "column 'sector' has 'BIZ'"),
    (ORGANISATIONS, "1924,,,", "1924,,some,", 2, "column 'state_owned' has 'some'"),
    (ORGANISATIONS, "ambiguous: LDP", "ambiguous: LPD", 3, "'LPD' is called ambiguous"),
    (OUTLETS, "state,agency", "king,agency", 2, "column 'owner' has 'king'"),
    (OUTLETS, "state,agency", "state,wire", 2, "column 'kind' has 'wire'"),
    (PEOPLE, "FRA,f", "FRA,w", 3, "column 'gender' has 'w'"),
    (OFFICES, "person:marie-petit", "person:m-petit", 3, "the person 'person:m-petit' is not in actors/people.csv"),
    (OFFICES, "2005-05-05,,", "2005-05-05,,perhaps", 3, "column 'uncertain' has 'perhaps'"),
    (OFFICES, ADD, "person:jean-dupont,envoy,,,,,\n", 4, "of no country and no organisation"),
    (OFFICES, "2005-05-05", "2004-12-01", 3, "both president of FRA from 2004-12-01 to 2005-01-01"),
    (OFFICES, "05-01,2005,", "05-01,,", 3, "both president of FRA from 2005-05-05 on"),
    # --- names of two actors
    (ORGANISATIONS, "TotalEnergies", "Sochi", 2, "the name 'Sochi' of org:total is also one of Sochi (actors/cities.csv:3)"),
    (ORGANISATIONS, "TotalEnergies", "Sóchi", 2, "the name 'Sochi' of org:total"),
    (STATES, "Russian Federation,,", "Georgia,Georgia,", 4, ""),
    (STATES, "Russian Federation,,", "Georgia,,", 4, "the name 'Georgia' of RUS is also one of GEO"),
    (STATES, "SUN,Soviet Union,historical-state,,1991-12-26", "SUN,Soviet Union,historical-state,,1992", 5, "the name 'Moscow' of SUN"),
    (OUTLETS, ",TASS,,RUS", ",Georgia,,RUS", 2, ""),
    (OUTLETS, ",TASS,,RUS", ",LDP,,FRA", 2, ""),
    (OUTLETS, ",TASS,,RUS", ",Kremlin,,RUS", 2, "the name 'Kremlin' of outlet:tass is also one of SUN"),
    (OUTLETS, ",TASS,,RUS", ",Total,,FRA", 2, ""),
    (OUTLETS, ",TASS,,RUS", ",Petit,,RUS", 2, ""),
    # --- words
    (TITLES, ",GOV,", ",GUV,", 2, "column 'sector' has 'GUV'"),
    (TITLES, "head-of-state", "boss", 2, "column 'rank' has 'boss'"),
    (TITLES, ADD, "President,GOV,head-of-state,office,\n", 3, "title 'President' stands already in line 2"),
    (ROLES, ADD, "government,,GOV,organisation,context,\n", 3, "noun 'government' stands already in line 2"),
    (ROLES, "context", "elsewhere", 2, "column 'country_from' has 'elsewhere'"),
    (COLLECTIVES, "sides,2", "sides,two", 2, "column 'members' has 'two'"),
    (REPORTING, "say,says", "say,tells", 2, "column 'stance' has 'tells'"),
    (REPORTING, "that|bare", "thet|bare", 2, "the frame 'thet' is not known"),
    (REPORTING, "to,verb,", "to,verb,brain", 2, "column 'note' has 'brain'"),
    (REPORTING, "to,verb", "to,word", 2, "column 'kind' has 'word'"),
    (REPORTING, "direct,to,", "direct,to whom,", 2, "the addressee 'to whom' is no slot"),
    (FRAMING, "pejorative,actor", "bad,actor", 2, "column 'polarity' has 'bad'"),
    (FRAMING, "regime,noun", "regime,name", 2, "column 'kind' has 'name'"),
    (FRAMING, "pejorative,actor", "pejorative,state", 2, "column 'of' has 'state'"),
    (FRAMING, "noun,government,", "noun,,", 2, "'regime' has no neutral word"),
    (NOUNS, "place,n", "thing,n", 3, "column 'kind' has 'thing'"),
    (NOUNS, "person,f", "person,w", 2, "column 'gender' has 'w'"),
    (NOUNS, "harbour", "mother", 3, "mother"),
    (GIVEN_NAMES, "Peter,m", "Peter,n", 3, "column 'gender' has 'n'"),
    (LINKS, "he;new,1.00", "he;new,much", 3, "'much' is no weight"),
    (LINKS, "he;new", "new", 3, "new"),
    (KINDS, "mother,place", "mother,town", 3, "column 'kind' has 'town'"),
    (KINDS, "person,1.50", "person,one", 2, "'one' is no weight"),
    # --- the ontology
    (PLOVER, 'quad = "material-conflict"', 'quad = "conflict"', None, "SANCTION has the quad 'conflict'"),
    (PLOVER, "score = 10.0", "score = 100", None, "AID has the score 100"),
    (PLOVER, "score = 10.0", "scroe = 10.0\nscore = 10.0", None, "AID has the unknown key 'scroe'"),
    (PLOVER, "score = 10.0", 'score = 10.0\ncameo_by_mode = { war = "19" }', None, "cameo_by_mode of AID has the unknown mode 'war'"),
    (PLOVER, "score = 10.0", 'score = 10.0\nfuture = "PROMISE"', None, "AID has the future 'PROMISE'"),
    (PLOVER, "score = 10.0", 'score = 10.0\nrefused = "help"', None, "AID has the refused 'help'"),
    (PLOVER, "score = 10.0", 'score = 10.0\ntwo_sided = "yes"', None, "AID has the two_sided 'yes'"),
    (PLOVER, "score = 10.0", 'score = 10.0\none_way = ["visit"]', None, "one_way of AID has the unknown mode 'visit'"),
    # --- terms of flows, and relations
    (FLOWS, '["grace"]', '["grace", "grace"]', None, "'grace-period' has 'grace' twice"),
    (FLOWS, "grace-period", "grace", None, "terms has the unknown key 'grace'"),
    (FLOWS, "[terms]", "[word]\n[terms]", None, "the file has the unknown key 'word'"),
    (RELATIONS, '"ally"\nlemmas', '"friend"\nlemmas', None, "has the relation 'friend'"),
    (RELATIONS, '["of", "to"]', "[]", None, "has the preps []"),
    (RELATIONS, "[neutral]", '[state]\nroads = ["run"]\n[neutral]', None, "state has the unknown key 'roads'"),
    (RELATIONS, "[neutral]", '[rule]\nlimiting = "former"\n[neutral]', None, "limiting"),
    (RELATIONS, "preps", "prepositions", None, "unknown key 'prepositions'"),
    (RELATIONS, '"leader"', '"leader"\nleader = "tyrant"', None, "the neutral word of 'tyrant' is 'leader'"),
    # --- units, figures, time
    (UNITS, '["rupee"]', '["rupee", "Ton"]', None, "the word 'ton' stands under sole INR and measure 't' (1)"),
    (UNITS, '"C$"', '"t"', None, "the sign 't' stands under measure 't' (1) and currency CAD"),
    (UNITS, 'noun = "dollar"', 'noun = "dolar"', None, "currency CAD has the noun 'dolar'"),
    (UNITS, "[[sign]]", '[[currency]]\ncode = "CAD"\nnoun = "dollar"\n[[sign]]', None, "the currency CAD stands twice"),
    (UNITS, "[[sign]]", '[[currency]]\ncode = "AUD"\nnoun = "dollar"\nadjectives = ["Canadian"]\n[[sign]]', None, "'Canadian dollar' stands under"),
    (UNITS, 'dollars"]\nusual = "USD"', 'dollars"]', None, "does not say which currency it is"),
    (UNITS, '"goods"', '"things"', None, "has the kind 'things'"),
    (QUALIFIERS, 'name = "about"', 'name = "circa"', None, "a qualifier has the name 'circa'"),
    (
        QUALIFIERS,
        "[numbers.cardinal]",
        '[[qualifier]]\nname = "exact"\nbefore = ["About"]\n[numbers.cardinal]',
        None,
        "in 'before', the phrase 'About'",
    ),
    (QUALIFIERS, "several = 3", "one = 3", None, "the word 'one' stands under cardinal and vague"),
    (TIME, 'until = ["until"]', 'until = ["since"]', None, "in 'operators', the word 'since' stands under since and until"),
    (TIME, "may = 5", "May = 5", None, "months has 'May' with capital letters"),
    (TIME, "may = 5", "may = 6", None, "months are not 1 to 12 in order"),
    (TIME, "sunday = 6", "may = 6", None, "the word 'may' stands under months and weekdays"),
    (LEMMAS, '["go"]', '["go", 5]', None, "'verb' is not a list of words"),
    (NOMINALS, "monday tuesday", "monday monday", None, "'calendar' has 'monday' twice"),
    (NOMINALS, '"late"', '"ex"', None, "'former' has 'ex' twice"),
    (NOMINALS, '"president"', '"chairman"', None, "offices: 'chief' is 'chairman'"),
    (NOMINALS, ADD, "[neutral]\ntyrant = 1\n", None, "neutral: 'tyrant' is 1"),
    (NOMINALS, "FRA GEO", "FRA XXX", None, "geography: 'coast' has XXX"),
    (NOMINALS, "FRA GEO", "FRA FRA", None, "'coast' has 'FRA' twice"),
    # --- the cutting of a text into words
    (CUTTING, 'titles = ["Dr"]\n', "", None, "titles is no list of words without white space"),
    (CUTTING, '"Dr"', '"Dr", "Lt Gen"', None, "titles is no list of words without white space"),
    (CUTTING, '"Dr"', '"Dr", 5', None, "titles is no list of words without white space"),
    (CUTTING, "titles = [", "title = [", None, "the list 'title' is not known"),
    (CUTTING, '"Dr"', '"Dr", "Dr"', None, "'titles' has 'Dr' twice"),
    (CUTTING, '"Dr"', '"Dr."', None, "titles has 'Dr.' with its last full stop"),
    (CUTTING, '"Dr"', '"D|r"', None, "titles has 'D|r'"),
    (CUTTING, "can|not", "|cannot", None, "contractions has '|cannot'"),
    (CUTTING, "can|not", "does|n’t", None, "contractions has 'does|n’t' with a curly apostrophe"),
    (CUTTING, "can|not", "gimme", None, ""),
    (CUTTING, '"ll"', '"LL"', None, "clitics has 'LL', which no word can end with"),
    (CUTTING, '"ll"', '"all"', None, "clitics has 'all', which no word can end with"),
    (CUTTING, "'em", "em", None, "elisions has 'em' without an apostrophe before it"),
    (CUTTING, "clitics = [", "clitics [", 1, "not TOML"),
    # --- CAMEO
    (CODES, "070,", "70,", 2, "the code '70' is not of three or four digits"),
    (CODES, "aid,AID", "aid,HELP", 2, "the type 'HELP' is not in"),
    (CODES, "SANCTION,discontinue", "SANCTION,stop", 3, "SANCTION has no mode 'stop'"),
    (CODES, ADD, "070,helps,,,\n", 5, "stands already in line 2"),
    (EXPORT, "AID,,,,,070", "AID,,,,,071", 2, "the code '071' is not in"),
    (EXPORT, "070,162", "070,163", 3, "the reverse '163' is not in"),
    (EXPORT, "military", "martial", 3, "the context 'martial' is not in"),
    (EXPORT, "actual|future", "actual|asked", 4, "the modality 'asked' has no code"),
    (EXPORT, "gave", "gave up", 3, "the word 'gave up' is no single word"),
    (EXPORT, "SANCTION,,actual|future,,,162,,\n", "", None, "SANCTION has no row without mode and contexts"),
    (GOVERNING, "162,", "163,", 2, "the code '163' is not in"),
    (GOVERNING, "162,AID", "162,HELP", 2, "the type 'HELP' is not in"),
    # --- files as such
    (TIME, "may = 5", "may 5", 7, "not TOML"),
    (TIME, "\n[months]", "numbers = 5\n[months]", None, "'numbers' is no table"),
)


@pytest.mark.parametrize(("name", "old", "new", "line", "cause"), CASES, ids=[f"{case[0]}-{case[4][:50]}" for case in CASES])
def test_each_check_finds_its_fault(tmp_path: Path, name: str, old: str, new: str, line: int | None, cause: str) -> None:
    assert SOUND[name].count(old) or old == ADD
    text = SOUND[name] + new if old == ADD else SOUND[name].replace(old, new, 1)
    found = lint(write(tmp_path, {**SOUND, name: text}))
    here = [finding for finding in found if finding.file == name and finding.line == line]
    if cause:
        assert [finding for finding in here if cause in finding.cause], found
        assert all(finding.repair and not finding.repair.endswith(".") for finding in found)
    else:
        assert here == [], "a rule allows this name"


def test_a_missing_file_and_a_wrong_encoding_are_findings_of_their_own(tmp_path: Path) -> None:
    root = write(tmp_path, SOUND)
    (root / OUTLETS).unlink()
    (root / TIME).unlink()
    (root / MEDIA).write_bytes("noun,medium\ncommuniqué,statement\n".encode("latin-1"))
    found = lint(root)
    assert [(finding.file, finding.cause) for finding in found] == [
        (MEDIA, "not UTF-8 at byte 21"),
        (TIME, "the file is missing"),
        (OUTLETS, "the file is missing"),
    ]


def test_all_faults_are_collected(tmp_path: Path) -> None:
    broken = SOUND[CITIES] + "Nice,FRA\nOmsk,,XXX,village,\n"
    found = lint(write(tmp_path, {**SOUND, CITIES: broken, NOMINALS: "a = 1\nb = 2\n"}))
    assert [(finding.file, finding.line) for finding in found] == [
        (CITIES, 4),
        (CITIES, 5),
        (CITIES, 5),
        (NOMINALS, None),
        (NOMINALS, None),
    ]


def test_a_finding_reads_as_one_line() -> None:
    assert str(Finding("a.csv", 3, "the id stands twice", "remove one")) == "a.csv:3: the id stands twice. remove one."
    assert str(Finding("a.toml", None, "not TOML", "correct it")) == "a.toml: not TOML. correct it."


def _term(start: str, end: str) -> Row:
    return Row(OFFICES, 2, {"from": start, "to": end})


# first term, second term, whether they overlap by more than ten days for certain
OVERLAPS = (
    (("2000-01-01", "2004-01-01"), ("2004-01-01", ""), False, "one follows the other"),
    (("2000-01-01", "2004-01-11"), ("2004-01-01", ""), False, "ten days are within what sources differ by"),
    (("2000-01-01", "2004-01-12"), ("2004-01-01", ""), True, "eleven are not"),
    (("2000", "2004"), ("2004", "2008"), False, "years may meet at any day"),
    (("2000", "2006"), ("2004", "2008"), True, "whichever days are meant"),
    (("2000-01", "2004-02"), ("2004-01", ""), False, "the month of February may mean its first day"),
    (("", ""), ("1999-01-01", "1999-02-01"), True, "open at both ends"),
)


@pytest.mark.parametrize(("one", "other", "expected", "reason"), OVERLAPS)
def test_terms_overlap_only_where_it_is_certain(one: tuple[str, str], other: tuple[str, str], expected: bool, reason: str) -> None:
    assert (overlap(_term(*one), _term(*other)) is not None) is expected, reason
    assert (overlap(_term(*other), _term(*one)) is not None) is expected, reason


# text, first and last day it may mean (None: no date)
DATES = (
    ("2004", ("2004-01-01", "2004-12-31")),
    ("2004-02", ("2004-02-01", "2004-02-29")),
    ("1900-02", ("1900-02-01", "1900-02-28")),
    ("2004-02-29", ("2004-02-29", "2004-02-29")),
    ("2003-02-29", None),
    ("2004-13", None),
    ("2004-2", None),
    ("0000", None),
    ("٢٠٠٤", None),
    ("2004-02-29T00:00", None),
)


@pytest.mark.parametrize(("text", "days"), DATES)
def test_dates(text: str, days: tuple[str, str] | None) -> None:
    assert is_date(text) is (days is not None)
    if days is not None:
        assert (earliest(text).isoformat(), latest(text).isoformat()) == days


STRANGE = (0, 1.5, True, "", "x", [], [1], ["x"], [[]], {}, {"x": 1}, [{}], [{"x": []}])


def _spoil(tree: Any, rng: random.Random) -> Any:
    """Put a value of another kind somewhere into a TOML tree."""
    node = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = rng.choice(keys)
        child = node[key]
        if not isinstance(child, (dict, list)) or not child or rng.random() < 0.3:
            node[key] = copy.deepcopy(rng.choice(STRANGE))
            return tree
        node = child


TOML_FILES = (CLAUSES, PLOVER, FLOWS, RELATIONS, UNITS, QUALIFIERS, TIME, NOMINALS, LEMMAS, CUTTING)


@pytest.mark.parametrize("name", TOML_FILES)
def test_no_value_of_a_wrong_kind_breaks_the_linter(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's file may hold anything that TOML can say; the linter has to answer with findings, never with a traceback."""
    root = write(tmp_path, SOUND)
    tree = tomllib.loads(SOUND[name])
    rng = random.Random(name)  # noqa: S311 - repeatable choices, no secret
    for _ in range(150):
        spoiled = _spoil(copy.deepcopy(tree), rng)
        read = _reading(name, spoiled, linting_ontology.read_toml)
        monkeypatch.setattr(linting_ontology, "read_toml", read)
        monkeypatch.setattr(linting_measures, "read_toml", read)
        monkeypatch.setattr(linting_words, "read_toml", read)
        assert all(isinstance(finding, Finding) for finding in lint(root)), spoiled
        monkeypatch.undo()


Read = Callable[[Traversable, str], tuple[dict[str, Any], tuple[Finding, ...]]]


def _reading(spoiled: str, tree: dict[str, Any], real: Read) -> Read:
    """Return a reader that gives the tree for one file, and for the others what is in them."""
    return lambda root, name: (tree, ()) if name == spoiled else real(root, name)


def test_the_linter_knows_what_the_loaders_know() -> None:
    """`knowledge/` may not import `coding/`, so the linter repeats the keys of its dataclasses; they must not drift apart."""
    assert linting_words.REPORTING.values["kind"] == statements_lexicon.KINDS
    assert linting_words.REPORTING.values["note"] == statements_lexicon.NOTES


# ---- the package's own data ------------------------------------------------------------------------------------


def _data_files(folder: Traversable, path: str = "") -> list[str]:
    found: list[str] = []
    for child in folder.iterdir():
        name = f"{path}{child.name}"
        if child.is_dir():
            found += _data_files(child, f"{name}/")
        elif name.endswith((".csv", ".toml")):
            found.append(name)
    return found


def test_every_data_file_of_the_package_is_checked() -> None:
    """A new data file needs a check: without one nothing would read it before a user does."""
    assert set(_data_files(knowledge_root())) == {schema.name for schema in (*ACTORS, *WORDS, *CAMEO)} | set(TOML_FILES) | {
        "reconciling.toml",
        "lexicon/en/reconciling.toml",
        COUNTRY_CODES,
        REGISTERS,
    }


@pytest.mark.parametrize("schema", [*ACTORS, *WORDS, *CAMEO], ids=lambda schema: schema.name)
def test_the_loader_reads_every_table_of_the_package(schema: Any) -> None:
    assert load_table(schema.name, schema.columns)


def test_the_package_s_data_have_no_findings() -> None:
    found = lint()
    assert not found, "\n".join(map(str, found))
