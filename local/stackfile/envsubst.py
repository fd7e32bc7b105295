"""`${VAR}` in a text, as the library behind faas-cli replaces it.

Source: github.com/drone/envsubst. Its forms for trimming, replacing and cutting are not supported
here, and refused rather than ignored.
"""

import re
from collections.abc import Callable, Mapping

from local.errors import BadStackFile

FORM = re.compile(r"\$\$|\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?P<rest>[^{}]*)\}|\$\{[^}]*\}?")
DEFAULTS = (":-", ":=", "=")
CASES: dict[str, Callable[[str], str]] = {
    "^^": str.upper,
    ",,": str.lower,
    "^": lambda value: value[:1].upper() + value[1:],
    ",": lambda value: value[:1].lower() + value[1:],
}


def envsubst(text: str, environ: Mapping[str, str]) -> str:
    """Return `text` with its variables replaced; an unset one is empty. Comments are text too."""
    return FORM.sub(lambda match: _replaced(match, environ), text)


def _replaced(match: re.Match[str], environ: Mapping[str, str]) -> str:
    if match[0] == "$$":
        return "$"
    name, rest = match["name"], match["rest"]
    if name is not None:
        value = environ.get(name, "")
        if rest == "":
            return value
        if rest in CASES:
            return CASES[rest](value)
        for sign in DEFAULTS:
            if rest.startswith(sign):
                return value or rest.removeprefix(sign)
    raise BadStackFile(f"stack.yml: the form {match[0]} is not supported here")
