"""Lines that OCR recognised, with boxes in pixels, to words with places in points.

A scan lies askew, its letters have no font, and the recogniser leaves out spaces.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from shared.documents.lines import BULLET
from shared.documents.ocr_angle import refined
from shared.documents.ocr_ink import bold_lead, is_bold, usual_stroke
from shared.documents.pdf.word import Look, Word

FONT_HEIGHT: Final = 0.72  # size of a font to the height of the box around its line
SIZES: Final = 1.2  # times the one before; what is measured differs less within one font
NARROW: Final = frozenset(" fijlrtI.,:;'’|!()-·")
WIDE: Final = frozenset("mwMW@%—")
BOLD_WIDTH: Final = 1.08  # of bold letters to plain ones
LONG: Final = 8.0  # heights; a line as long tells how much the page is askew
GAP: Final = 0.8  # heights of the line; letters further apart are of two words
LOST_SPACE: Final = re.compile(
    r"(?<=\b(?:19|20)\d\d)(?=[A-ZÀ-Þ])"  # 2026MEng
    r"|(?<=\b(?:in|of|at|en|de|et|du|im|am))(?=[A-ZÀ-Þ][a-zà-ÿ])"  # inSoftware
)
LOST_AT_MARK: Final = re.compile(
    r"(?<=\w)(?=[·|]$)"  # 2021·
    r"|(?<=^[·|•])(?=\w)"  # |Analyst
    r"|(?<=[a-zà-ÿ])(?=·[A-ZÀ-Þ])|(?<=[a-zà-ÿ]·)(?=[A-ZÀ-Þ])"  # Supervisor·Abbey, not col·legi
)
LOST_BEFORE_SURNAME: Final = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ]{2,}\b)")  # PierreDE, not AutoCAD
LOST_BEHIND_DASH: Final = re.compile(r"(?<=^[–—-])(?=[^\W\d_]{3})")  # Leeds -Grade, no list item
TWO_NAMES: Final = re.compile(r"([A-ZÀ-Þ][a-zà-ÿ]{2,})([A-ZÀ-Þ][a-zà-ÿ]{2,})$")  # EvaMarten
HOST_IN_PARTS: Final = re.compile(
    r"(?<=@)([\w.-]+?)\s?-\s?(?=[\w-]+\.[a-z]{2})"
)  # @free - mail.com
LIKE_DIGITS: Final = str.maketrans("oOIlrzZs", "00111225")  # old-style figures are read so
FIGURES: Final = re.compile(  # of a year, a postcode, a phone: 2oz1, 44ooo, o142
    r"\b(?:19|2[0oO])[\doOIlrzZs]{2}\b|\b\d{2}[oO]{3}\b|\bo\d{2,}\b"
)
CAPITAL_I: Final = re.compile(  # read as a small L: CI/CD, API, UI
    r"\b(?=[A-Z/]*l)(?=(?:[l/]*[A-Z]){2})[A-Zl/]{3,}\b|\b[CU]l\b"
)
ICON: Final = re.compile(r"^@(?=\S+@)")  # drawn before an address

Part = tuple[str, float, float]  # text; x0, x1
Seen = tuple[Any, str, float, Sequence[Any]]  # box in pixels, text, score, and its parts alike


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """Turns pixels of a page that lies askew into points of the page as it was meant."""

    scale: float  # pixels for each point
    cosine: float
    sine: float

    @classmethod
    def of(cls, boxes: Iterable[Any], scale: float, picture: Any = None) -> "Turn":
        """Return how the page lies, by its long lines. A box begins at its top left, clockwise.

        With the picture in which they were found, rows x columns x colours, it is told better.
        """
        angles = [
            math.atan2(float(right[1] - left[1]), float(right[0] - left[0]))
            for left, right, _, below in boxes
            if math.dist(left, right) > LONG * math.dist(left, below)
        ]
        angle = median(angles) if angles else 0.0
        if picture is not None:
            angle = refined(picture, angle)
        return cls(scale=scale, cosine=math.cos(angle), sine=math.sin(angle))

    def point(self, corner: Any) -> tuple[float, float]:
        """Return where a pixel lies on the page."""
        x, y = float(corner[0]) / self.scale, float(corner[1]) / self.scale
        return x * self.cosine + y * self.sine, y * self.cosine - x * self.sine


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A recognised line, in points of the upright page."""

    text: str
    top: float
    bottom: float
    parts: list[Part]  # from the left
    stroke: float = 0.0  # pixels; 0 where it was not looked at
    strokes: Sequence[float] = ()  # of its parts; none where they were not looked at

    @classmethod
    def of(
        cls,
        turn: Turn,
        box: Any,
        text: str,
        parts: Sequence[Any],
        measure: Callable[[Any], float] = lambda _: 0.0,
    ) -> "Line":
        """Return a line of the engine; `parts` are text, score and box of each of its words.

        Where they are not all of the text, the line is taken for one part. `measure` tells how thick
        the strokes in a box are.
        """
        text = HOST_IN_PARTS.sub(r"\1-", text)
        if "".join(part[0] for part in parts) != "".join(text.split()):
            parts = [(text.strip(), 1.0, box)]
        placed: list[Part] = []
        for part, _, part_box in parts:
            across = [turn.point(corner)[0] for corner in part_box]
            placed.append((part, min(across), max(across)))
        left, right, below, last = (turn.point(corner)[1] for corner in box)
        top, bottom = sorted([(left + right) / 2, (below + last) / 2])
        strokes = [measure(part_box) for _, _, part_box in parts] if len(parts) > 1 else []
        return cls(
            text=text, top=top, bottom=bottom, parts=placed, stroke=measure(box), strokes=strokes
        )

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Of its letters to those of a common font of one point."""
        drawn = sum(x1 - x0 for _, x0, x1 in self.parts)
        return drawn / sum(map(_width, "".join(part for part, _, _ in self.parts)))

    def words(self, number: int, size: "Size", *, bold: bool, lead: int = 0) -> Iterator[Word]:
        """Yield the words; `number` is the line's. Of its parts so many may be a bold `lead`."""
        for token_number, (text, x0, x1, part) in enumerate(self._tokens()):
            look = Look(color="", bold=part < lead if lead else bold)
            if size.steps > 1 and text == self.text:  # a name stands alone, DevOps in a headline
                text = TWO_NAMES.sub(r"\1 \2", text)
            text = _mended(text)
            text = ICON.sub("", LOST_AT_MARK.sub(" ", LOST_SPACE.sub(" ", text)))
            if token_number:
                text = LOST_BEHIND_DASH.sub(" ", text)
            if size.steps > 0:
                text = LOST_BEFORE_SURNAME.sub(" ", text)
            place, advance = 0, (x1 - x0) / max(1, len(text))
            for token in text.split():
                place = text.index(token, place)
                yield Word(
                    text=token,
                    x0=x0 + place * advance,
                    x1=x0 + (place + len(token)) * advance,
                    top=self.top,
                    bottom=self.bottom,
                    baseline=self.bottom - 0.2 * self.height,
                    size=size.points,
                    look=look,
                    run=number,
                )
                place += len(token)

    def _tokens(self) -> Iterator[tuple[str, float, float, int]]:
        """Yield what spaces or wide gaps divide, and where its first part stands among the parts.

        A part of the line may end within a word.
        """
        place = first = 0
        token, x0, x1 = "", 0.0, 0.0
        for at, (part, start, end) in enumerate(self.parts):
            found = self.text.index(part, place)
            if token and (found > place or start - x1 > GAP * self.height):
                yield token, x0, x1, first
                token = ""
            if not token:
                x0, first = start, at
            token, x1, place = token + part, max(x1, end), found + len(part)
        if token:
            yield token, x0, x1, first

    def bold_lead(self, usual: float) -> int:
        """Return how many of its first parts are bold, beside strokes as most of the page has."""
        texts = [text for text, _, _ in self.parts]
        return bold_lead(list(zip(texts, self.strokes, strict=True)), usual) if self.strokes else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """Of a font, as far as it can be told."""

    points: float
    steps: int  # above that of most lines


def with_lost_marks(lines: Sequence[Seen]) -> list[Seen]:
    """Return recognised lines with the marks of items that were seen but not known.

    Such a line begins with a space, as wide as the mark. One that stands below no mark has an icon.
    """
    marks = [box[0][0] for box, text, _, _ in lines if BULLET.match(text)]
    whole: list[Seen] = []
    for box, text, score, parts in lines:
        (left, top), (_, _), (_, _), (_, bottom) = box
        near = 0.5 * (bottom - top)
        if parts and text[0] == " " and any(abs(left - mark) < near for mark in marks):
            mark = ("•", score, [(left, top), (left + near, top), (left + near, bottom), box[3]])
            text, parts = f"• {text.strip()}", (mark, *parts)
        whole.append((box, text, score, parts))
    return whole


def _mended(text: str) -> str:
    """Return a word with letters that are surely figures, or capitals, made such."""
    text = FIGURES.sub(lambda figures: figures[0].translate(LIKE_DIGITS), text)
    return CAPITAL_I.sub(lambda word: word[0].replace("l", "I"), text)


def words_of(lines: list[Line]) -> list[Word]:
    """Return the words of a page."""
    usual = usual_stroke([line.stroke for line in lines], [len(line.text) for line in lines])
    dark = [is_bold(line.stroke, usual) for line in lines]
    looks = zip(lines, _sizes(lines, dark), dark, strict=True)
    return [
        word
        for number, (line, size, bold) in enumerate(looks)
        for word in line.words(number, size, bold=bold, lead=line.bold_lead(usual))
    ]


def _sizes(lines: list[Line], dark: list[bool]) -> list[Size]:
    """Return the size of each line, by its height and the width of its letters; `dark` are bold.

    Both are rough: a box is lower without letters that hang down.
    """
    if not lines:
        return []
    height = median([line.height for line in lines]) or 1.0
    widths = [
        line.width / (BOLD_WIDTH if bold else 1.0) for line, bold in zip(lines, dark, strict=True)
    ]
    usual = median(widths) or 1.0
    sizes: list[Size] = []
    for line, width in zip(lines, widths, strict=True):
        ratio = math.sqrt(max(0.01, line.height / height) * max(0.01, width / usual))
        steps = round(math.log(ratio, SIZES))
        sizes.append(Size(points=FONT_HEIGHT * height * SIZES**steps, steps=steps))
    return sizes


def _width(letter: str) -> float:
    """Return the usual width of a letter, in em."""
    if letter in NARROW:
        return 0.28
    if letter in WIDE:
        return 0.84
    return 0.68 if letter.isupper() else 0.54
