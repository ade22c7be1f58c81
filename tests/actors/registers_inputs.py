"""Small registers of each format, with good and bad rows, and how to import them."""

from __future__ import annotations

from pathlib import Path

from dragoman.actors.registers.files import format_of, read_items
from dragoman.actors.registers.model import Register
from dragoman.actors.registers.store import import_register
from dragoman.errors import InputError

VEL = '"name":["Marta Vel"],"alias":["Vel, Marta"],"weakAlias":["Vela"],"nationality":["ec"],"gender":["female"]'
FTM = (
    f"""\
{{"id":"Q1","caption":"Marta Vel","schema":"Person","properties":{{{VEL}}}}}
"""
    + """\
{"id":"P1","schema":"Position","properties":{"name":["President of Ecuador"],"country":["ec"]}}
{"id":"O1","schema":"Occupancy","properties":{"holder":["Q1"],"post":["P1"],"startDate":["2027-01-01"]}}
{"id":"O2","schema":"Occupancy","properties":{"holder":["Q404"],"post":["P1"]}}
{"id":"C1","schema":"Company","properties":{"name":["Andes Copper Trust"],"jurisdiction":["pe"],"topics":["gov.soe"]}}
{"id":"B1","schema":"PublicBody","properties":{"name":["Grain Board of Peru"],"country":["pe"]}}
{"id":"A1","schema":"Address","properties":{"full":["1 High Street"]}}

not json
{"schema":"Company","properties":{"name":["No Id"]}}
{"id":"C2","schema":"Company","properties":{}}
{"id":"O3","schema":"Occupancy","properties":{"holder":["Q1"],"post":["P1"],"startDate":["2027-19-01"]}}
"""
)
FTM_NESTED = (
    '{"id":"Q1","schema":"Person","properties":{"name":["Marta Vel"],"positionOccupancies":[{"id":"O1","schema":"Occupancy","properties":'
    '{"startDate":["2027"],"post":[{"id":"P1","schema":"Position","properties":{"name":["Prime Minister"],"country":["ec"]}}]}}]}}\n'
)
WIKIDATA = """\
person,personLabel,positionLabel,start,end,countryLabel,alias
http://www.wikidata.org/entity/Q1,Marta Vel,President of Ecuador,2027-01-01T00:00:00Z,,Ecuador,Marta Vel Ruiz
http://www.wikidata.org/entity/Q1,Marta Vel,President of Ecuador,2027-01-01T00:00:00Z,,Ecuador,Marta Ruiz Vel
http://www.wikidata.org/entity/Q2,Q2,President of Ecuador,,,Ecuador,
http://www.wikidata.org/entity/Q3,Jon Doe,Minister,2027-13-01T00:00:00Z,,Ecuador,
http://www.wikidata.org/entity/Q4,short
"""
WIKIDATA_JSON = """\
{"head":{"vars":["item","itemLabel"]},"results":{"bindings":[
 {"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q1"},"itemLabel":{"type":"literal","xml:lang":"en","value":"Marta Vel"},
  "officeLabel":{"value":"President of Ecuador"},"start":{"value":"2027-01-01T00:00:00Z"},"end":{"value":"t1234"},"iso":{"value":"EC"}},
 {"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q2"}},
 7]}}
"""
WIKIDATA_LIST = (
    '[{"item":"http://www.wikidata.org/entity/Q1","itemLabel":"Marta Vel","positionLabel":"President of Ecuador","countryLabel":"Ecuador"}]'
)
ACTORS = """\
# A comment, and in the next lines one of several lines
<!-- one
two -->
####### Ecuador ########
ECUADOR_ [ECU]
+RUMILAND_
MARTA_VEL_  ; a note
+MARTA_RUIZ_VEL_
\t[ECUELI 900101-261231]
\t[ECUGOV >270101]
KOFI_BARROW_\t[GMBGOV 19970101-20061231] [---]
LARRY_TARN_ [USAGOV <20200101] [USAOPP]
WORLD_GRAIN_COUNCIL_
+WGC_
\t[IGOAGR]
COASTAL_LIBERATION_FRONT_ [COLREB]

BAD_DAY_ [GMBGOV 970199-061231]
NO_CODE_
BRACED {NAME}
OPEN_CODE_ [USAGOV
"""
AGENTS = """\
!PERSON! = MAN, MEN, WOMAN, WOMEN
LAWKEEPER_ {LAWKEEPERS_} [~COP]
RIVERWATCH {} [~COP]   # no plural
HERDS!PERSON! [~AGR]
PAMPHLETEER [~MEDOPP]
X!FOO! [~GOV]
ODDBALL [~QQQ]
garbage
"""
TABLE = """\
id,name,aliases,kind,country,sector,gender,office,from,to
1,Marta Vel,Marta Ruiz Vel|Vel,person,ECU,GOV,f,president,2027-01-01,
2,Andes Copper Trust,ACT,company,Peru,BUS,,,2001,2003
3,Will,,person,US,,,,,
4,March,,company,,,,,,
5,Foo Bar,,martian,,,,,,
6,Bad Country,,,Narnia,,,,,
7,Bad Sector,,,,XXX,,,,
8,Bad Dates,,,,,,,2003,2001
9,short row
"""

#: name -> its content, the format that its content tells, and how many rows are refused
SAMPLES = {
    "peps.ftm.json": (FTM, "ftm", 4),
    "nested.json": (FTM_NESTED, "ftm", 0),
    "query.csv": (WIKIDATA, "wikidata", 3),
    "query.json": (WIKIDATA_JSON, "wikidata", 2),
    "list.json": (WIKIDATA_LIST, "wikidata", 0),
    "my.actors.txt": (ACTORS, "petrarch-actors", 5),
    "my.agents.txt": (AGENTS, "petrarch-agents", 3),
    "table.csv": (TABLE, "csv", 5),
}


def put(folder: Path, name: str, content: str | None = None) -> Path:
    """Write a sample, or a content of one's own under its name, into a folder."""
    path = folder / name
    path.write_text(SAMPLES[name][0] if content is None else content, encoding="utf8")
    return path


def imported(folder: Path, name: str, content: str | None = None, register: str = "mine") -> tuple[Path, Register, list[InputError]]:
    """Import a sample into the folder's `actors.sqlite`: the file of registers, the register, what was refused."""
    path, refused = put(folder, name, content), []
    found = import_register(folder / "actors.sqlite", register, name, format_of(path), read_items(path, format_of(path)), refuse=refused.append)
    return folder / "actors.sqlite", found, refused
