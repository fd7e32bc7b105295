"""A flat OpenDocument text (one XML file), which LibreOffice turns into PDF, DOCX, DOC and RTF."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """How one person's word processor was set up; lengths are in points unless said otherwise."""

    font: str = "Calibri"
    heading_font: str = ""  # "" = the same
    size: float = 10.5
    ink: str = "#222222"
    accent: str = "#1f4e79"
    name_size: float = 24
    name_align: str = "left"
    margin_cm: float = 2.0
    sidebar: str = ""  # background of the left column, "" = no sidebar
    heading_rule: bool = True  # a thin line under each heading
    date_tab_cm: float = 17.0  # where right-aligned dates end
    left_cm: float = 3.6  # width of the left column of a table layout


def text(words: str) -> str:
    """Return `words` as XML text; a tab stays a tab."""
    return escape(words).replace("\t", "<text:tab/>")


def strong(words: str) -> str:
    return f'<text:span text:style-name="Strong_20_Emphasis">{text(words)}</text:span>'


def soft(words: str) -> str:
    return f'<text:span text:style-name="Soft">{text(words)}</text:span>'


def paragraph(style: str, *runs: str) -> str:
    return f'<text:p text:style-name="{style}">{"".join(runs)}</text:p>'


def heading(words: str, style: str = "Heading_20_1") -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="1">{text(words)}</text:h>'


def bullets(lines: tuple[str, ...], style: str = "Bullet") -> str:
    items = "".join(
        f"<text:list-item>{paragraph(style, text(line))}</text:list-item>" for line in lines
    )
    return f'<text:list text:style-name="Dots">{items}</text:list>' if lines else ""


def table(rows: list[tuple[str, str]], *, style: str = "Columns", row: str = "Row") -> str:
    """Return a borderless table of two columns; each cell is already XML."""
    cells = "".join(
        f'<table:table-row table:style-name="{row}">'
        f'<table:table-cell table:style-name="{style}.A1">{left}</table:table-cell>'
        f'<table:table-cell table:style-name="{style}.B1">{right}</table:table-cell>'
        "</table:table-row>"
        for left, right in rows
    )
    return (
        f'<table:table table:style-name="{style}">'
        f'<table:table-column table:style-name="{style}.A"/>'
        f'<table:table-column table:style-name="{style}.B"/>{cells}</table:table>'
    )


def document(body: str, look: Look, *, language: str, title: str) -> str:
    """Return the whole flat OpenDocument file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{text(title)}</dc:title></office:meta>"
        f"<office:styles>{_styles(look, language)}</office:styles>"
        f"<office:automatic-styles>{_layout(look)}</office:automatic-styles>"
        "<office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="Page"/>'
        "</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _style(name: str, paragraph_properties: str, text_properties: str, inside: str = "") -> str:
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"'
        f' style:parent-style-name="Standard"><style:paragraph-properties {paragraph_properties}>'
        f"{inside}</style:paragraph-properties>"
        f"<style:text-properties {text_properties}/></style:style>"
    )


def _styles(look: Look, language: str) -> str:
    code, country = language.split("-")
    above = look.heading_font or look.font
    rule = f'fo:border-bottom="0.75pt solid {look.accent}" fo:padding-bottom="1pt"'
    dates = (
        f'<style:tab-stops><style:tab-stop style:position="{look.date_tab_cm}cm"'
        ' style:type="right"/></style:tab-stops>'
    )
    return "".join(
        (
            '<style:default-style style:family="paragraph"><style:text-properties'
            f' style:font-name="{look.font}" fo:font-family="{look.font}"'
            f' fo:language="{code}" fo:country="{country}"/></style:default-style>',
            '<style:style style:name="Standard" style:family="paragraph">'
            '<style:paragraph-properties fo:margin-bottom="2pt" fo:line-height="112%"/>'
            f'<style:text-properties fo:font-family="{look.font}" fo:font-size="{look.size}pt"'
            f' fo:color="{look.ink}"/></style:style>',
            '<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis"'
            ' style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>',
            '<style:style style:name="Soft" style:family="text"><style:text-properties'
            ' fo:color="#666666" fo:font-style="italic"/></style:style>',
            _style(
                "Title",
                f'fo:text-align="{look.name_align}" fo:margin-bottom="0pt"',
                f'fo:font-family="{above}" fo:font-size="{look.name_size}pt"'
                f' fo:font-weight="bold" fo:color="{look.accent}"',
            ),
            _style(
                "Subtitle",
                f'fo:text-align="{look.name_align}" fo:margin-bottom="4pt"',
                f'fo:font-family="{above}" fo:font-size="{look.size + 2.5}pt" fo:color="#555555"',
            ),
            _style("Contact", f'fo:text-align="{look.name_align}"', 'fo:color="#444444"'),
            _style(
                "Heading_20_1",
                'fo:margin-top="11pt" fo:margin-bottom="4pt" fo:keep-with-next="always"'
                f" {rule if look.heading_rule else ''}",
                f'fo:font-family="{above}" fo:font-size="{look.size + 3}pt" fo:font-weight="bold"'
                f' fo:color="{look.accent}"',
            ),
            _style("Entry", 'fo:margin-top="5pt" fo:keep-with-next="always"', "", dates),
            _style("Detail", "", 'fo:color="#555555"'),
            _style("Tiny", 'fo:line-height="1pt" fo:margin-bottom="0pt"', 'fo:font-size="1pt"'),
            _style("Bullet", 'fo:margin-bottom="1pt"', ""),
            _style(
                "Side_20_Heading",
                'fo:margin-top="14pt" fo:margin-bottom="4pt" fo:border-bottom="0.75pt solid #ffffff"'
                ' fo:padding-bottom="1pt"',
                f'fo:font-family="{above}" fo:font-size="{look.size + 1.5}pt"'
                ' fo:font-weight="bold" fo:color="#ffffff"',
            ),
            _style(
                "Side",
                'fo:margin-bottom="3pt"',
                f'fo:font-size="{look.size - 1}pt" fo:color="#ffffff"',
            ),
            '<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1"'
            ' text:bullet-char="•"><style:list-level-properties'
            ' text:list-level-position-and-space-mode="label-alignment">'
            '<style:list-level-label-alignment text:label-followed-by="listtab"'
            ' fo:text-indent="-0.4cm" fo:margin-left="0.6cm" text:list-tab-stop-position="0.6cm"/>'
            "</style:list-level-properties></text:list-level-style-bullet></text:list-style>",
        )
    )


def _layout(look: Look) -> str:
    margin = 0 if look.sidebar else look.margin_cm
    width = 21 - 2 * margin
    return (
        '<style:page-layout style:name="Page"><style:page-layout-properties'
        ' fo:page-width="21cm" fo:page-height="29.7cm"'
        f' fo:margin="{margin}cm"/></style:page-layout>'
        + _columns("Columns", width, look.left_cm, "fo:padding='0.05cm' fo:border='none'")
        + _columns(
            "Sidebar",
            width,
            6.6,
            "fo:padding='0.8cm' fo:border='none'",
            f'fo:background-color="{look.sidebar}"' if look.sidebar else "",
        )
        + '<style:style style:name="Row" style:family="table-row"><style:table-row-properties'
        ' fo:keep-together="always"/></style:style>'
        '<style:style style:name="Page_20_Row" style:family="table-row">'
        '<style:table-row-properties style:min-row-height="29.6cm"/></style:style>'
    )


def _columns(name: str, width: float, left: float, cell: str, first: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties'
        f' style:width="{width}cm" table:align="left" table:border-model="collapsing"/>'
        "</style:style>"
        f'<style:style style:name="{name}.A" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{left}cm"/></style:style>'
        f'<style:style style:name="{name}.B" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width - left}cm"/></style:style>'
        f'<style:style style:name="{name}.A1" style:family="table-cell">'
        f"<style:table-cell-properties {cell} {first}/></style:style>"
        f'<style:style style:name="{name}.B1" style:family="table-cell">'
        f"<style:table-cell-properties {cell}/></style:style>"
    )
