"""The language a document is written in: English, French, Spanish or German."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from shared.parsing.rules import tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

_HEADINGS = {
    "en": ("experience", "education", "skills", "languages", "employment", "work", "summary"),
    "fr": ("expérience", "formation", "compétences", "langues", "loisirs", "profil", "parcours",
           "professionnelle", "diplômes"),
    "es": ("experiencia", "educación", "formación", "habilidades", "idiomas", "perfil", "laboral"),
    "de": ("berufserfahrung", "ausbildung", "kenntnisse", "sprachen", "werdegang", "interessen"),
}  # fmt: skip


@cache
def _telling() -> dict[str, Counter[str]]:
    """Return the words that tell each language, with their weights."""
    languages = [row[0].strip("[]") for row in tables.rows("stopwords") if row[0].startswith("[")]
    lines = tables.sections("stopwords")
    return {
        language: Counter({word for line in lines[language] for word in line.split()})
        + Counter({fold(word): 3 for word in _HEADINGS.get(language, ())})
        for language in languages
    }


@cache
def _all_telling() -> frozenset[str]:
    return frozenset(word for weights in _telling().values() for word in weights)


def language_of(rows: Sequence[Row]) -> str | None:
    """Return the ISO 639-1 code of the language of most small words, None without any."""
    text = " ".join([row.folded for row in rows])
    words = text.replace("d'", "d' ").replace("l'", "l' ").split()
    counts = Counter(filter(_all_telling().__contains__, words))
    scores = {
        language: sum([weights[word] * counts[word] for word in weights.keys() & counts.keys()])
        for language, weights in _telling().items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else None
