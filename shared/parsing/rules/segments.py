"""The parts of an entry's header: what commas, dashes, brackets, cells and lines divide."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.commas import by_commas, lists_things
from shared.parsing.rules.contracts import asides
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.dates import is_duration, periods, without
from shared.parsing.rules.leads import with_lead_parted
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import first_sentence, without_full_stop
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import Divider, fold, trim

_BARS: Final = Divider(r"\s+[|•·●▪~]\s*|\s*[|•●▪]\s+|\s{3,}|\t|\s*;\s+", "|•·●▪~;\t")
_DASHES: Final = Divider(r"\s+[–—]\s*|\s+-\s+|(?<=[\w)])[ \xa0]?:\s+(?![^()]{0,60}\))", "–—-:")
_DIVIDES: Final = re.compile(  # one of the signs or words that may; most pieces have none
    r"[|•·●▪~;\t–—\-:@(\[]|   |\s(?:at|chez|bei|bij)\s"
)
_LABELLED: Final = re.compile(r"\s*([^:]{2,80}?)\s*:\s*(.*)$", re.DOTALL)
_AT: Final = re.compile(r"\s+(?:@|at|chez|bei|bij)\s+(?=[\"«“]?\s?[A-ZÀ-Ý0-9])")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*(?=$|[,|–—-])")
_AND: Final = frozenset({"and", "et", "und", "y", "e", "&"})
LONGEST_AND: Final = 3  # letters
_PAIRS: Final = ("()", "[]", "«»", "“”")
ABBREVIATION: Final = 4  # letters at most
VARIANTS: Final = ("none", "first", "last", "all")  # which commas divide


class Segment(NamedTuple):
    """A part of a header. `row` counts the header's rows that say more than a date."""

    text: str
    row: int
    at: int  # among the parts of its row
    by: str  # what divides it from the one before: "", ",", "-", "|", "at", "(", or a label
    look: tuple[object, ...]
    has_at_after: bool = False

    @property
    def label(self) -> str:
        """The role that a label of the CV gives it, or ""."""
        return self.by[:-1] if self.by.endswith(":") else ""


def headed(cell: str) -> tuple[str, str]:
    """Return a line cut after its first sentence, or after a second one that names the employer.

    The full stop between the two is given as a bar: "Cook. Hotel Adler, Leeds. Ran the pass".
    """
    header, rest = first_sentence(cell)
    if not rest:
        return _graduated(header), rest
    if _is_date(header):  # "05/2014 – 02/2020. Cook. Hotel Adler, Leeds"
        named, others = headed(rest)
        return f"{header} | {named}", others
    second, others = first_sentence(rest)
    if lexicon.school(header) >= 0.8 and lexicon.degree(second) >= 0.9:
        return f"{header} | {second}", others
    if "," in header or lexicon.employer(header) >= 0.7 > lexicon.title(header):
        return header, rest
    at_place = "," in second and likeness(second.rpartition(",")[2].rstrip(".")) >= 0.7
    named = at_place or max(lexicon.employer(second), lexicon.school(second)) >= 0.7
    if named and len(second.split()) <= lexicon.MAX_WORDS and not lexicon.title(second) >= 0.7:
        return f"{header} | {second.rstrip('.')}", others
    return header, rest


def _graduated(text: str) -> str:
    """Return a degree of capitals and the school of the next sentence divided by a bar: "ESO. IES Sur"."""
    degree, _, school = text.partition(". ")
    last = degree.rpartition(" ")[2].replace(".", "")
    if not (school[:1].isupper() and len(last) > 2 and last.isupper() and last.isalpha()):
        return text
    degree += "." if "." in degree else ""  # that of "C.O.U."
    named = lexicon.degree(degree) >= 0.9 and lexicon.school(school.partition(",")[0]) >= 0.8
    return f"{degree} | {school}" if named else text


@remembered
def _pieces(cell: str, *, dated_apart: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the parts of a cell between dates and dividers, with what stands before each.

    Where the entry is `dated_apart`, a date between words is part of the text: "Cook, since 2017 chef". So
    is, in any entry, the day since when one had a second title.
    """
    found: list[tuple[str, str]] = []
    header, _ = headed(cell)
    dates = periods(header)
    if dated_apart and dates:
        dates = tuple([date for date in dates if not _is_within(header, date)])
    if len(dates) == 1 and dates_second_title(header, dates[0]):
        dates = ()
    for piece in without(header, dates):
        piece = piece.replace(" / ", " | ") if piece.count(" / ") > 1 else piece
        if not _DIVIDES.search(piece):
            found.append(("|", piece))
            continue
        label, value = labelled(piece)
        if label:
            found += _unbracketed(f"{label}:", value)
            continue
        for bar in _BARS.split(piece):
            by = "|"
            for dash in _DASHES.split(bar):
                for number, part in enumerate(_employed(dash)):
                    found += _unbracketed("at" if number else by, part)
                by = "at" if bar.startswith(f"{dash}: ") and _is_kind_of_job(dash) else "-"
    return tuple(found)


def _employed(text: str) -> list[str]:
    """Return `text` cut at "at" or "chez"; "University of Texas at Austin" is left whole."""
    parts = _AT.split(text)
    if len(parts) == 2 and lexicon.school(parts[0]) >= 0.8 and likeness(parts[1]) >= 0.7:
        return [text]
    return parts


def _is_kind_of_job(text: str) -> bool:
    """Whether a word before a colon tells in what post one was with an employer: "Praktikum: Adler AG"."""
    word = trim(text)
    is_kind = lexicon.title(word) >= 0.9 or fold(word) in tables.entries("contracts")
    return " " not in word and is_kind


def _is_within(text: str, date: Period) -> bool:
    """Whether the date has words on both of its sides, or shares a bracket with words."""
    before, after = text[: date.at], text[date.end :]
    inner = before.rpartition("(")[2]
    if "(" in before and ")" not in inner and after.startswith(")"):
        return any(map(str.isalpha, inner))
    return any(map(str.isalpha, before)) and any(map(str.isalpha, after))


def dates_second_title(text: str, date: Period) -> bool:
    """Whether a date tells since when one had a second title: "Cook, from 2017 chef"."""
    before, after = text[: date.at].rstrip(), text[date.end :]
    opened = date.is_current or (not date.is_range and text.startswith("from ", date.at))
    if not opened or not text[date.at].isalpha() or before[-1:] != "," or after[:1] != " ":
        return False
    return lexicon.title(before) >= 0.7 and lexicon.title(after) >= 0.7


def _is_date(cell: str) -> bool:
    """Whether a cell holds dates and nothing else."""
    dates = periods(cell)
    return bool(dates) and not any(map(str.isalnum, "".join(without(cell, dates))))


def labelled(text: str) -> tuple[str, str]:
    """Return the role that a label such as "Employer:" gives, "" without one, and the text after it."""
    match = _LABELLED.match(text) if ":" in text else None
    if match:
        for role, labels in tables.sections("entry_labels").items():
            if fold(match[1]) in labels:
                return role, match[2]
    return "", text


def _unbracketed(by: str, text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = text.rfind("(")
    if at > text.rfind(")") and at > 0:  # a date stood in the bracket: "Stage (12 semaines, 2010)"
        return [*_unbracketed(by, text[:at]), ("(", text[at + 1 :])]
    match = _BRACKETS.search(text)
    if match and not match.start() and not text[match.end() :].strip():
        return [("(", match[1])]
    if match and (_is_aside(match[1]) or _belongs(match) or _is_numbered(match)):
        return [(by, text)]
    if match and lists_things(match[1]) and lexicon.degree(text[: match.start()]) < 0.5:
        return [(by, text)]  # duties behind a title
    if match and (match.start() or text[match.end() :].strip()):
        found += [(by, text[: match.start()]), ("(", match[1])]
        rest = text[match.end() :]
        return found + ([(",", rest)] if rest.strip(" ,") else [])
    return [(by, text)]


def _is_aside(inner: str) -> bool:
    """Whether a bracket names nothing: "(CDD de 6 mois)", "(stellv.)", "(300 Stunden)", "(SASU)"."""
    if inner[0].islower() or (inner[0].isdigit() and any(map(str.islower, inner))):
        return True
    if _GRADED.fullmatch(inner):
        return True
    if ", " in inner and _lists_asides(inner):
        return True
    folded = fold(inner)
    if folded in asides() or folded in tables.sections("companies")["legal"]:
        return True
    words = folded.split()
    if not tables.sections("degrees")["earned"].isdisjoint(words):
        return True
    others = [word for word in words if word not in asides()]
    length = " ".join(others[1:] if others[:1] in (["de"], ["of"]) else others)
    return not others or (len(others) < len(words) and is_duration(length))


def _lists_asides(inner: str) -> bool:
    """Whether a list has asides, and else at most what tells about them: "weekends, shop of my aunt"."""
    others = [part for part in filter(None, inner.split(", ")) if not _is_aside(part)]
    return len(others) < inner.count(", ") + 1 and not any(
        part.istitle()
        or lexicon.employer(part) >= 0.5
        or max(lexicon.school(part), likeness(part)) >= 0.7
        for part in others
    )


_GRADED: Final = re.compile(
    r"[A-Z]{1,2}-\d{1,4}(?:-\d{1,2})?"  # "E-5", "GS-0301-12"
    r"|(?:Band|Grade|Class|Level|Niveau|Stufe|Classe|Catégorie|Nivel)\s\w{1,3}"
)
_ASIDE: Final = re.compile(r"\s*\(([^()]{2,60})\)$")
_DEPARTMENT: Final = re.compile(r"\d\d|2[AB]|97\d")


def without_aside(name: str | None) -> str | None:
    """Return the name of an employer or school without a bracket behind it that is no part of it."""
    bracket = _ASIDE.search(name) if name and name[-1] == ")" else None
    if name is None or bracket is None:
        return name
    legal = fold(bracket[1]) in tables.sections("companies")["legal"]
    return name[: bracket.start()] if _is_aside(bracket[1]) and not legal else name


def without_department(name: str | None) -> str | None:
    """Return the name of a place or employer without the number of its French department."""
    bracket = _ASIDE.search(name) if name and name[-1] == ")" else None
    in_department = bracket is not None and _DEPARTMENT.fullmatch(bracket[1])
    return name[: bracket.start()] if name and bracket and in_department else name


_EXAMINERS: Final = frozenset({"IHK", "HWK", "FH", "HF", "HFP", "EFZ", "EBA", "HTL", "DIHK"})


def _belongs(bracket: re.Match[str]) -> bool:
    """Whether a bracket is part of what stands before it: "Diplom (FH)", "…, Brest (France)"."""
    inner = bracket[1]
    if inner in _EXAMINERS:
        return True
    before = bracket.string[: bracket.start()]
    of_degree = inner.isupper() and lexicon.degree(before.rpartition(", ")[2]) >= 0.75
    if of_degree and (len(inner) <= ABBREVIATION or _abbreviates(inner, before)):
        return True
    if inner.isupper() and " " not in inner and lexicon.school(before) >= 0.8:
        return True  # the short name of a school
    if lexicon.degree(inner) >= 0.9 and lexicon.degree(before) >= 0.9:
        return True  # two names of one degree: "Allgemeine Hochschulreife (Abitur)"
    if lexicon.title(inner) >= 0.7 and lexicon.title(before) >= 0.7:
        return True  # and of one post: "Logistics Officer (Captain)"
    if "," not in inner and lexicon.degree(inner) >= 0.9 and lexicon.title(before) >= 0.7:
        return True  # the diploma that a post leads to: "Apprenti couvreur (CAP)"
    if len(inner) <= ABBREVIATION and _is_short_for(inner, before):
        return lexicon.title(before) >= 0.7  # "Zahnmedizinische Verwaltungsassistentin (ZMV)"
    town = bracket.string[: bracket.start()].rpartition(",")
    is_place = likeness(f"{town[2]} ({inner})") >= 0.7
    return bool(town[1]) and is_place and lexicon.employer(town[2]) < 0.8


def _is_numbered(bracket: re.Match[str]) -> bool:
    """Whether a bracket holds the number of a French department: "Plouha (22)"."""
    if not _DEPARTMENT.fullmatch(bracket[1]):
        return False
    return lexicon.title(bracket.string[: bracket.start()].rpartition(", ")[2]) < 0.5


def _abbreviates(inner: str, before: str) -> bool:
    """Whether `inner` has the first letters of the last words of `before`: "… Certificate (WASSCE)"."""
    initials = "".join(word[0] for word in fold(before).split())
    return " " not in inner and fold(inner)[:3] in initials and len(inner) <= len(initials) + 1


def _is_short_for(inner: str, before: str) -> bool:
    """Whether `before` begins with the first capital of `inner`, and has the others in their order."""
    letters = iter(fold(before.rpartition(", ")[2]).replace(" ", ""))
    if not (len(inner) > 2 and inner.isalpha() and inner.isupper()):
        return False
    return next(letters, "") == inner[0].lower() and all(
        letter in letters for letter in inner[1:].lower()
    )


def segments(rows: Sequence[Row], variant: str) -> list[Segment]:
    """Return the parts of the header `rows`, in order, without dates."""
    found: list[Segment] = []
    number = 0
    for row in rows:
        parts = _parts(with_lead_parted(row), variant if "," in row.text else "none")
        for at, (text, by, has_at_after) in enumerate(parts):
            found.append(Segment(text, number, at, by, row.look, has_at_after))
        number += 1 if parts else 0
    return found


@remembered
def _parts(cells: tuple[str, ...], variant: str) -> Sequence[tuple[str, str, bool]]:
    """Return the text of each part of a row, what divides it from the one before, and if "at" follows."""
    dated_apart = len(cells) > 1 and any(map(_is_date, cells))
    divided = [
        part
        for cell in cells
        for by, piece in _pieces(cell, dated_apart=dated_apart)
        for part in by_commas(by, piece, variant)
    ]
    found: list[tuple[str, str, bool]] = []
    for at, (by, text) in enumerate(divided, 1):
        if by not in ("dates:", "description:") and (said := _said(text)):
            first = not found and not by.endswith(":")
            has_at_after = at < len(divided) and divided[at][0] == "at"
            found.append((said, "" if first else by, has_at_after))
    return found


@remembered
def _said(text: str) -> str:
    """Return what a part says, "" when that is nothing, a length of time, or what joins two dates."""
    plain = trim(text)
    if len(plain) <= LONGEST_AND and plain.lower() in _AND:
        return ""
    if plain.replace(" ", "").isalpha():
        return plain
    plain = without_full_stop(_balanced(plain))
    return plain if any(map(str.isalpha, plain)) and not is_duration(plain) else ""


def _balanced(text: str) -> str:
    """Return `text` without a bracket that lacks its other half."""
    for left, right in _PAIRS[:-1] if "„" in text else _PAIRS:  # „so“ or „so”
        if (left in text or right in text) and text.count(left) != text.count(right):
            text = text.replace(left, " ").replace(right, " ")
    return trim(text)
