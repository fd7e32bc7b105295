"""How many lines of an entry are its header, and what they say."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from shared.parsing.rules import lexicon
from shared.parsing.rules.entries import MAX_TRAIL, Entry
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import first_sentence, reads_as_header
from shared.parsing.rules.roles import Judge, Scores, assign
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import VARIANTS, Segment, labelled, segments
from shared.parsing.rules.wrapping import is_only_dates

PLACE: Final = 3  # words of a place at most
LONG: Final = 8  # words; few headers have as many
_ENOUGH: Final = 0.45  # mean evidence for lines at one place to be header lines
_LEARNED: Final = frozenset({"degree", "field"})
Evidence = Callable[[Row], float]


def _trail(entry: Entry, evidence: Evidence | None) -> list[Row]:
    """Return the rows below the date that could be header lines."""
    rows: list[Row] = []
    for row in entry.rows[entry.dated + 1 :][:MAX_TRAIL]:
        said = evidence is not None and evidence(row) >= 0.9
        if (row.bullet and not said) or not (reads_as_header(row.undated) or labelled(row.text)[0]):
            break
        rows.append(row)
    return rows


def header_lengths(
    entries: Sequence[Entry], evidence: Evidence, *, marked: bool = False
) -> list[int]:
    """Return for each entry how many of its rows are header.

    All rows down to the date are. Below it, lines at one place belong to the header when they say
    what a header says in most entries, or are set apart from the text. `marked` lines, with the mark
    of a list item, may belong to it only where that is asked for. Labels tell it of the entries of a form.
    """
    judged = iter(_judged([each for each in entries if not each.in_form], evidence, marked=marked))
    return [each.dated + 1 if each.in_form else next(judged) for each in entries]


def _judged(entries: Sequence[Entry], evidence: Evidence, *, marked: bool) -> list[int]:
    """Return the lengths of headers that no labels tell."""
    trails = [_trail(entry, evidence if marked else None) for entry in entries]
    said = [_said(entry.rows[: entry.dated + 1]) for entry in entries]
    depth = 0
    while depth < 2 and not _have_two_names(said):
        said = _with_row(said, trails, depth)
        depth += 1
    needed = depth
    while depth < MAX_TRAIL and not _is_told(said):
        judged = [evidence(trail[depth]) for trail in trails if len(trail) > depth]
        if not judged or sum(judged) / len(judged) < _ENOUGH:
            break
        said = _with_row(said, trails, depth)
        depth += 1
    lengths: list[int] = []
    for entry, trail in zip(entries, trails, strict=True):
        own = 0
        while own < min(depth, len(trail)) and (
            evidence(trail[own]) > 0.1
            or (own < needed and not _describes(trail[own], entry.rows[entry.dated]))
            or _apart(entry, own)
        ):
            own += 1
        while own < len(trail) and labelled(trail[own].text)[0] in _LEARNED:
            own += 1
        if trail and not own and _is_bare(entry):
            own = 1
        lengths.append(entry.dated + 1 + own)
    return lengths


def _is_bare(entry: Entry) -> bool:
    """Whether an entry has nothing but dates down to the line that dates it."""
    return all(map(is_only_dates, entry.rows[: entry.dated + 1]))


class _Said(NamedTuple):
    """How many parts a piece of a header has: names, and places."""

    names: int
    places: int


def _said(rows: Sequence[Row]) -> _Said:
    parts = segments(rows, "all")
    places = sum([likeness(part.text) >= 0.7 for part in parts])
    branches = sum([part.by == "," and lexicon.names_branch(part.text) for part in parts])
    return _Said(len(parts) - places - branches, places)


def _with_row(said: Sequence[_Said], trails: Sequence[Sequence[Row]], at: int) -> list[_Said]:
    """Return what the headers say with one row more, the one `at` below their dates."""
    below = [_said(trail[at : at + 1]) for trail in trails]
    return [
        _Said(one.names + two.names, one.places + two.places)
        for one, two in zip(said, below, strict=True)
    ]


def _have_two_names(said: Sequence[_Said]) -> bool:
    """Whether the headers mostly have two names, as a title and an employer."""
    return not said or sum(each.names for each in said) / len(said) >= 1.5


def _is_told(said: Sequence[_Said]) -> bool:
    """Whether most headers have two names and a place, so that what follows describes the entry."""
    told = [each.names >= 2 and each.places > 0 for each in said]
    return sum(told) > 0.6 * len(told)


def _describes(row: Row, dated: Row) -> bool:
    """Whether a line below the dated one is so long, and set so otherwise, that it tells of the work."""
    named_by = first_sentence(row.undated)[0]
    if len(named_by.split()) < LONG or row.look == dated.look:
        return False
    first, _, last = named_by.partition(",")
    named = max(lexicon.title(first), lexicon.employer(first), lexicon.school(first)) >= 0.7
    ends_as_place = last.strip()[:1].isupper() and len(last.split()) <= PLACE
    return not named and not ends_as_place


def _apart(entry: Entry, at: int) -> bool:
    """Whether the row `at` below the date is set like the header and unlike what follows."""
    row = entry.rows[entry.dated + 1 + at]
    rest = entry.rows[entry.dated + 2 + at :]
    return bool(rest) and rest[-1].look != row.look


def roles_of(
    headers: Sequence[Sequence[Row]],
    judge: Judge,
    missing: Scores,
    *,
    is_aside: Callable[[str], bool] = lambda _: False,
) -> list[dict[str, str]]:
    """Return what each header says, by role; what `is_aside` tells has none."""
    commas = max((row.text.count(",") for header in headers for row in header), default=0)
    variants = VARIANTS if commas > 1 else VARIANTS[:2] if commas else VARIANTS[:1]
    whole = [_parts(header, "none", is_aside) for header in headers]
    divisible = [any("," in cell for row in header for cell in row.cells) for header in headers]
    divided = {
        variant: [
            undivided if variant == "none" or not commas_in else _parts(header, variant, is_aside)
            for header, undivided, commas_in in zip(headers, whole, divisible, strict=True)
        ]
        for variant in variants
    }
    return assign(divided, judge, missing)


def _parts(header: Sequence[Row], variant: str, is_aside: Callable[[str], bool]) -> list[Segment]:
    return [part for part in segments(header, variant) if not is_aside(part.text)]
