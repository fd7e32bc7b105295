"""Makes the sample CVs again: `python -m samples.make`.

Only this script needs LibreOffice (`soffice` on the PATH); its files are kept in the repository.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

from samples import layouts
from samples.flat_odt import Look, document
from samples.people_de_es import JONAS, LUCIA
from samples.people_en import FIONA, JAMES, OLIVER, PRIYA, SARAH
from samples.people_fr import CAMILLE, CHLOE, HELENE, MEHDI, THOMAS, YANN
from samples.person import Person

HERE = Path(__file__).parent
FILTERS = {
    "pdf": "pdf:writer_pdf_Export",
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "odt": "odt:writer8",
    "rtf": "rtf:Rich Text Format",
    "jpg": "pdf:writer_pdf_Export",  # then scanned
}
SCAN_DPI = 150
ASKEW = 0.6  # degrees, as a sheet lies in a scanner


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One file: whose CV, in which layout and look."""

    person: Person
    layout: Callable[[Person], str] = layouts.classic
    look: Look
    language: str = "fr-FR"


SAMPLES = {
    "camille-de-la-rochette.pdf": Sample(
        person=CAMILLE,
        layout=layouts.sidebar,
        look=Look(font="Lato", size=10, accent="#24526b", sidebar="#24526b", name_size=23),
    ),
    "james-okafor.pdf": Sample(
        person=JAMES,
        look=Look(font="Cambria", accent="#111111", name_align="center"),
        language="en-GB",
    ),
    "priya-raghunathan.pdf": Sample(
        person=PRIYA,
        layout=layouts.stacked,
        look=Look(font="Arial", accent="#7a1f5c", size=11.5, heading_rule=False),
        language="en-GB",
    ),
    "jonas-von-der-heide.jpg": Sample(
        person=JONAS,
        layout=layouts.tabular,
        look=Look(font="Arial", accent="#2e4a3f", size=9.5, name_size=20, margin_cm=1.8),
        language="de-DE",
    ),
    "thomas-dubreuil.odt": Sample(
        person=THOMAS,
        look=Look(font="Calibri", accent="#b4451f", size=11, name_size=28),
    ),
    "helene-lefevre-garnier.docx": Sample(
        person=HELENE,
        layout=layouts.tabular,
        look=Look(accent="#5b3a8c", name_size=22, left_cm=4.2, size=10, margin_cm=1.6),
    ),
    "sarah-mitchell.docx": Sample(
        person=SARAH,
        look=Look(font="Cambria", accent="#0b5c5c", name_align="center"),
        language="en-US",
    ),
    "lucia-fernandez-ibanez.docx": Sample(
        person=LUCIA,
        layout=layouts.stacked,
        look=Look(heading_font="Georgia", accent="#8a4b2a"),
        language="es-ES",
    ),
    "yann-le-goff.doc": Sample(
        person=YANN,
        layout=layouts.stacked,
        look=Look(font="Times New Roman", size=11, accent="#000000", name_size=18),
    ),
    "fiona-osullivan.doc": Sample(
        person=FIONA,
        look=Look(font="Arial", accent="#333366", size=10, date_tab_cm=16.9),
        language="en-GB",
    ),
    "mehdi-benali.rtf": Sample(
        person=MEHDI,
        look=Look(font="Arial", accent="#1f3864", size=10, name_size=20),
    ),
}
PLAIN = {  # a French Windows editor still saves in cp1252
    "oliver-hughes.txt": (OLIVER, "utf-8", "\n"),
    "chloe-nguyen.txt": (CHLOE, "cp1252", "\r\n"),
}


def main() -> None:
    """Write every sample beside this script."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("soffice is not on the PATH: install LibreOffice Writer")
    with tempfile.TemporaryDirectory() as folder:
        for name, sample in SAMPLES.items():
            _convert(office, name, sample, Path(folder))
    for name, (person, encoding, newline) in PLAIN.items():
        (HERE / name).write_text(layouts.plain(person), encoding=encoding, newline=newline)


def _convert(office: str, name: str, sample: Sample, folder: Path) -> None:
    is_scan = name.endswith(".jpg")
    target = folder if is_scan else HERE
    source = folder / Path(name).with_suffix(".fodt").name
    body = sample.layout(sample.person)
    title = f"CV {sample.person.name}"
    source.write_text(
        document(body, sample.look, language=sample.language, title=title), encoding="utf-8"
    )
    subprocess.run(  # noqa: S603 - our own file, converted by the program found above
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            FILTERS[name.rpartition(".")[2]],
            "--outdir",
            str(target),
            str(source),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if is_scan:
        _scan(source.with_suffix(".pdf"), HERE / name)


def _scan(pdf: Path, target: Path) -> None:
    """Write the first page as a scanner would."""
    page = pypdfium2.PdfDocument(pdf)[0]
    drawn = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
    drawn.rotate(ASKEW, fillcolor=255, resample=Image.Resampling.BICUBIC).save(target, quality=60)


if __name__ == "__main__":
    main()
