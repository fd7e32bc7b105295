"""Skills as the CV lists them: by commas, bullets, cells, labels, ratings."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.levels import TICKS, is_skill_level, trim_skill, without_rating
from shared.parsing.rules.prose import ends_open, first_sentence
from shared.parsing.rules.rows import Row
from shared.parsing.rules.skill_labels import lists_in
from shared.parsing.rules.skill_rows import LABEL, SEPARATORS, with_lists_joined
from shared.parsing.rules.text import any_of, fold

MAX_WORDS: Final = 8
LONGEST_PHRASE: Final = 100  # characters, of skill_phrases.txt
SOME: Final = 3  # list items
MOST_OF_LAST: Final = 4  # words of each of the last two items of a list
LONG_ITEM: Final = 4.0  # words; the mean of a list of skills is less
_SAYS_SKILLS: Final = re.compile(
    r"(?:(?:core|key|main|technical|soft|other)\s+)?(?:skills?|competences?|kenntnisse|habilidades"
    r"|competencias)\s+(?:includ(?:e|ing)\s+)?|(?:other|autres?|sonstiges)\s+"
)
_AND: Final = frozenset({"et", "and", "und", "y"})  # a list without separators has none
_PAIR: Final = re.compile(r"(\S(?:.*?\S)?)\s+(?:et|and|und|y)\s+(?:de\s+|du\s+|d['’])?(\S.*)")
_OF: Final = re.compile(r"\s(?:de|del|des|du|of|von)\s|\sd['’]")
_CODE: Final = re.compile(r"\w[\w.]*[A-Z][\w.]*|[\w.]+[+#]+")  # SQL, InDesign, C++
_MARK: Final = re.compile(r"[•●▪·◦∙■□✓–-]\s*\w")  # of a list item
_LABEL_AHEAD: Final = re.compile(
    r"(?:\.|\s/)\s+(?=[A-ZÀ-Ý][^.,;:]{1,30}\s?:\s)"
)  # of the next list
_BAR_WITHIN: Final = re.compile(r"\w\|\w")
_TOOLS_IN: Final = re.compile(
    r"(?<![\w.+#])(?P<name>\w[\w.+#]*(?: \w[\w.+#]*){0,2}) \((?P<inner>[^()]{3,80})\)"
)
_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s+(?=[^\W\d])")  # of a list item
_NUMBERED: Final = re.compile(  # the comma of "NF C 15-100, partie 7"
    r",(?=\s+(?:chapitre|chapter|kapitel|cap[ií]tulo|partie|part|teil|parte|section|article)\s\w{1,6}\b)",
    re.IGNORECASE,
)
_INNER: Final = re.compile(r"\([^()]{0,80}\)")
_AMOUNT: Final = re.compile(  # "22 %", "15.000 euro", "twelve people"
    r"\d[\d.,]{0,12}\s?(?:%|€|\$|£|k€|m€|[mk]\b|[a-z]{3,}\b)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|deux|trois|quatre|cinq|sept|huit"
    r"|neuf|dix|onze|douze|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|zwei|drei|vier|funf|sechs"
    r"|sieben|acht|neun|zehn|elf|zwolf) [a-z]{3,}"
)
_CLAUSES: Final = re.compile(r"[,;•·|]\s+")
_YEARS: Final = re.compile(r"(?<!\d)\d{1,2}\+?\s(?:years?|yrs?|ans|jahre|anos)\b")
_AND_SO_ON: Final = re.compile(
    r"(?:^|[\s,]{1,3})(?:(?:etc|usw|u\.\s?a|u\.\s?v\.\s?m)\.?|and more|entre otros|\.{3}|…)$",
    re.IGNORECASE,
)
_RATED: Final = re.compile(r"(?<=[★☆⋆])\s?\d\s+|(?<=[★☆])\s+(?=\w)|(?<=%)\s+(?=\w)")


def _protected(text: str) -> str:
    """Return `text` with the separators inside brackets and names hidden."""
    text = _NUMBERED.sub("\x00", text) if ", " in text else text
    return _INNER.sub(_hidden, text) if "(" in text else text


def _hidden(inner: re.Match[str]) -> str:
    text = inner[0].replace(",", "\x00").replace(";", "\x01")
    return text.replace(" – ", "\x03") if "\x00" in text else text


def _opened(text: str) -> str:
    """Return `text` with the bracket of a program as items of the list: "Excel (VBA, pivot tables)"."""
    return _TOOLS_IN.sub(_opened_one, text) if "(" in text else text


def _opened_one(match: re.Match[str]) -> str:
    known = tables.sections("skill_phrases")["programs"]
    if fold(match["name"]) not in known or not ("," in match["inner"] or ";" in match["inner"]):
        return match[0]
    return f"{match['name']}, {match['inner']}"


def _items(text: str) -> list[str]:
    """Return the items of a list: of each part with a label of its own, and of each clause."""
    protected = _protected(_opened(text))
    if "|" in protected and _BAR_WITHIN.search(protected) and protected.count("|") == 1:
        protected = protected.replace("|", "\x02")  # "VOIS|MESO, Excel"
    several = ". " in protected or " / " in protected
    parts = _rated_lists(protected) if several and ": " in protected else []
    parts = parts or (_LABEL_AHEAD.split(protected) if several else [protected])
    clauses = [
        clause
        for part in chain.from_iterable(map(_sentences, parts))
        for clause in (part.split(";") if "," in protected else [part])
    ]
    return [
        item.replace("\x00", ",").replace("\x01", ";").replace("\x02", "|").replace("\x03", " – ")
        for clause in clauses
        for item in _items_of_clause(clause.strip())
    ]


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a list that has several: "Daily use of Word, Excel. Also Access"."""
    listed = "," in text
    while text:
        sentence, text = first_sentence(text) if listed else (text, "")
        yield sentence


def _rated_lists(text: str) -> list[str]:
    """Return the lists of sentences that end with a level each: "Word, Excel: good. Sage: daily use"."""
    rated = [sentence.rpartition(": ") for sentence in text.rstrip(".").split(". ")]
    told = len(rated) > 1 and all(names and is_skill_level(level) for names, _, level in rated)
    return [names for names, _, _ in rated] if told else []


def _items_of_clause(text: str) -> list[str]:
    label = LABEL.match(text)
    if label and not is_skill_level(text[label.end() :]):
        text = text[label.end() :]
    elif (first := _SAYS_SKILLS.match(fold(text))) and "," in text:
        text = text[first.end() :]
    names = _without_lead(text)
    for sign in (" / ", " - "):
        if names.count(sign) > 1 and "," not in names:
            names = names.replace(sign, ", ")
    items = [part for piece in _RATED.split(names) for part in SEPARATORS.split(piece) if part]
    items = list(map(_without_lead, items)) if len(items) > 1 else items
    return _with_pairs_divided(items, listed=names != text or len(items) > 1)


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(tables.sections('skill_phrases')['leads'])})(?:\s+|(?<='))")


def _without_lead(text: str) -> str:
    """Return a list of names without the words that lead to them: "Sound use of Word, Excel"."""
    lead = _leads().match(fold(text))
    names = text[lead.end() :] if lead else ""
    if not names[:1].isupper():
        return text
    pair = _PAIR.fullmatch(names)
    known = fold(names.rstrip(".")) in tables.sections("skill_phrases")["programs"]
    alike = pair and (_are_alike(pair) or _are_programs(pair) or _are_names(pair))
    return names if "," in names or known or alike else text


def _with_pairs_divided(items: list[str], *, listed: bool) -> list[str]:
    """Return the items with pairs of names divided, and the last two of what is listed."""
    pairs = [_PAIR.fullmatch(without_rating(item) if item[-1:] == ")" else item) for item in items]
    if not any(pairs):
        return items
    found: list[str] = []
    for item, pair in zip(items, pairs, strict=True):
        last = listed and item is items[-1]
        alone = not any(pairs[:-1])
        divides = pair and (
            _are_names(pair)
            or _are_programs(pair)
            or (last and alone and _are_alike(pair))
            or (last and len(items) > 1 and _end_list(pair, alone=alone))
        )
        found += pair.groups() if pair and divides else [item]
    return found


def _are_names(pair: re.Match[str]) -> bool:
    """Whether both sides are made of names such as SAP or InDesign and nothing else, but for a level."""
    words = [word for side in pair.groups() for word in side.split()]
    told = words[:-1] if is_skill_level(words[-1]) else words
    return all(map(_CODE.fullmatch, told))


def _are_programs(pair: re.Match[str]) -> bool:
    """Whether both sides name programs that many use: "Microsoft Word and Outlook"."""
    known = tables.sections("skill_phrases")["programs"]
    return all(fold(side.rstrip(".")) in known for side in pair.groups())


def _are_alike(pair: re.Match[str]) -> bool:
    """Whether both sides are one word, written alike, and no phrase such as "health and safety"."""
    one, two = pair[1], pair[2].rstrip(".")
    if " " in one or " " in two or fold(pair.string) in tables.sections("skill_phrases")["pairs"]:
        return False
    return one[0].isupper() == two[0].isupper()


def _end_list(pair: re.Match[str], *, alone: bool) -> bool:
    """Whether both sides are things by themselves, as the last two of a sentence: "…, orden y trato cordial".

    None may share a word with the other: "soldadura eléctrica y autógena", "verbal and written reports",
    "carga y descarga de camiones", "lavar y planchar ropa". Where the pair is not `alone` in its list, the
    first is a program.
    """
    one, two = (side.split() for side in pair.groups())
    if len(two) > MOST_OF_LAST or not _AND.isdisjoint(two) or any(map(ends_open, (*one, two[0]))):
        return False
    if _CODE.fullmatch(pair[1]) or not alone or len(one) == len(two) == 1:
        return _CODE.fullmatch(pair[1]) is not None
    if len(one) == 1:  # in French and Spanish a noun, which no word behind the second goes with
        noun_first = pair.string[pair.end(1) :].split(maxsplit=1)[0] in ("y", "et")
        apart = noun_first and not _OF.search(pair[2]) and not (one[0][-1] == two[0][-1] == "r")
    else:
        apart = len(two) > 1
    return apart and pair[1][0].isupper() == pair[2][0].isupper()


def _is_skill(text: str) -> bool:
    return (
        any(char.isalpha() for char in text)
        and len(text.split()) <= MAX_WORDS
        and len(text) <= 80
        and not is_skill_level(text)
        and not (_SAYS_SKILLS.match(f"{fold(text)} ") and sections_named(text))
        and fold(text) not in tables.sections("noise")["lines"]
        and not f"{fold(text)} ".startswith(_facts())
    )


@cache
def _facts() -> tuple[str, ...]:
    return tuple(f"{words} " for words in tables.sections("noise")["no_skill"])


def _runs(text: str) -> list[str]:
    """Return a line of tags without separators cut where a tag seems to begin, with a capital."""
    tokens = text.split()
    if len(tokens) < 4 or text.isupper() or not _AND.isdisjoint(tokens) or _is_initialled(text):
        return [text]
    runs = [tokens[0]]
    for before, token in pairwise(tokens):
        begins = token[0].isupper() and (not token.isupper() or before.islower())
        phrases = tables.sections("skill_phrases")["phrases"]
        whole = len(runs[-1]) < LONGEST_PHRASE and fold(f"{runs[-1]} {token}") in phrases
        if begins and not whole and fold(before) not in tables.sections("headings")["neutral"]:
            runs.append(token)
        else:
            runs[-1] += f" {token}"
    return runs if len(runs) >= 3 else [text]


def _is_initialled(text: str) -> bool:
    """Whether a bracket has the first letters of the words before it: "Pivot Point Method (PPM)"."""
    name, _, inner = text.removesuffix(")").partition(" (")
    return inner.isupper() and inner == "".join(word[0] for word in name.split()).upper()


def skills(*lists: Sequence[Row]) -> list[str]:
    """Return the skills of the rows of each skills section, each once, in order."""
    found: dict[str, str] = {}
    sizes = sorted([row.size for rows in lists for row in rows])
    least = 0.8 * sizes[len(sizes) // 2] if sizes else 0.0  # what is smaller is a footnote
    bodies = [[row for row in rows if row.size >= least] for rows in lists]
    for body in bodies:
        widest = max((row.x1 for row in body), default=0.0)
        rows = [row for one in lists_in(body) for row in with_lists_joined(one, widest)]
        if _tells_of_work(rows):
            continue
        runs = _have_runs(rows)
        for text in chain.from_iterable(_texts(row, runs=runs) for row in rows):
            skill = without_rating(_AND_SO_ON.sub("", text).rstrip(".")).rstrip(".")
            if _is_skill(skill):
                found.setdefault(fold(skill), trim_skill(skill))
    return list(found.values())


def _have_runs(rows: Sequence[Row]) -> bool:
    """Whether lines may hold tags without separators: not where but one of some list items would."""
    marked = [row for row in rows if row.bullet]
    torn = [row for row in marked if len(_runs(row.text)) > 1]
    return len(torn) != 1 or len(marked) < SOME


def _texts(row: Row, *, runs: bool) -> Iterator[str]:
    """Yield what a row lists; `runs` tells whether capitals may divide what has no separators."""
    for cell in _told_cells(row):
        items = _items(_NUMBER.sub("", cell))
        for item in items:
            yield from _runs(item) if runs and len(items) == 1 else (item,)


def _told_cells(row: Row) -> Sequence[str]:
    """Return the cells of a row without the label of a list, the level of a skill, or ticks."""
    cells = [cell for cell in row.cells if cell not in TICKS] or row.cells
    if len(cells) != 2:
        return cells
    if is_skill_level(cells[1]):
        return cells[:1]
    listed = "," in _protected(cells[1]) or "•" in cells[1][1:]
    is_label = listed and not _MARK.match(cells[1]) and "," not in cells[0] and not row.bullet
    return cells[1:] if is_label else cells


def _tells_of_work(rows: Sequence[Row]) -> bool:
    """Whether the rows tell, in long items and with numbers, what was done: no skills but results."""
    texts = [_YEARS.sub("", fold(_INNER.sub("", " · ".join(row.cells)))) for row in rows]
    amounts = [text for text in texts if _AMOUNT.search(text)]
    if len(amounts) < 2 or len(amounts) < 0.5 * len(texts):
        return False
    items = [item for text in texts for item in _CLAUSES.split(text) if item]
    return sum(len(item.split()) for item in items) >= LONG_ITEM * len(items)
