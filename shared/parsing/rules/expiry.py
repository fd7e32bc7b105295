"""Until when something is valid, as only certificates tell: "valid until 05/2027"."""

import re
from typing import Final

from shared.parsing.rules.text import fold, has_digit

_UNTIL: Final = (  # what says that a date is the last of a certificate
    r"(?:exp|expir(?:es|y|ing)|renewal|valid (?:until|to|till)|expiration|valable jusqu['’](?:au?|en)"
    r"|valide jusqu['’](?:au?|en)|expire (?:le|en)|gultig bis|(?:carnet |carne )?(?:valid[oa]|vigente|en vigor) (?:hasta|a)|caduca(?: en)?)[.:]?"
)
_ENDS: Final = re.compile(_UNTIL)
_DAY: Final = r"(?:\w{3,10}\.? )?(?:\d{1,2}[./-])?(?:\d{1,2}[./-])?\d{2,4}(?:-\d\d){0,2}"
_EXPIRY: Final = re.compile(
    rf"\s*\((?:{_UNTIL})\s*{_DAY}\)|[\s,;·–-]+(?<!\w)(?:{_UNTIL})\s*{_DAY}(?!\w)"
)


def leads_to_expiry(text: str) -> bool:
    """Whether `text` is what stands before such a date."""
    return _ENDS.fullmatch(fold(text)) is not None


def tells_expiry(text: str) -> bool:
    """Whether a text says until when something is valid, as only a certificate is."""
    return has_digit(text) and _EXPIRY.search(f" {fold(text)}") is not None


def without_expiry(text: str) -> str:
    """Return a text of the certificates without the ends of their validity."""
    kept, at = "", 0
    for match in _EXPIRY.finditer(fold(text)) if has_digit(text) else ():
        kept, at = kept + text[at : match.start()], match.end()
    return kept + text[at:]
