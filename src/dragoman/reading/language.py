"""Which language a text is in, so that no text is coded by another language's rules."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.domain import Article

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE = 2_000
"""Characters looked at: enough to tell the language, and the same time for every article."""

MIN_LETTERS = 12
"""With fewer letters than this outside of names nothing can be told."""

MIN_WORDS = 15
CERTAIN = 0.65
"""How sure the library has to be that a text of fewer words is not English."""
ENGLISH = frozenset({"the", "and", "that", "to", "with", "his", "from", "by", "would", "which", "has", "had", "their", "been", "have", "said"})
ONLY_ENGLISH = frozenset({"the", "and", "with", "from", "which", "would", "their", "been", "said"})
"""No other language that is told has these words; one is enough where there are few."""

# The languages that much news is written in. Rare ones are left out on purpose: each of them draws short texts of the others to it.
LANGUAGES = (
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "gu", "ha",
    "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn",
    "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te",
    "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`'s beginning, or None where it is too short to tell."""
    sample = text[:SAMPLE]
    if _plainly_english(sample):
        return "en"
    words = sample.split()
    if len(words) < MIN_WORDS and not sample.isupper():  # names, which are of any language, would decide
        sample = " ".join(word for word in words if word == word.lower())
    if sum(letter.isalpha() for letter in sample) < MIN_LETTERS:
        return None
    code, sure = identifier().classify(sample)
    latin = sum(letter < "\u0250" for letter in sample) * 2 > len(sample)
    return str(code) if len(words) >= MIN_WORDS or code == "en" or sure >= CERTAIN or not latin else None


def _plainly_english(sample: str) -> bool:
    """Whether the little words of English make up a sixth of the sample: counting costs next to nothing."""
    words = sample.lower().split()
    known = ENGLISH if len(words) >= MIN_WORDS else ONLY_ENGLISH
    return 0 < len(words) <= 6 * sum(word in known for word in words)


def with_language(article: Article) -> Article:
    """Return the article with the language of its text where its source does not name one."""
    return article if article.language else replace(article, language=detect_language(article.text))


@cache
def identifier() -> LanguageIdentifier:
    """Load the model, once a process (half a second). Our own instance: the library's shared one is left as it is."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(LANGUAGES)
    return model
