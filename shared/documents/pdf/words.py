"""Glyphs to words, in the order in which the page draws them.

PDFium's own spaces are hints: it misses some in justified text and puts some into letter-spaced
headings. So a run of glyphs on one baseline is cut by the gaps between their boxes.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from shared.documents.pdf.plain import NO_SPACE, RUN_GAP, Plain
from shared.documents.pdf.word import Glyphs, Word

SPACE: Final = 0.17  # em; a wider gap divides words even without a space character
LETTER_SPACED: Final = 0.07  # em; a run whose usual gap is wider has its letters spaced
TIGHT: Final = -0.03  # em; a run whose usual gap is narrower has its letters tightened
NEW_WORD: Final = 0.06  # em; such a gap before a capital that follows a small letter divides too
ICON_LIST: Final = 3  # an icon that begins so many runs is the mark of a list
SYMBOL_BULLET: Final = "\uf0b7"  # with which Word marks items; no font of icons has it
OVERLAP: Final = 0.15  # heights; glyphs of different size that overlap more are of two runs
TOUCHING: Final = 0.02  # heights between glyphs that surely follow each other
TINY: Final = 0.1  # points
NO_FIT: Final = 1e9
FIRST_PRIVATE, LAST_PRIVATE = "\ue000", "\uf8ff"  # where fonts of pictures have their glyphs
DIGITS: Final = frozenset("0123456789")
SPACES: Final = frozenset("\u00a0\u2002\u2003\u2009\u202f\u3000")


def words(glyphs: Glyphs) -> tuple[list[Word], list[Word]]:
    """Return the words of a page, and what is written across it, each line as one word."""
    plain = Plain(glyphs)
    found: list[Word] = []
    across: list[Word] = []
    run = 0
    for start, end in plain.lines():
        if end - start > 1 and glyphs.turned(start):
            across += _line_across(glyphs, start, end)
            continue
        some = plain.words(start, end, run)
        if some is None:
            some = [
                word
                for number, glyph_run in enumerate(_runs(glyphs, start, end), start=run)
                for word in _words_of_run(glyphs, glyph_run, number)
            ]
        found += some
        run = some[-1].run + 1 if some else run
    if max(glyphs.text, default="") >= FIRST_PRIVATE or any(
        look.icon for look in glyphs.looks.values()
    ):
        found = _without_icons(found)
    return found, across


def _line_across(glyphs: Glyphs, start: int, end: int) -> list[Word]:
    said = glyphs.text[start:end].strip()
    drawn = [start + place for place, letter in enumerate(said) if letter != " "]
    if not drawn:
        return []
    bottom = max(glyphs.bottom[index] for index in drawn)
    word = Word(
        text=said,
        x0=min(glyphs.x0[index] for index in drawn),
        x1=max(glyphs.x1[index] for index in drawn),
        top=min(glyphs.top[index] for index in drawn),
        bottom=bottom,
        baseline=bottom,
        size=glyphs.em(start),
        look=glyphs.looks[glyphs.source(start)],
        run=0,
        source=glyphs.source(start),
    )
    return [word]


def _without_icons(words: list[Word]) -> list[Word]:
    """Leave out pictures drawn as text, but keep the marks of lists as bullets."""
    icons = Counter(
        word.text
        for word in words
        if (word.look.icon or word.text[0] >= FIRST_PRIVATE) and _is_icon(word)
    )
    if not icons:
        return words
    kept: list[Word] = []
    for word in words:
        if not _is_icon(word):
            kept.append(word)
        elif word.text == SYMBOL_BULLET or (icons[word.text] >= ICON_LIST and len(word.text) == 1):
            word.text = "•"
            kept.append(word)
    return kept


def _is_icon(word: Word) -> bool:
    if FIRST_PRIVATE <= word.text[0] <= LAST_PRIVATE:
        return all(FIRST_PRIVATE <= letter <= LAST_PRIVATE for letter in word.text)
    return word.look.icon


Run = list[tuple[int, float, bool]]  # index, gap before it, whether a space was drawn there


def _runs(glyphs: Glyphs, start: int, end: int) -> list[Run]:
    """Return the glyphs of a line grouped by baseline and nearness.

    Two runs stay open: where a long date overlaps the title beside it, their glyphs alternate.
    """
    text, x0s, x1s, tops, bottoms = glyphs.text, glyphs.x0, glyphs.x1, glyphs.top, glyphs.bottom
    runs: list[Run] = []
    last = other = Pen()
    spaced = False
    for index in range(start, end):
        letter = text[index]
        if letter <= " " or letter in SPACES:
            spaced = True
            continue
        x0, top, bottom = x0s[index], tops[index], bottoms[index]
        height, middle = bottom - top, (top + bottom) / 2
        if middle == last.middle and 0 <= x0 - last.x1 + TINY <= height:
            misfit = 0.0  # as most glyphs do
        else:
            misfit = last.misfit(x0, height, middle)
        if misfit > 0.1 and other.misfit(x0, height, middle) < (TOUCHING if spaced else misfit):
            last, other = other, last
            spaced = False  # the space was drawn by the other
        elif misfit == NO_FIT:
            last, other = Pen(), last
            runs.append(last.run)
        gap = x0 - last.x1 if last.run else 0.0
        last.run.append((index, gap, spaced and bool(last.run)))
        spaced = False
        last.x0, last.x1, last.height, last.middle = x0, x1s[index], height, middle
    return runs


@dataclass(kw_only=True, slots=True)
class Pen:
    """Where a run has come to."""

    run: Run = field(default_factory=list)
    x0: float = 0.0  # of its last glyph
    x1: float = 0.0
    height: float = 0.0
    middle: float = 0.0

    def misfit(self, x0: float, height: float, middle: float) -> float:
        """Return how ill a glyph at this place goes on with the run; `NO_FIT` if not at all."""
        if not self.run or abs(middle - self.middle) > 0.45 * max(height, self.height):
            return NO_FIT
        gap = (x0 - self.x1) / max(1.0, self.height)
        if gap > RUN_GAP or x0 < self.x0 - 0.3 * self.height:
            return NO_FIT
        resized = abs(height - self.height) > 0.1 * height
        if resized and gap < -OVERLAP:
            return NO_FIT
        return abs(gap) + resized


def _words_of_run(glyphs: Glyphs, run: Run, number: int) -> list[Word]:
    text = glyphs.text
    first = run[0][0]
    em = glyphs.em(first)
    least, wide = _word_gaps(run, em)
    spacing = max(0.0, wide - SPACE * em)
    baseline = glyphs.baseline(first)
    height = glyphs.bottom[first] - glyphs.top[first]
    found: list[Word] = []
    indices = [first]
    for index, gap, spaced in run[1:]:
        before = indices[-1]
        if (
            gap > wide
            or (spaced and gap > least)
            or (gap > NEW_WORD * em and text[index].isupper() and text[before].islower())
            or (text[before] in DIGITS and _is_new_text(glyphs, before, index))
        ):
            found.append(_word(glyphs, indices, em, height, baseline, number, spacing))
            indices = []
        indices.append(index)
    found.append(_word(glyphs, indices, em, height, baseline, number, spacing))
    return found


def _word_gaps(run: Run, em: float) -> tuple[float, float]:
    """Return the gap that divides words where a space is drawn, and the one that always does."""
    gaps = sorted([gap for _, gap, _ in run[1:]])
    if len(gaps) >= 3 and (usual := gaps[len(gaps) // 3]) > LETTER_SPACED * em:
        return usual + 0.12 * em, usual + 0.2 * em
    if len(gaps) >= 3 and (usual := gaps[len(gaps) // 2]) < TIGHT * em:
        return NO_SPACE * em, usual + 0.13 * em
    return NO_SPACE * em, SPACE * em


def _is_new_text(glyphs: Glyphs, before: int, index: int) -> bool:
    """Say whether a date ends and a word of another look begins, though they touch."""
    if not glyphs.text[index].isalpha():
        return False
    sources = glyphs.source(before), glyphs.source(index)
    return sources[0] != sources[1] and glyphs.looks[sources[0]] != glyphs.looks[sources[1]]


def _word(
    glyphs: Glyphs,
    indices: list[int],
    em: float,
    height: float,
    baseline: float,
    run: int,
    spacing: float,
) -> Word:
    start, end = indices[0], indices[-1]
    top, bottom = glyphs.top[start], glyphs.bottom[start]
    source = glyphs.source(start)
    return Word(
        text="".join(map(glyphs.text.__getitem__, indices)),
        x0=glyphs.x0[start],
        x1=max(glyphs.x1[end], glyphs.x1[start]),
        top=top,
        bottom=bottom,
        baseline=baseline,
        size=em if abs(bottom - top - height) < 0.01 * height else glyphs.size(start),
        look=glyphs.looks[source],
        run=run,
        source=source,
        spacing=spacing,
    )
