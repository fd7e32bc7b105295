"""Documents as the reader would give them, for the tests of the rules. All people are invented."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.education import studies
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import Row, rows_of
from shared.parsing.rules.sections import cut


def a_document(text: str, **fields: object) -> Document:
    """Return the document of a plain text; a tab divides cells, "- " begins a list item."""
    lines = tuple(a_line(line) for line in text.strip("\n").splitlines() if line.strip())
    return Document(lines=lines, file_type=FileType.TXT, **fields)  # pyright: ignore[reportArgumentType]


def a_line(text: str) -> Line:
    """Return one line of a plain text."""
    text = text.strip()
    bullet = text.startswith("- ")
    text = text.removeprefix("- ")
    cells = tuple(cell.strip() for cell in text.split("\t"))
    return Line(text=text, bullet=bullet, cells=cells if len(cells) > 1 else ())


def rows(text: str) -> list[Row]:
    """Return the rows of a plain text."""
    return rows_of(a_document(text))


def kinds(text: str) -> list[str]:
    """Return what each section of a plain text is about."""
    return [section.kind for section in cut(rows(text))]


def a_bold_line(text: str) -> Line:
    """Return a line in small bold type."""
    return Line(text=text, bold=True, size=9)


Told = tuple[str | None, str | None, str | None, str | None, str | None]


def told(text: str) -> list[Told]:
    """Return title, employer, place, start and end (or "now") of each job."""
    return [
        (
            job["title"],
            job["company"],
            job["location"],
            job["start_date"],
            "now" if job["is_current"] else job["end_date"],
        )
        for job in jobs(rows(text))
    ]


def studies_told(text: str) -> list[tuple[str | None, ...]]:
    """Return school, degree, start and end of each course of study."""
    return [
        (each["institution"], each["degree"], each["start_date"], each["end_date"])
        for each in studies(rows(text))
    ]
