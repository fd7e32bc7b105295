"""What the labels of forms and the heads of columns name: "Employer", "From", "Position / Country"."""

import re
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.text import fold, trim

_OR: Final = re.compile(r"\s*[/,]\s*|\s+(?:o|u|or|ou|oder|bzw\.)\s+")
_PARTS: Final = re.compile(r"\s*/\s*|\s+(?:and|et|und|y)\s+")


def role_of(cell: str) -> str:
    """Return the role that a cell names as a label; "" if it is none."""
    return labelled(f"{label_of(cell)}: ")[0]


def label_of(cell: str) -> str:
    """Return the label in a cell; of "Board / University", which say the same, the first one known."""
    label = cell.rstrip(" :")
    if labelled(f"{label}: ")[0]:
        return label
    known = [(part, role) for part in _OR.split(label) if (role := labelled(f"{part}: ")[0])]
    roles = {role for _, role in known}
    return known[0][0] if len(roles) == 1 or roles == {"company", "institution"} else label


def parts_named(cell: str) -> list[str]:
    """Return the labels in a cell that names several: "Position / Employer / Country"."""
    parts = _PARTS.split(cell.rstrip(" :"))
    known = [part for part in parts if labelled(f"{part}: ")[0]]
    return parts if len(parts) > 1 and 2 * len(known) > len(parts) else []


def is_number(cell: str) -> bool:
    """Say whether a cell heads the column that numbers the rows."""
    return fold(trim(cell.rstrip(" :"))) in tables.sections("column_labels")["number"]


def bound_of(label: str) -> str:
    """Return whether a label names the "start" or the "end" of a period; "" for any other."""
    folded = fold(label.rstrip(" :"))
    words = tables.sections("column_labels")
    return next((bound for bound in ("start", "end") if folded in words[bound]), "")
