"""Telling running text from headers, and putting wrapped lines together again."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from shared.parsing.rules.rows import Row

_SMALL_WORDS: Final = frozenset({
    "of", "in", "and", "for", "the", "to", "with", "de", "du", "des", "la", "le", "les", "en", "et",
    "d'", "à", "au", "aux", "pour", "sur", "par", "y", "al", "del", "für", "und", "der", "die", "von",
    "zur", "zum", "im", "mit",
})  # fmt: skip
_ENDS_OPEN: Final = re.compile(rf"(?:[-–,&/(]|\b(?:{'|'.join(_SMALL_WORDS)}))$", re.IGNORECASE)
_LONGEST_END: Final = 5  # characters
LEAST_WRAPPED: Final = 2  # lines of running text that go on
WIDE: Final = 24  # em, of a page
LETTER: Final = 0.55  # em; the width of one

_FULL_STOP: Final = re.compile(
    r"\.(?:(?<=[a-zà-ÿ]{2}\.)|(?<=[A-Z]{3}\.)|(?<=\d{4}\.)|(?<=[A-Za-zà-ÿ\d]\)\.))\s+(?=[A-ZÀ-Ý])"
)
_SHORT_FORMS: Final = (  # that end with a full stop and no sentence
    "Inc Co Ltd Corp Bros Pty Pvt Ltda Hno Hnos Cía Cia Cie Ets Soc Sté Gebr Nachf Inh Messrs Pte Hann "
    "St Jr Sr Sra Dr Dres Dra Gral Mtro Mtra Prof Mag Lic Ing Arq Dipl Nat Med Phil Jur Iur Oec Kfm Univ Assoc Asst Ass Sec Govt Distt Abt Dept Mgr Engr Dpto "
    "Depto Pje Psje Fracc Urb Cra Calz Prov Mat Mun Hosp Inst etc gepr staatl eidg geb stellv stv vorauss Nr Mio Mrd Av Avda Bd act akt auj pres prés curr Kat Kl Coop"
)
_SHORT_STATES: Final = (  # of Mexico, behind a town
    "Ags Camp Chih Chis Coah Col Dgo Gro Gto Hgo Jal Mex Méx Mich Mor Nay Oax Pue Qro Sin Son Tab Tamps "
    "Tlax Ver Yuc Zac"
)
_ABBREVIATED: Final = re.compile(
    rf"(?:\b(?:[A-Za-z]|{_SHORT_FORMS.replace(' ', '|')})|\.[A-Za-z]{{1,3}}"
    rf"|, (?:{_SHORT_STATES.replace(' ', '|')})|\bCoop\. [A-Z][a-z]{{0,5}})\.$",
    re.IGNORECASE,
)


def is_prose(text: str) -> bool:
    """Whether `text` reads as a sentence rather than as a header."""
    tokens = text.split()
    if len(tokens) > 16 or len(text) > 130:
        return True
    ends = text.rstrip().endswith((".", ";", "!")) and not _ABBREVIATED.search(text)
    begins_small = text[:1].islower() and not tokens[0].endswith(".")  # "lic. oec." begins a degree
    if begins_small:
        return ends or len(tokens) > 4
    return ends and len(tokens) >= 3


def first_sentence(text: str) -> tuple[str, str]:
    """Return a line cut after its first sentence: "Cook, Hotel Bellevue. Prepared lunch." """
    for match in _FULL_STOP.finditer(text) if ". " in text else ():
        if not _ABBREVIATED.search(text[: match.start() + 1]):
            return text[: match.start()], text[match.end() :]
    return text, ""


def without_full_stop(text: str) -> str:
    """Return `text` without the stop that ends it, but with that of an abbreviation."""
    return text.rstrip(".") if text[-1:] == "." and not _ABBREVIATED.search(text) else text


def reads_as_header(text: str) -> bool:
    """Whether a line could name a job or a study: it is no sentence, or one with parts before it."""
    header, rest = first_sentence(text)
    return not is_prose(header if rest and "," in header else text)


def ends_open(text: str) -> bool:
    """Whether the line cannot end here: it stops at a comma, a hyphen or a small word."""
    text = text.rstrip()
    last = text.rpartition(" ")[2]
    if last.isascii() and last.isalpha():
        return last.lower() in _SMALL_WORDS
    return _ENDS_OPEN.search(text, max(0, len(text) - _LONGEST_END)) is not None


def closes_bracket(before: str, after: str) -> bool:
    """Whether the second line has the other half of a bracket that the first leaves open."""
    if "(" not in before or before.rfind("(") < before.rfind(")"):
        return False
    closing = after.find(")")
    return closing >= 0 and "(" not in after[:closing]


def had_no_room(before: Row, row: Row, widest: float) -> bool:
    """Whether the first word of a row found no room at the end of the line before."""
    return before.x1 + LETTER * row.size * (len(row.text.split()[0]) + 1) > widest > 0


def glue(before: str, after: str) -> str:
    """Return two lines as one, without the hyphen of a divided word."""
    if before.endswith("-") and after[:1].islower():
        return before[:-1] + after
    return f"{before}{after}" if before.endswith("-") else f"{before} {after}"


def paragraphs(rows: Sequence[Row]) -> list[str]:
    """Return the rows with wrapped lines joined: one text for each bullet or paragraph."""
    texts: list[str] = []
    before: Row | None = None
    flows = _flows(rows)
    for row in rows:
        if (
            before is not None
            and texts
            and (_continues(before, row) or (flows and _has_no_stop(before)))
        ):
            texts[-1] = glue(texts[-1], row.text)
        else:
            texts.append(row.text)
        before = row
    return texts


def _flows(rows: Sequence[Row]) -> bool:
    """Whether rows as wide as a page are lines of running text: the next word never had room on one."""
    widest = max((row.x1 for row in rows), default=0.0)
    if not rows or any(row.bullet or row.look != rows[0].look for row in rows):
        return False
    pairs = [(one, two) for one, two in pairwise(rows) if _has_no_stop(one)]
    return (
        len(pairs) >= LEAST_WRAPPED
        and widest - rows[0].x0 > WIDE * rows[0].size > 0
        and all(
            one.x1 + LETTER * two.size * len(two.text.split()[0]) > widest for one, two in pairs
        )
    )


def _has_no_stop(row: Row) -> bool:
    """Whether a line ends without a stop."""
    return not row.text.rstrip().endswith((".", ":", ";", "!", "?"))


def _continues(before: Row, row: Row) -> bool:
    if row.bullet or (row.look != before.look and row.size and abs(row.size - before.size) > 0.6):
        return False
    if row.text[:1].islower() or ends_open(before.text):
        return True
    if closes_bracket(before.text, row.text):
        return True
    if not _has_no_stop(before):
        return False
    if row.text[0] == "(" and row.look == before.look:
        return True
    return before.bullet and row.x0 > before.x0 + 2 and row.block == before.block


def prose_of(rows: Sequence[Row]) -> str | None:
    """Return the rows as running text, paragraphs on lines of their own; None without any."""
    return "\n".join(paragraphs(rows)) or None
