"""Which language a text is in."""

from __future__ import annotations

import time

import pytest

from dragoman.domain import Article
from dragoman.reading.language import LANGUAGES, detect_language, identifier, with_language

TEXTS = [
    ("China lent Venezuela five billion dollars on Monday, officials said.", "en"),
    ("CHINA LENDS VENEZUELA FIVE BILLION DOLLARS, THE GOVERNMENT SAYS", "en"),
    ("Ecuadorean President Esteban Larrea met Chinese officials in Quito, Xinhua reported on Tuesday.", "en"),
    ("China prestó el lunes a Venezuela cinco mil millones de dólares, dijo el ministro.", "es"),
    ("A China emprestou cinco bilhões de dólares à Venezuela, disse o ministro na segunda-feira.", "pt"),
    ("La Chine a prêté lundi cinq milliards de dollars au Venezuela, a déclaré le ministre.", "fr"),
    ("Китай предоставил Венесуэле кредит в пять миллиардов долларов, сообщил министр.", "ru"),
    ("中国星期一向委内瑞拉提供了五十亿美元的贷款,官员们说。这笔贷款将在十年内用石油偿还,财政部的一份文件显示。", "zh"),
    ("أقرضت الصين فنزويلا خمسة مليارات دولار يوم الاثنين، بحسب ما قاله مسؤولون.", "ar"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[row[1] for row in TEXTS])
def test_language(text: str, expected: str) -> None:
    assert detect_language(text) == expected


UNKNOWN = ["", "   ", "Hu Jintao, Hugo Chávez", "1234567890 " * 20, "— " * 100, "$5 bn"]


@pytest.mark.parametrize("text", UNKNOWN)
def test_too_short_to_tell(text: str) -> None:
    assert detect_language(text) is None


def test_only_the_beginning_is_looked_at() -> None:
    english = "China lent Venezuela five billion dollars on Monday, officials said. " * 40
    assert detect_language(english + "Китай предоставил кредит. " * 10_000) == "en"


def test_language_that_the_source_names_stays() -> None:
    text = TEXTS[0][0]
    assert with_language(Article("a", text, language="es")).language == "es"
    assert with_language(Article("a", text)).language == "en"
    assert with_language(Article("a", "Short")).language is None


def test_model_is_loaded_once_and_the_librarys_own_is_left_alone() -> None:
    from py3langid import langid

    assert identifier() is identifier()
    assert set(identifier().nb_classes) == set(LANGUAGES)
    assert langid.IDENTIFIER is None or set(langid.IDENTIFIER.nb_classes) != set(LANGUAGES)


def test_an_article_takes_little_time() -> None:
    """The aim is under a millisecond of processor time; the bound here only catches a model that is loaded for each text."""
    text = TEXTS[0][0] * 100
    detect_language(text)
    start = time.process_time()
    for _ in range(20):
        detect_language(text)
    assert (time.process_time() - start) / 20 < 0.02
