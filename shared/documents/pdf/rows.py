"""Words to rows: what lies on one baseline, divided into segments by wide gaps."""

from collections import Counter
from itertools import pairwise
from typing import Final, TypeVar

from shared.documents.pdf.words import Word

WIDE_GAP: Final = 1.0  # em; between segments of a row
STYLE_GAP: Final = 0.41  # em of the larger; divides text of different sizes
MARGIN_GAP: Final = 0.42  # em; divides where the right part begins at a margin of other rows
MARGIN_ROWS: Final = 4  # that begin at one place make it a margin
LETTER_SPREAD: Final = 2.5  # gaps between letters set apart by which gaps between words grow
TOUCHING: Final = 0.05  # em
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
        self.x0 = min(word.x0 for word in words)
        self.x1 = max(word.x1 for word in words)
        self.top = min(word.top for word in words)
        self.bottom = max(word.bottom for word in words)
        self.middle = (self.top + self.bottom) / 2
        self.text = " ".join(word.text for word in words)
        self.size = max(words, key=lambda word: len(word.text)).size
        tallest = max(words, key=lambda word: word.size)
        self.baseline = tallest.baseline
        self.largest = tallest.size  # small capitals begin with a large one
        bold = sum(len(word.text) for word in words if word.look.bold)
        self.bold = 2 * bold > len(self.text)


class Row:
    """Segments on one baseline, from left to right; never changed."""

    __slots__ = ("baseline", "bottom", "segments", "size", "text", "top", "x0", "x1")

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.x0 = segments[0].x0
        self.x1 = max(segment.x1 for segment in segments)
        self.top = min(segment.top for segment in segments)
        self.bottom = max(segment.bottom for segment in segments)
        self.baseline = segments[0].baseline
        self.size = max(segments, key=lambda segment: len(segment.text)).size
        self.text = " ".join(segment.text for segment in segments)

    @property
    def words(self) -> list[Word]:
        """The words of all segments."""
        return [word for segment in self.segments for word in segment.words]


Placed = TypeVar("Placed", Word, Segment)


def segments_of(words: list[Word]) -> list[Segment]:
    """Return the words of a page as segments, from top to bottom."""
    rows = [_in_reading_order(row) for row in _group(words)]
    margins = _margins(rows)
    found: list[Segment] = []
    for row in rows:
        segment = [row[0]]
        for before, word in pairwise(row):
            if _are_apart(before, word, margins):
                found.append(Segment(segment))
                segment = []
            segment.append(word)
        found.append(Segment(segment))
    return found


def _margins(rows: list[list[Word]]) -> set[int]:
    """Return the places, in points, at which several rows begin."""
    starts = Counter(round(row[0].x0) for row in rows)
    return {x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= MARGIN_ROWS}


def _are_apart(before: Word, word: Word, margins: set[int]) -> bool:
    """Say whether two neighbours on a row belong to different segments."""
    spread = LETTER_SPREAD * min(before.spacing, word.spacing)
    gap = (word.x0 - before.x1 - spread) / max(1.0, min(before.size, word.size))
    if gap > WIDE_GAP or (gap < -1 and before.run != word.run):
        return True
    if gap < TOUCHING and before.look != word.look and before.text[-1].isdigit():
        return True  # a date that runs into the title beside it
    if gap > MARGIN_GAP and round(word.x0) in margins:
        return True
    larger, smaller = max(before.size, word.size), min(before.size, word.size)
    return larger > 1.15 * smaller and word.x0 - before.x1 > STYLE_GAP * larger


def rows_of(segments: list[Segment]) -> list[Row]:
    """Return segments as rows, from top to bottom."""
    rows = [sorted(row, key=lambda segment: segment.x0) for row in _group(segments)]
    return [Row(row) for row in rows]


def _group(items: list[Placed]) -> list[list[Placed]]:
    """Return what lies on the same baseline, from top to bottom."""
    rows: list[list[Placed]] = []
    for item in sorted(items, key=lambda item: (item.baseline, item.x0)):
        for row in reversed(rows[-3:]):
            if _beside(row[0], item):
                row.append(item)
                break
        else:
            rows.append([item])
    return rows


def _beside(one: Placed, other: Placed) -> bool:
    height = min(one.bottom - one.top, other.bottom - other.top)
    if abs(one.baseline - other.baseline) > 0.35 * max(height, 1.0):
        return False
    return min(one.bottom, other.bottom) - max(one.top, other.top) > SAME_ROW * height


def _in_reading_order(row: list[Word]) -> list[Word]:
    """Sort a row from left to right, keeping together what was drawn in one go.

    Two runs may overlap where a long date runs into the title beside it.
    """
    start: dict[int, float] = {}
    for word in row:
        start[word.run] = min(word.x0, start.get(word.run, word.x0))
    return sorted(row, key=lambda word: (start[word.run], word.run, word.x0))
