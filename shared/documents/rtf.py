"""Rich Text Format: text with its looks, lists, tables, headers and links.

A file whose groups do not match is read by striprtf, which is more patient and knows no looks.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from shared.documents.lines import GAP, HIDDEN_TEXT, lead_of, line_of, lines_of_text
from shared.documents.table import lines_of_row
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, NoText, TooComplex

TOKEN: Final = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.IGNORECASE,
)
BINARY: Final = re.compile(rb"\\bin(\d+) ?")
LINK: Final = re.compile(r'HYPERLINK\s+"?([^"\s}]+)')
HEADING: Final = re.compile(r"(?:heading|titre|überschrift|título) ?(\d)", re.IGNORECASE)
DEEPEST: Final = 2_000  # of groups within each other
LEAST_SIZE: Final = 2.0  # points
WHITE: Final = "ffffff"
NEARLY_WHITE: Final = 225  # of 255, in each of red, green, blue
NOT_SAID: Final = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "datastore",
        "footnote",
        "generator",
        "xmlnstbl",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "latentstyles",
        "template",
        "userprops",
        "annotation",
        "atnid",
        "atnauthor",
        "ftnsep",
        "aftnsep",
        "pgdsctbl",
        "nonshppict",
        "bkmkstart",
        "bkmkend",
    ]
)
EDGES: Final = frozenset(
    ("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf")
)
MARKS: Final = frozenset(("listtext", "pntext"))  # what they hold is the mark of a list item
SAID_THOUGH_STARRED: Final = frozenset(("shpinst", "fldinst"))
SYMBOLS: Final = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
}
CODE_PAGES: Final = {0: "cp1252", 77: "mac_roman", 161: "cp1253", 162: "cp1254", 177: "cp1255"} | {
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What holds within a group."""

    skip: bool = False
    mark: bool = False
    edge: bool = False
    instruction: bool = False
    bold: bool = False
    italic: bool = False
    size: float = 12.0
    color: int = 0
    hidden: bool = False
    shaded: bool = False
    after_unicode: int = 1  # characters to pass over after \\u
    encoding: str = "cp1252"


@dataclass(kw_only=True)
class Reading:
    """What has been read so far."""

    fonts: dict[int, str]
    colors: list[str]
    headings: dict[int, int]
    state: State
    stack: list[State] = field(default_factory=list)
    pieces: list[tuple[str, State]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    edges: list[Line] = field(default_factory=list)
    cell: list[Line] = field(default_factory=list)
    row: list[list[Line]] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    instruction: str = ""
    bullet: bool = False
    in_table: bool = False
    style: int = 0
    level: int = 0  # outline level said by the paragraph itself
    ground: int = 0  # the colour behind the paragraph
    block: int = 0
    warned: bool = False


def read(content: bytes) -> Document:
    """Return the document of an RTF file. Raises `Corrupt`, `TooComplex`, `NoText`."""
    source = _without_binaries(content).decode("latin-1")
    reading = _reading(source)
    balanced = _read(source, reading)
    lines = [*reading.edges, *reading.lines]
    if not lines and not balanced:
        lines = _by_striprtf(source)
    if not lines:
        raise NoText if balanced else Corrupt
    return Document(
        lines=tuple(lines),
        file_type=FileType.RTF,
        links=tuple(reading.links),
        warnings=(HIDDEN_TEXT,) if reading.warned else (),
    )


def _without_binaries(content: bytes) -> bytes:
    """Cut out raw data, whose bytes are not to be read as text. Raises `Corrupt` if it is not all there."""
    parts: list[bytes] = []
    start = 0
    for found in BINARY.finditer(content):
        if found.start() < start:
            continue
        end = found.end() + int(found[1])
        if end > len(content):
            raise Corrupt
        parts.append(content[start : found.start()])
        start = end
    return b"".join([*parts, content[start:]])


def _reading(source: str) -> Reading:
    """Return a reading that knows the tables at the head of the file."""
    fonts: dict[int, str] = {}
    for number, charset in re.findall(
        r"\\f(\d+)[^{};]*?\\fcharset(\d+)", _group(source, "fonttbl")
    ):
        fonts[int(number)] = CODE_PAGES.get(int(charset), "cp1252")
    colors = [_color(entry) for entry in _group(source, "colortbl").split(";")]
    headings: dict[int, int] = {}
    for entry in re.split(r"(?<=;)\s*\}", _group(source, "stylesheet")):
        style = re.search(r"\\s(\d+)", entry)
        level = named[1] if (named := HEADING.search(entry)) else None
        if level is None and (outlined := re.search(r"\\outlinelevel([0-8])", entry)):
            level = int(outlined[1]) + 1
        if style and level:
            headings[int(style[1])] = int(level)
    page = re.search(r"\\ansicpg(\d+)", source[:2000])
    encoding = _known_encoding(f"cp{page[1]}") if page else "cp1252"
    return Reading(fonts=fonts, colors=colors, headings=headings, state=State(encoding=encoding))


def _group(source: str, name: str) -> str:
    """Return the text of the first group of this name, from its brace to the matching one."""
    start = source.find("{\\" + name)
    if start < 0:
        return ""
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", source[start:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return source[start : start + brace.end()]
    return source[start:]


def _color(entry: str) -> str:
    parts = dict(re.findall(r"\\(red|green|blue)(\d{1,3})", entry))
    if len(parts) < 3:
        return ""
    return "".join(f"{min(255, int(parts[name])):02x}" for name in ("red", "green", "blue"))


def _known_encoding(name: str) -> str:
    import codecs

    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _read(source: str, reading: Reading) -> bool:
    """Read the body; return whether its groups match."""
    pending: bytes = b""
    passing = 0
    starred = False
    for found in TOKEN.finditer(source):
        word, number, code, escaped, brace, text = found.groups()
        if code is None and pending:
            _say(reading, pending.decode(reading.state.encoding, errors="replace"))
            pending = b""
        if brace == "{":
            if len(reading.stack) > DEEPEST:
                raise TooComplex
            reading.stack.append(reading.state)
            passing = 0
        elif brace == "}":
            passing = 0
            if reading.state.instruction and not (reading.stack and reading.stack[-1].instruction):
                _end_instruction(reading)
            if reading.state.edge and not (reading.stack and reading.stack[-1].edge):
                _end_paragraph(reading)
            if not reading.stack:
                return False
            reading.state = reading.stack.pop()
        elif escaped == "*":
            starred = True
        elif escaped:
            _say(reading, {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": ""}.get(escaped, escaped))
        elif code is not None:
            if passing:
                passing -= 1
            else:
                pending += bytes.fromhex(code)
        elif word:
            if word == "u" and number is not None:
                _say(reading, chr(int(number) % 0x10000))
                passing = reading.state.after_unicode
            else:
                _control(reading, word, None if number is None else int(number), starred=starred)
            starred = False
        elif text:
            _say(reading, text[passing:])
            passing = max(0, passing - len(text))
    _end_paragraph(reading)
    _end_row(reading)
    return not reading.stack


def _control(reading: Reading, word: str, number: int | None, *, starred: bool) -> None:
    state = reading.state
    on = number != 0
    if word in NOT_SAID or (starred and word not in SAID_THOUGH_STARRED):
        reading.state = replace(state, skip=True)
    elif word == "fldinst":
        reading.state = replace(state, instruction=True)
    elif word in MARKS:
        reading.state = replace(state, mark=True)
        reading.bullet = True
    elif word in EDGES:
        _end_paragraph(reading)
        reading.state = replace(state, edge=True)
    elif word in SYMBOLS:
        _say(reading, SYMBOLS[word])
    elif word in ("par", "sect", "page", "column"):
        _end_paragraph(reading)
    elif word in ("cell", "nestcell"):
        _end_cell(reading)
    elif word in ("row", "nestrow"):
        _end_row(reading)
    elif word == "pard":
        if state.mark:
            return  # it speaks of the mark, not of the item
        reading.in_table, reading.style, reading.level, reading.ground = False, 0, 0, 0
    elif word == "intbl":
        reading.in_table = True
    elif word == "cbpat":
        reading.ground = number or 0
    elif word == "s" and number is not None:
        reading.style = number
    elif word == "outlinelevel" and number is not None:
        reading.level = number + 1 if number < 9 else 0
    elif word == "ls":
        reading.bullet = reading.bullet or (on and not state.skip)
    else:
        _look(reading, word, number, on=on)


def _look(reading: Reading, word: str, number: int | None, *, on: bool) -> None:
    state = reading.state
    match word:
        case "b":
            reading.state = replace(state, bold=on)
        case "i":
            reading.state = replace(state, italic=on)
        case "v":
            reading.state = replace(state, hidden=on)
        case "fs":
            reading.state = replace(state, size=(number or 24) / 2)
        case "cf":
            reading.state = replace(state, color=number or 0)
        case "highlight" | "chcbpat" | "cb":
            reading.state = replace(state, shaded=bool(number))
        case "uc":
            reading.state = replace(state, after_unicode=number or 0)
        case "f":
            if number in reading.fonts:
                reading.state = replace(state, encoding=reading.fonts[number])
        case "plain":
            reading.state = State(
                skip=state.skip,
                mark=state.mark,
                edge=state.edge,
                instruction=state.instruction,
                after_unicode=state.after_unicode,
                encoding=state.encoding,
            )


def _say(reading: Reading, text: str) -> None:
    state = reading.state
    if state.skip or state.mark or not text:
        return
    if state.instruction:
        reading.instruction += text
    elif _is_unseen(reading, state):
        reading.warned = reading.warned or bool(text.strip())
    else:
        reading.pieces.append((text, state))


def _is_unseen(reading: Reading, state: State) -> bool:
    if state.hidden or state.size < LEAST_SIZE:
        return True
    if state.shaded or reading.in_table or not _is_white(_color_of(reading, state.color)):
        return False
    return _is_white(_color_of(reading, reading.ground) or WHITE)


def _is_white(color: str) -> bool:
    return bool(color) and min(bytes.fromhex(color)) >= NEARLY_WHITE


def _color_of(reading: Reading, number: int) -> str:
    return reading.colors[number] if 0 < number < len(reading.colors) else ""


def _end_instruction(reading: Reading) -> None:
    if found := LINK.search(reading.instruction):
        reading.links[found[1]] = None
    reading.instruction = ""


def _end_paragraph(reading: Reading) -> None:
    pieces, reading.pieces = reading.pieces, []
    bullet, reading.bullet = reading.bullet, False
    heading = reading.level or reading.headings.get(reading.style, 0)
    for part in _at_line_breaks(pieces):
        line = _line(reading, part, heading=heading, bullet=bullet and not heading)
        bullet = False
        if line is None:
            continue
        if reading.state.edge:
            if all(line.text != other.text for other in reading.edges):
                reading.edges.append(line)
        elif reading.in_table:
            reading.cell.append(line)
        else:
            _end_row(reading)
            reading.lines.append(line)


def _end_cell(reading: Reading) -> None:
    reading.in_table = True
    _end_paragraph(reading)
    reading.row.append(reading.cell)
    reading.cell = []


def _end_row(reading: Reading) -> None:
    if reading.cell:
        reading.row.append(reading.cell)
        reading.cell = []
    if reading.row:
        lines = lines_of_row(reading.row, reading.block)
        reading.lines += lines
        reading.block = max((line.block for line in lines), default=reading.block)
        reading.row = []


def _at_line_breaks(pieces: list[tuple[str, State]]) -> list[list[tuple[str, State]]]:
    parts: list[list[tuple[str, State]]] = [[]]
    for text, state in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                parts.append([])
            if part:
                parts[-1].append((part, state))
    return parts


def _line(
    reading: Reading, pieces: list[tuple[str, State]], *, heading: int, bullet: bool
) -> Line | None:
    said = [(text, state) for text, state in pieces if text.strip()]
    if not said:
        return None
    letters = sum(len(text) for text, _ in said)
    bold = sum(len(text) for text, state in said if state.bold)
    main = max(said, key=lambda piece: len(piece[0]))[1]
    return line_of(
        GAP.split("".join(text for text, _ in pieces).strip()),
        size=main.size,
        bold=2 * bold > letters,
        lead=lead_of((text, state.bold) for text, state in pieces) if 0 < bold < letters else "",
        italic=2 * sum(len(text) for text, state in said if state.italic) > letters,
        color=_color_of(reading, main.color),
        heading=heading,
        bullet=bullet,
        block=reading.block,
    )


def _by_striprtf(source: str) -> list[Line]:
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, LookupError, OverflowError) as error:
        raise Corrupt from error
    return list(lines_of_text(text.replace("|", "\t")))
