"""The language a document is written in: English, French, Spanish or German."""

from collections import Counter
from collections.abc import Sequence

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


def language_of(rows: Sequence[Row]) -> str | None:
    """Return the ISO 639-1 code of the language of most small words, None without any."""
    counts = Counter[str]()
    for row in rows:
        counts.update(row.folded.replace("d'", "d' ").replace("l'", "l' ").split())
    scores = {row[0].strip("[]"): 0.0 for row in tables.rows("stopwords") if row[0].startswith("[")}
    for language, stopwords in tables.sections("stopwords").items():
        small = {word for line in stopwords for word in line.split()}
        scores[language] = sum(counts[word] for word in small)
        scores[language] += sum(3 * counts[fold(word)] for word in _HEADINGS.get(language, ()))
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else None
