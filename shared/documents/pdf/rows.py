"""Words to rows: what lies on one baseline, divided into segments by wide gaps."""

from collections import Counter
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple, TypeVar

from shared.documents.pdf.word import Word

WIDE_GAP: Final = 1.0  # em; between segments of a row
STYLE_GAP: Final = 0.41  # em of the larger; divides text of different sizes
MARGIN_GAP: Final = 0.42  # em; divides where the right part begins at a margin of other rows
MARGIN_ROWS: Final = 4  # that begin at one place make it a margin
ALIKE: Final = 1.25  # times; gaps of a justified line differ by less
SET_APART: Final = 3.0  # times the usual gap between words
LEAST_USUAL: Final = 0.2  # em, of a gap between words
PARTING: Final = frozenset("•·|∙●▪■◆–—-/")  # a gap beside such a word is the mark's
TAGS: Final = 3  # gaps of one width that are no chance
LETTER_SPREAD: Final = 2.5  # gaps between letters set apart by which gaps between words grow
TOUCHING: Final = 0.05  # em
RECENT: Final = 3  # rows that a word may still belong to
SAME_BASELINE: Final = 0.35  # heights of the lower word
SAME_ROW: Final = 0.5  # of the lower word's height must lie beside the other


class Segment:
    """Words that follow each other on one baseline without a wide gap; never changed."""

    __slots__ = (
        "baseline",
        "bold",
        "bottom",
        "largest",
        "middle",
        "size",
        "text",
        "top",
        "words",
        "x0",
        "x1",
    )

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        first = words[0]
        self.text = " ".join([word.text for word in words])
        self.x0, self.x1, self.top, self.bottom = first.x0, first.x1, first.top, first.bottom
        self.size = self.largest = first.size
        self.baseline = first.baseline  # of the tallest word
        longest = bold = 0
        for word in words:
            if word.x0 < self.x0:
                self.x0 = word.x0
            if word.x1 > self.x1:
                self.x1 = word.x1
            if word.top < self.top:
                self.top = word.top
            if word.bottom > self.bottom:
                self.bottom = word.bottom
            if word.size > self.largest:  # small capitals begin with a large one
                self.largest, self.baseline = word.size, word.baseline
            letters = len(word.text)
            if letters > longest:
                self.size, longest = word.size, letters
            if word.look.bold:
                bold += letters
        self.middle = (self.top + self.bottom) / 2
        self.bold = 2 * bold > len(self.text)


class Row:
    """Segments on one baseline, from left to right; never changed."""

    __slots__ = ("baseline", "bottom", "segments", "size", "text", "top", "x0", "x1")

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        first = segments[0]
        self.x0 = first.x0
        self.baseline = first.baseline
        if len(segments) == 1:
            self.x1, self.top, self.bottom = first.x1, first.top, first.bottom
            self.size, self.text = first.size, first.text
            return
        self.x1 = max([segment.x1 for segment in segments])
        self.top = min([segment.top for segment in segments])
        self.bottom = max([segment.bottom for segment in segments])
        self.size = max(segments, key=lambda segment: len(segment.text)).size
        self.text = " ".join([segment.text for segment in segments])

    @property
    def words(self) -> list[Word]:
        """The words of all segments."""
        return [word for segment in self.segments for word in segment.words]


class Spacing(NamedTuple):
    """What the rows of a page tell of the room between its words."""

    margins: set[int]  # points at which several rows begin
    usual: float  # em, of the gap between most words
    between_tags: set[int]  # half points


Placed = TypeVar("Placed", Word, Segment)


def segments_of(words: list[Word]) -> list[Segment]:
    """Return the words of a page as segments, from top to bottom."""
    rows = [_in_reading_order(row) for row in _group(words)]
    usual = _usual_gap(rows)
    spacing = Spacing(_margins(rows), usual, _gaps_between_tags(rows, usual))
    found: list[Segment] = []
    for row in rows:
        segment = [row[0]]
        for before, word in pairwise(row):
            if _are_apart(before, word, row, spacing):
                found.append(Segment(segment))
                segment = []
            segment.append(word)
        found.append(Segment(segment))
    return found


def _margins(rows: list[list[Word]]) -> set[int]:
    """Return the places, in points, at which several rows begin, or their cells behind wide gaps."""
    starts = Counter(round(row[0].x0) for row in rows)
    for row in rows:
        starts.update(
            round(word.x0)
            for before, word in pairwise(row)
            if word.x0 - before.x1 > WIDE_GAP * max(before.size, word.size)
        )
    near = {x + step for x in starts for step in (-1, 0, 1)}
    return {x for x in near if starts[x - 1] + starts[x] + starts[x + 1] >= MARGIN_ROWS}


def _usual_gap(rows: list[list[Word]]) -> float:
    """Return the gap between most words, in em."""
    gaps = [
        (word.x0 - before.x1) / max(before.size, 1.0)
        for row in rows
        for before, word in pairwise(row)
    ]
    return median(gaps) if gaps else 0.0


def _gaps_between_tags(rows: list[list[Word]], usual: float) -> set[int]:
    """Return the gaps, in half points, that set words apart where usual ones stand beside them.

    A row of nothing but tags of one word has no other gaps, as if it were justified.
    """
    found: Counter[int] = Counter()
    for row in rows:
        em = row[0].size
        least = SET_APART * max(usual, LEAST_USUAL) * em
        gaps = [word.x0 - before.x1 for before, word in pairwise(row)]
        if len(gaps) > 1 and max(gaps) > least and min(gaps) < ALIKE * usual * em:
            found.update(
                round(2 * gap)
                for gap, (before, word) in zip(gaps, pairwise(row), strict=True)
                if least < gap < WIDE_GAP * em and not _is_beside_mark(before, word)
            )
    tags = [gap for gap, times in found.items() if times >= TAGS]
    return {gap + step for gap in tags for step in (-1, 0, 1)}


def _are_apart(before: Word, word: Word, row: list[Word], spacing: Spacing) -> bool:
    """Say whether two neighbours on a row belong to different segments."""
    room = word.x0 - before.x1
    smaller, larger = before.size, word.size
    if smaller > larger:
        smaller, larger = larger, smaller
    em = smaller if smaller > 1.0 else 1.0
    if before.look is word.look and smaller == larger and -em <= room <= MARGIN_GAP * em:
        return False  # as most are
    gap = (room - LETTER_SPREAD * min(before.spacing, word.spacing)) / em
    if gap > WIDE_GAP or (gap < -1 and before.run != word.run):
        return True
    if gap < TOUCHING and before.look != word.look and before.text[-1].isdigit():
        return True  # a date that runs into the title beside it
    if gap > MARGIN_GAP and round(word.x0) in spacing.margins and _is_widest(room, row):
        return True
    if (
        gap > SET_APART * max(spacing.usual, LEAST_USUAL)
        and not _is_beside_mark(before, word)
        and (round(2 * room) in spacing.between_tags or _is_not_justified(row, spacing.usual * em))
    ):
        return True
    return larger > 1.15 * smaller and room > STYLE_GAP * larger


def _is_widest(room: float, row: list[Word]) -> bool:
    """Say whether a gap is wider than those of a justified line, which are all alike."""
    gaps = [word.x0 - before.x1 for before, word in pairwise(row)]
    return len(gaps) == 1 or room > ALIKE * min(gaps)


def _is_beside_mark(before: Word, word: Word) -> bool:
    """Say whether a gap belongs to a mark that parts what stands on its sides."""
    return before.text in PARTING or word.text in PARTING


def _is_not_justified(row: list[Word], usual: float) -> bool:
    """Say whether a row with a wide gap has usual ones too, as no justified line has."""
    gaps = [word.x0 - before.x1 for before, word in pairwise(row)]
    return len(gaps) == 1 or min(gaps) < ALIKE * usual


def rows_of(segments: list[Segment]) -> list[Row]:
    """Return segments as rows, from top to bottom."""
    return [
        Row(row if len(row) == 1 else sorted(row, key=attrgetter("x0"))) for row in _group(segments)
    ]


def _group(items: list[Placed]) -> list[list[Placed]]:
    """Return what lies on the same baseline, from top to bottom."""
    rows: list[list[Placed]] = []
    recent: list[tuple[float, float, float, list[Placed]]] = []  # the last rows, by their first
    for item in sorted(items, key=attrgetter("baseline", "x0")):
        baseline, top, bottom = item.baseline, item.top, item.bottom
        tall = bottom - top
        for first_baseline, first_top, first_bottom, row in recent:
            height = first_bottom - first_top
            if tall < height:
                height = tall
            if baseline - first_baseline <= SAME_BASELINE * (height if height > 1.0 else 1.0) and (
                (bottom if bottom < first_bottom else first_bottom)
                - (top if top > first_top else first_top)
                > SAME_ROW * height
            ):
                row.append(item)
                break
        else:
            row = [item]
            rows.append(row)
            recent = [(baseline, top, bottom, row), *recent[: RECENT - 1]]
    return rows


def _in_reading_order(row: list[Word]) -> list[Word]:
    """Sort a row from left to right, keeping together what was drawn in one go.

    Two runs may overlap where a long date runs into the title beside it.
    """
    start: dict[int, float] = {}
    for word in row:
        if word.run not in start or word.x0 < start[word.run]:
            start[word.run] = word.x0
    if len(start) == 1:
        return sorted(row, key=attrgetter("x0"))
    return sorted(row, key=lambda word: (start[word.run], word.run, word.x0))
