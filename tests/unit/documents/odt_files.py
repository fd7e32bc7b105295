"""Small OpenDocuments for tests."""

import io
import zipfile

MIMETYPE = "application/vnd.oasis.opendocument.text"
_NAMES = {
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "office": "office",
    "style": "style",
    "table": "table",
    "text": "text",
    "manifest": "manifest",
}
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in _NAMES.items()
)


def an_odt(
    body: str, *, automatic: str = "", styles: str = "", edges: str = "", manifest: str = ""
) -> bytes:
    """Return the file of a text; `automatic` and `styles` hold styles, `edges` headers and footers."""
    content = _part(
        "document-content",
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
    )
    common = _part(
        "document-styles",
        f"<office:styles>{styles}</office:styles>"
        f"<office:master-styles>{edges}</office:master-styles>",
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", common)
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {_NAMESPACES}>{manifest}</manifest:manifest>",
        )
    return file.getvalue()


def _part(root: str, inner: str) -> str:
    return f"<office:{root} {_NAMESPACES}>{inner}</office:{root}>"
