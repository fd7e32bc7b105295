"""The word tables of `data/`, read once."""

from functools import cache
from importlib.resources import files

from shared.parsing.rules.text import fold


def _text(name: str) -> str:
    return (files("shared.parsing.rules") / "data" / f"{name}.txt").read_text(encoding="utf-8")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """Return the folded entries of a table by its [section]; entries before any are under ""."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in _lines(fold(_text(name))):  # folded at once: some tables have thousands of lines
        if line[0] == "[" and line[-1] == "]":
            section = line[1:-1]
        else:
            found.setdefault(section, set()).add(line)
    return {key: frozenset(entries) for key, entries in found.items()}


@cache
def entries(name: str) -> frozenset[str]:
    """Return the folded entries of a table without sections."""
    return sections(name)[""]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a table, each as its folded words."""
    return tuple(tuple(line.split()) for line in _lines(fold(_text(name))))


@cache
def cased(name: str, section: str) -> frozenset[str]:
    """Return the entries of one section as they are written."""
    current, found = "", set[str]()
    for line in _lines(_text(name)):
        if line.startswith("["):
            current = line[1:-1]
        elif current == section:
            found.add(line)
    return frozenset(found)
