"""In which country an article's story plays: where its towns lie, if no other country's towns come near in number."""

import pytest

from dragoman.actors.context import scene_of
from dragoman.actors.gazetteer import load_gazetteer
from dragoman.actors.registry import load_registry

ROWS = [
    ("a town", "Gunmen attacked a market in Peshawar.", None, "PAK"),
    ("a country's cities", "Clashes broke out in several northern Iraqi cities.", None, "IRQ"),
    ("one state after a preposition is too little", "Ministers met in Luxembourg.", None, None),
    ("a dateline and what lies in it", "Police fired on crowds in Kenya.", "KEN", "KEN"),
    ("a dateline against a place", "Ministers met in Luxembourg.", "BEL", None),
    ("who acts is no place", "American soldiers accused Russian officials.", None, None),
    ("two countries' towns", "Jets bombed Afrin; rockets fell on Kilis and Afrin.", None, None),
    ("many towns and one elsewhere", "Shells fell on Kherson, Bakhmut and Izium, said a man in Goma.", None, "UKR"),
    ("a part of another name", "Houses in Hay Al-Golan burned.", None, None),
    ("nothing", "Talks went on.", None, None),
]


@pytest.mark.parametrize(("why", "text", "dateline", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_scene(why: str, text: str, dateline: str | None, expected: str | None) -> None:
    assert scene_of(text, load_gazetteer().find(text), load_registry(), dateline) == expected, why


TOWNS = [
    ("Tikrit", "IRQ"),
    ("Qaim", "IRQ"),
    ("Hebron", "PSE"),
    ("Kandahar", "AFG"),
    ("Goma", "COD"),
    ("Mariupol", "UKR"),
    ("Miranshah", "PAK"),
    ("Maungdaw", "MMR"),
    ("Marawi", "PHL"),
    ("Djibo", "BFA"),
    ("El Fasher", "SDN"),
    ("Mekelle", "ETH"),
    ("Tumaco", "COL"),
    ("Cap-Haïtien", "HTI"),
    ("Mocimboa da Praia", "MOZ"),
    ("Mitrovica", "XKX"),
]


@pytest.mark.parametrize(("town", "country"), TOWNS)
def test_towns_of_the_news_are_known(town: str, country: str) -> None:
    [hit] = load_gazetteer().find(f"Nobody was hurt near {town}.")
    assert {load_registry().entries[entry].country for entry in hit.entries} == {country}
