"""What the text of a degree says: its field, a grade, whether it is a subject."""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.contracts import asides
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.text import fold, trim, words

_SUBJECT_AFTER: Final = re.compile(r"\s(?:in|en|im fach|option|specialite|mention|fachrichtung)\s+")
_HONOURS: Final = re.compile(
    r"\s*\((?:hons|honours|FH|VAE|alternance|apprentissage|co-?op|RQF|QCF|(?-i:(?:[A-Z]\.?[a-z]{0,2}\.?){2,5})|(?:level|niveau|nivel) \w{1,3})\.?\)",
    re.IGNORECASE,
)
_MINOR: Final = re.compile(
    r",\s+(?:with a |with |and a )?(?:minor|nebenfach|mineure)\b.*", re.IGNORECASE
)
_WITH_GRADE: Final = re.compile(
    r"\s+(?:with (?:first[ -]class |high )?(?:honou?rs|distinction|merit)|(?:avec|mention) (?:tr[èe]s |assez )?(?:bien|mention.*|distinction|félicitations.*)"
    r"|mit (?:gutem |sehr gutem |ausgezeichnetem )?(?:Erfolg|Auszeichnung)|con (?:mención|honores|matrícula)[^,]*)$",
    re.IGNORECASE,
)
_BTEC: Final = re.compile(r"[DMP]\*?[DMP]\*?[DMP]\*?")  # a grade of three letters
_TERM: Final = re.compile(  # how far one has come: "6to semestre", "5. Fachsemester"
    r"\d{1,2}(?:\.|[a-zº°]{1,4}\.?)? ?(?:semestre|semester|fachsemester|cuatrimestre|trimestre)"
    r"(?: \([^()]{2,30}\))?"
)
_CREDITS: Final = re.compile(
    r"\d{1,3}(?: (?:von|of|sur|de|/) \d{2,3})? (?:ects|cp|credits?|creditos|credits ects)\b.*"
)
_CODE: Final = re.compile(r"[A-Z]{1,2}\d?")  # of a series: "G1", "S2", "C"
_SERIES: Final = re.compile(r"\s*\(([^\W\d_][^()]{3,50})\)$")  # what such a code stands for
_BRACKETED: Final = re.compile(r"\(([^()]+)\)")
_SHORT_NAME: Final = re.compile(r"^\([^()]{2,12}\),?\s+")  # behind the long one of a degree
_ENDS_IN: Final = re.compile(r",\s+(?:Abschluss|Abschluß)\s[^,]+$")  # names the degree once more
_STAGE: Final = re.compile(r"^(?:level|niveau|nivel|stufe)\s\w{1,3}\s+", re.IGNORECASE)
_BARE: Final = re.compile(  # a degree that its subject follows behind a comma
    r"(?:nvq|svq|btec|rqf|qcf)? ?(?:level|niveau|nivel|stufe) \w{1,3}(?: (?:diploma|certificate|award|nvq))?"
)
_DETAIL: Final = re.compile(r"\s*\((?!niveau)([^\W\d_A-Z][^()]*|\d[^\s()]*(?: [^\s()]+)?)\)$")


@cache
def _grades() -> tuple[str, ...]:
    return tuple(tables.sections("degrees")["grades"])


@cache
def subject_words() -> tuple[str, ...]:
    """Return the words that lead to a subject, with the space behind them."""
    return tuple(f"{word} " for word in tables.sections("degrees")["subject"])


def is_minor(text: str) -> bool:
    """Whether `text` names a subject beside that of the degree."""
    return fold(text).startswith(("minor ", "nebenfach "))


def is_grade(text: str) -> bool:
    """Whether `text` tells the grade of a degree, or how it was studied for."""
    folded = fold(text)
    by_the_way = (
        _BTEC.fullmatch(text) is not None
        or folded == "first"
        or folded in tables.sections("degrees")["modes"]
        or _TERM.fullmatch(folded) is not None
        or _CREDITS.fullmatch(folded) is not None
    )
    return by_the_way or folded.startswith(_grades())


def is_bare(degree: str) -> bool:
    """Whether `degree` is one of the tables and names no subject of its own: "Certificate"."""
    return fold(degree) in tables.sections("degrees")["words"]


def told_degree(text: str) -> tuple[str | None, str | None]:
    """Return a degree without minor, grade and detail, and what its series stands for: "Bac C (maths)"."""
    degree = _ENDS_IN.sub("", _MINOR.sub("", text)) if "," in text else text
    bracket = _SERIES.search(degree) if degree[-1:] == ")" else None
    named = degree[: bracket.start()].split() if bracket else []
    coded = bool(named) and _CODE.fullmatch(named[-1])
    series = bracket[1] if bracket and coded and not is_grade(bracket[1]) else None
    detail = _DETAIL.search(degree) if degree[-1:] == ")" else None
    if detail and not _names_branch_or_degree(detail[1]):
        degree = degree[: detail.start()]
    return without_grade(degree), series


def _names_branch_or_degree(text: str) -> bool:
    """Whether a bracket tells the branch of a degree, or what it is called elsewhere: "option maths"."""
    if is_grade(text):
        return False
    return lexicon.names_branch(text) or is_bare(text.partition(",")[0])


def could_be_subject(text: str) -> bool:
    """Whether what stands in a bracket is neither short name, grade, degree nor school."""
    earned = tables.sections("degrees")["earned"]
    if text.isupper() or is_grade(text) or not earned.isdisjoint(fold(text).split()):
        return False
    return lexicon.degree(text) < 0.75 and lexicon.school(text) < 0.8


def leaves_school(degree: str) -> bool:
    """Whether a degree is one to leave a school with, which has no subject."""
    return not tables.sections("degrees")["general"].isdisjoint(words(degree))


def without_stop(text: str | None) -> str | None:
    """Return a name without the full stop of the sentence that it ends."""
    stopped = text is not None and text.endswith(".") and first_sentence(f"{text} A")[1]
    return text.rstrip(".") if text and stopped else text


def without_grade(text: str) -> str | None:
    """Return a degree or subject without the grade behind it: "Law, First Class"."""
    parts = text.split(", ")
    while len(parts) > 1 and is_grade(parts[-1]) and not _closes_bracket(parts[-1]):
        parts.pop()
    return _WITH_GRADE.sub("", ", ".join(parts)) or None


def _closes_bracket(text: str) -> bool:
    return text.count(")") > text.count("(")


@cache
def _connector() -> re.Pattern[str]:
    connectors = sorted(tables.sections("degrees")["connectors"], key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, connectors))})\s+", re.IGNORECASE)


def field_of(degree: str) -> str | None:
    """Return the subject that a degree names: "Linguistics" of "PhD in Linguistics"."""
    degree = _HONOURS.sub("", degree) if "(" in degree else degree
    degree = _MINOR.sub("", degree) if "," in degree else degree
    folded = fold(degree)
    if ", " in degree and _BARE.fullmatch(folded.partition(", ")[0]):
        return degree.partition(", ")[2]
    named, colon, subject = degree.partition(": ")
    if colon and lexicon.degree(named) >= 0.75:
        return trim(subject) or None
    if match := _SUBJECT_AFTER.search(folded):
        if folded[match.end() :].split(" ", 1)[0] in asides():
            return field_of(degree[: match.start()])  # "Master MIAGE en apprentissage"
        subject = trim(degree[match.end() :])
        return None if fold(subject) in tables.sections("degrees")["words"] else subject or None
    if folded in tables.sections("degrees")["words"]:
        return None
    parts = degree.split()
    for count in range(min(4, len(parts) - 1), 0, -1):
        start = " ".join(parts[:count]).rstrip(",")
        if fold(start) in tables.sections("degrees")["words"]:
            rest = _connector().sub("", _SHORT_NAME.sub("", " ".join(parts[count:])))
            rest = _STAGE.sub("", rest)
            if bracket := _BRACKETED.fullmatch(
                rest
            ):  # "Master of Business Administration (Finance)"
                rest = bracket[1] if could_be_subject(bracket[1]) else ""
            is_subject = rest[:1].isupper() and not fold(rest).startswith("dr. ")
            return trim(rest) if is_subject else None
    return None
