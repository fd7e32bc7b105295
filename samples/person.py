"""What an invented person writes in a CV, before any layout."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Post:
    """One job, worded as its holder would word it."""

    title: str
    company: str
    place: str
    dates: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Degree:
    """One line of schooling."""

    title: str
    school: str
    dates: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The section headings in the person's own language and taste."""

    summary: str
    posts: str
    degrees: str
    skills: str
    languages: str
    contact: str = ""
    colon: str = ": "  # French sets a space before it


@dataclass(frozen=True, kw_only=True)
class Person:
    """One CV's content."""

    name: str
    headline: str
    contact: tuple[str, ...]  # address, phone, e-mail, links: in the order of the page
    headings: Headings
    summary: str
    posts: tuple[Post, ...]
    degrees: tuple[Degree, ...]
    skills: tuple[tuple[str, str], ...]  # (group, what is in it); the group may be empty
    languages: tuple[tuple[str, str], ...]  # (language, level)
    others: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())  # (heading, lines)
