"""E-mail addresses written so that programs do not find them: "lea (at) example (dot) com"."""

import re
from typing import Final

_DOT: Final = r"\.|\s?[\[({]\s?(?:dot|point|punto|punkt|\.)\s?[\])}]\s?"
_AT: Final = re.compile(r"\s?[\[({]\s?(?:at|ät|arobase|arroba|@)\s?[\])}]\s?", re.IGNORECASE)
_NAME: Final = r"[\w+-]{1,64}"
_ADDRESS: Final = re.compile(
    rf"(?<![\w.+-])(?P<user>{_NAME}(?:(?:{_DOT}){_NAME}){{0,5}}){_AT.pattern}"
    rf"(?P<domain>{_NAME}(?:(?:{_DOT}){_NAME}){{1,5}})",
    re.IGNORECASE,
)
_ANY_DOT: Final = re.compile(_DOT, re.IGNORECASE)


def unmasked(text: str) -> str:
    """Return `text` with its masked addresses as a mail program takes them."""
    return _ADDRESS.sub(_plain, text) if _AT.search(text) else text


def _plain(address: re.Match[str]) -> str:
    user, domain = (_ANY_DOT.sub(".", address[part]) for part in ("user", "domain"))
    return f"{user}@{domain}"
