"""The name of the person: found by look, place, and likeness to the e-mail address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import had_no_room
from shared.parsing.rules.rows import Row, usual_size
from shared.parsing.rules.spoken import tells_language
from shared.parsing.rules.text import Divider, fold, trim

_PARTS: Final = Divider(r"\s*[|•·●∙;]\s*|\s+[–—-]\s+|,\s+|\s{3,}", "|•·●∙;–—-,")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]*)*\.?")
_PAPER: Final = re.compile(
    r"^(?:curriculum vit(?:ae|æ)|c\.?v\.?|r[eé]sum[eé]|lebenslauf)\s*(?:of|de|von|:|[-–—])?\s+(?=\S)",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(  # "Hi, I'm Ann Lee"
    r"^(?:(?:hi|hello|hey|hola|buenas|bonjour|salut|hallo|moin|guten tag)\b[\s,!]*)?"
    r"(?:i['’]m|i am|my name is|soy|me llamo|je suis|je m['’]appelle|moi,? c['’]est|ich bin|ich hei(?:ß|ss)e"
    r"|mein name ist)\s+(?=[A-ZÀ-Ý])",
    re.IGNORECASE,
)
_BORN_AS: Final = re.compile(  # the name before marriage: "Eva Kern, geb. Lang"
    r"[\s,(]+(?:geb\.|geborene[rn]?|n[ée]e|born|de soltera|z\.\s?d\.)\s+[^\W\d_].*$", re.IGNORECASE
)
_PRONOUNS: Final = re.compile(
    r"\s*\((?:she|he|they|elle|il|iel|sie|er|ella|él|any)(?:\s*/[^()]{2,12})?\)", re.IGNORECASE
)
_HONOURS: Final = re.compile(r"[\s,]+[A-Z]{1,3}[A-Za-z]{0,4} \(Hons?\.?\).*$")
_NO_LETTER: Final = re.compile(r"[^a-z]+")
_BETWEEN_WORDS: Final = re.compile(r"[\s'’-]+")
MOST_WORDS: Final = 6  # of a name, without its particles
MOST_PARTICLES: Final = 4
LETTERS: Final = 6  # of an honour behind a name
LONGEST: Final = 60  # characters of a name
_EARLY: Final = 12  # rows from the top that may hold the name


@dataclass(frozen=True, slots=True)
class Name:
    """The name as written, where it stands, and how sure it is (0 to 1)."""

    text: str
    at: int  # index of its first row
    rows: int
    sure: float


@cache
def beside_names() -> frozenset[str]:
    """Return what stands in or beside a name and is none: particles, titles, degrees."""
    noise = tables.sections("noise")
    words = noise["name_particles"] | noise["name_titles"] | noise["after_name"]
    words |= noise["degrees_before"] | noise["generations"]
    return words | {word.rstrip(".") for word in words}


def _is_word_of_name(word: str) -> bool:
    bare = word.strip("\"“”«»'(),")
    folded = fold(bare)
    if folded in beside_names():
        return True
    lettered = bare.isalpha() or _WORD.fullmatch(bare) is not None
    return lettered and (bare[0].isupper() or folded[:2] in ("d'", "l'"))


@remembered
def could_be(text: str) -> bool:
    """Whether `text` has the form of a name: two to six words besides particles, capitals, no heading or place."""
    words = text.split()
    if not 1 < len(words) <= MOST_WORDS + MOST_PARTICLES or len(text) > LONGEST:
        return False
    noise = tables.sections("noise")
    particles = len([word for word in words if fold(word) in noise["name_particles"]])
    if len(words) - particles > MOST_WORDS or particles > MOST_PARTICLES:
        return False
    return (
        all(map(_is_word_of_name, words))
        and noise["name_never"].isdisjoint(map(fold, words))
        and any(
            len(word) > 1 and word[0].isupper() and fold(word) not in noise["name_titles"]
            for word in words
        )
        and not sections_named(text)
        and fold(text) not in noise["lines"]
        and likeness(text) < 0.9
    )


def _shared(words: Sequence[str], address: str) -> int:
    """Return how many letters of the name's words stand in the e-mail address."""
    return sum([len(word) for word in words if len(word) >= 3 and word in address])


def _is_first_name(text: str) -> bool:
    folded = fold(text)
    return text.istitle() and (folded in tables.entries("first_names"))


def _has_first_name(text: str) -> bool:
    names = tables.entries("first_names")
    return any(
        word in names or word.split("-")[0] in names
        for word in fold(text).replace("'", " ").split()
        if len(word) > 2 or len(text.split()) == 2
    )


def _title(text: str) -> float:
    """Return how much the text is a job title; "Sarah Cook" and "Thomas Koch" are none."""
    if not _has_first_name(text):
        return lexicon.title(text)
    names = tables.entries("first_names")
    others = [word for word in text.split() if fold(word).split("-")[0] not in names]
    return lexicon.title(" ".join(others)) if len(others) > 1 else 0.0


def _score(text: str, row: Row, at: int, sizes: tuple[float, float], address: str) -> float:
    """Return how much speaks for a candidate: its place, its look, its likeness to the address."""
    usual, largest = sizes
    score = 3.0 - 0.25 * min(at, 8)
    if usual and row.size:
        score += min(4.0, 4 * (row.size / usual - 1)) + (1.5 if row.size >= largest - 0.1 else 0)
    score += 1.0 if row.heading == 1 else 0.0
    if address:
        words = [_NO_LETTER.sub("", fold(word)) for word in _BETWEEN_WORDS.split(text)]
        letters = sum(map(len, words))
        local, _, domain = address.partition("@")
        score += 2.5 * min(1.0, _shared(words, address) / max(letters, 6))
        score += 2.5 * min(
            1.0,
            max(
                _shared(words, local) / max(len(local), 6),
                _shared(words, domain) / max(len(domain), 9),
            ),
        )
    return score + (2.0 if _has_first_name(text) else 0.0)


def _against(text: str, row: Row, score: float) -> float:
    """Return the score of a candidate less what speaks against a name."""
    score -= 3.0 * _title(text) + 3.0 * max(lexicon.school(text), lexicon.employer(text))
    return score - (2.0 * (likeness(text) > 0.5) + (1.0 if row.bullet else 0.0))


def _ungreeted(text: str) -> str:
    """Return what follows the words with which a person gives the name: "Hi, I'm Ann Lee."."""
    greeting = _GREETING.match(text)
    return text[greeting.end() :].rstrip(".!") if greeting else text


def _candidates(rows: Sequence[Row], likely: set[int], usual: float) -> list[tuple[str, int, int]]:
    """Return texts that have the form of a name, with first row and number of rows."""
    found: list[tuple[str, int, int]] = []
    for at in sorted(likely):
        row = rows[at]
        whole = _PRONOUNS.sub("", _ungreeted(_PAPER.sub("", row.text)))
        for cell in dict.fromkeys((whole, *row.cells)):
            parts = dict.fromkeys((cell, *_PARTS.split(cell)))
            found += [
                (part, at, 1)
                for each in parts
                for part in (each, *(_before_title(each) if at < 4 else ()))
            ]
        following = rows[at + 1] if at + 1 < len(rows) else None
        large = row.size > usual * 1.15 or (not row.size and (at == 0 or _is_first_name(row.text)))
        headed = following is not None and sections_named(following.text)
        if following is not None and _goes_on(row, following) and large and not headed:
            glue = "" if row.text.endswith("-") else " "
            found.append((f"{row.text}{glue}{following.text}", at, 2))
            first, second = next(iter(row.cells)), next(iter(following.cells))
            if (first, second) != (row.text, following.text):
                glue = "" if first.endswith("-") else " "
                found.append((f"{first}{glue}{second}", at, 2))
    trimmed = dict.fromkeys([(trim(text), at, count) for text, at, count in found])
    return [
        each
        for each in trimmed
        if (could_be(each[0]) and not tells_language(each[0]))
        or _is_without_capitals(each[0], each[1], rows[each[1]], usual)
    ]


def _is_without_capitals(text: str, at: int, row: Row, usual: float) -> bool:
    """Whether a large line, or the first, is a name in small letters: "chloé van den berghe"."""
    large = (row.size > usual * 1.4 or (at == 0 and not row.size)) and text.islower()
    return large and could_be(text.title()) and _has_first_name(text)


def _goes_on(row: Row, following: Row) -> bool:
    """Whether the second row is set like the first, or nearly; sizes of a scan are not exact.

    A first name by itself may be set otherwise than the last name below it.
    """
    smaller, larger = sorted((row.size, following.size))
    most = 1.6 if _is_first_name(row.text) else 1.2
    return row.looks_like(following) > 0.7 or (smaller > 18 and larger < most * smaller)


def _before_title(text: str) -> list[str]:
    """Return what stands before a job title on the same line: "JEAN PETIT COMPTABLE"."""
    words = [] if "|" in text else text.split()
    return [
        before
        for count in (2, 3, 4)
        if len(words) > count
        and len([word for word in words[:count] if fold(word) not in beside_names()]) > 1
        and could_be(trim(before := " ".join(words[:count])))
        and lexicon.title(" ".join(words[count:])) >= 0.7 > lexicon.title(words[count - 1])
    ]


def name_in(rows: Sequence[Row], email: str | None, labelled: str | None) -> Name | None:
    """Return the likeliest name among the first rows; `labelled` is the value of "Name: …"."""
    if labelled and (could_be(labelled.replace(",", "")) or len(labelled.split()) == 1):
        first = labelled.split()[0]
        at = next((at for at, row in enumerate(rows) if first in row.text), 0)
        return Name(_BORN_AS.sub("", labelled), at, 1, 1.0)
    first_page = [row for row in rows if row.page == rows[0].page] if rows else []
    usual = usual_size(rows)
    by_size = sorted(first_page, key=attrgetter("size"), reverse=True)
    largest = next((row.size for row in by_size if not sections_named(row.text)), 0.0)
    address = re.sub(r"[^a-z@]", "", fold(email)) if email else ""
    best: Name | None = None
    jobs = (at for at, row in enumerate(first_page) if row.has_range)
    early = min(_EARLY, next(jobs, _EARLY))
    likely = {at for at, row in enumerate(first_page) if at < early or row.size > usual * 1.2}
    widest = max((row.x1 for row in first_page), default=0.0)
    for text, at, count in _candidates(first_page, likely, usual):
        row = first_page[at]
        score = _score(text, row, at, (usual, largest), address)
        wraps = count > 1 and row.look == first_page[at + 1].look
        score += 1.5 if wraps and had_no_room(row, first_page[at + 1], widest) else 0.0
        if best is not None and score <= best.sure:
            continue
        score = _against(text, row, score)
        if best is None or score > best.sure:
            best = Name(text, at, count, score)
    if best is None or best.sure < 1.0:
        return None
    name = _without_letters(_bare(best.text), address.partition("@")[0])
    return Name(name, best.at, best.rows, min(1.0, best.sure / 8))


def _without_letters(name: str, local: str) -> str:
    """Return a name without the letters of an honour behind it, which no e-mail address has."""
    *names, last = name.split()
    if len(names) < 2 or not last.isupper() or len(last) > LETTERS or names[-1].isupper():
        return name
    surname = fold(names[-1])
    return " ".join(names) if surname in local and fold(last) not in local else name


def _bare(text: str) -> str:
    """Return the name without degrees after it and forms of address before it."""
    noise = tables.sections("noise")
    words = _without_degree(_HONOURS.sub("", _BORN_AS.sub("", text))).split()
    while len(words) > 2 and fold(words[-1].strip(".,")) in noise["after_name"]:
        words.pop()
    before = noise["forms_of_address"] | noise["degrees_before"]
    while len(words) > 2 and fold(words[0]) in before:
        words.pop(0)
    if len(words) > 2 and words[0] == "M." and _has_first_name(f"{words[1]} ."):
        words.pop(0)  # in French no initial
    if len(words) > 3 and words[0] in ("D.", "D.ª", "Dª"):
        words.pop(0)  # in Spanish "don"
    return trim(" ".join(words))


def _without_degree(text: str) -> str:
    """Return the name without a degree behind a comma whose letters are set apart: "M. A."."""
    name, _, degree = text.rpartition(", ")
    noise = tables.sections("noise")
    known = fold(degree).replace(" ", "") in noise["after_name"] | noise["degrees_before"]
    return name if known and " " in name else text
