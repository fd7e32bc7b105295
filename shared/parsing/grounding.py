"""Keeps of a CV's data only what its document says.

What an engine claims and the text does not say is dropped. The warning names the field and the
kind of value, never the value: `not_in_source:experience.company:organisation:2`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.domain.cv import CVData
from shared.parsing.source_dates import SourceDates
from shared.parsing.source_text import SourceText, fold

Keep = Callable[[SourceText, str], str | None]  # the value, what is true of it, or None


@dataclass(frozen=True, kw_only=True)
class Grounded:
    """Data that is found in the source, and how much of the claimed was."""

    data: CVData
    warnings: tuple[str, ...]
    confidence: Mapping[str, float]  # by section: share of the values found; none claimed, no key


def ground(data: CVData, source: SourceText, dates: SourceDates) -> Grounded:
    """Return `data` without what `source` does not say, and without repeated entries."""
    check = _Check(source, dates)
    grounded = {section: check.section(section, value) for section, value in data.items()}
    return Grounded(data=grounded, warnings=check.warnings(), confidence=check.confidence())


def _whole(says: Callable[[SourceText, str], bool]) -> Keep:
    return lambda source, value: value if says(source, value) else None


def _parts(source: SourceText, value: str) -> str | None:
    """Keep those parts between commas that are said: of `Paris, France`, maybe `Paris`."""
    kept = [part.strip() for part in value.split(",") if source.says_nearby(part)]
    return ", ".join(kept) or None


def _number(source: SourceText, value: str) -> str | None:
    """Keep a telephone number whose last nine digits are said; prefixes are written many ways."""
    digits = "".join(filter(str.isdigit, value))[-9:]
    return value if len(digits) >= 6 and source.has_number(digits) else None


def _address(source: SourceText, value: str) -> str | None:
    bare = value.strip().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return value if source.says_exactly(bare.rstrip("/")) else None


NEARBY, SAID = _whole(SourceText.says_nearby), _whole(SourceText.says)

RULES: dict[str, tuple[str, Keep]] = {  # field -> kind of value, what to keep of it
    "personal_info.name": ("name", _whole(SourceText.says_in_any_order)),
    "personal_info.headline": ("title", NEARBY),
    "personal_info.email": ("email", _address),
    "personal_info.phone": ("phone", _number),
    "personal_info.location": ("place", _parts),
    "personal_info.links": ("url", _address),
    "skills": ("skill", NEARBY),
    "experience.title": ("title", NEARBY),
    "experience.company": ("organisation", NEARBY),
    "experience.location": ("place", _parts),
    "education.institution": ("organisation", NEARBY),
    "education.degree": ("degree", NEARBY),
    "education.field": ("degree", NEARBY),
    "languages.language": ("language", SAID),
    "languages.level": ("level", NEARBY),
    "certifications.name": ("title", NEARBY),
    "certifications.issuer": ("organisation", NEARBY),
    "projects.name": ("title", NEARBY),
    "projects.url": ("url", _address),
    "publications.title": ("title", NEARBY),
    "publications.publisher": ("organisation", NEARBY),
    "publications.url": ("url", _address),
    "interests": ("interest", SAID),
}
IDENTITY: dict[str, tuple[str, ...]] = {  # an entry without any of these says nothing
    "experience": ("title", "company"),
    "education": ("institution", "degree", "field"),
    "languages": ("language",),
    "certifications": ("name",),
    "projects": ("name",),
    "publications": ("title",),
}


@dataclass
class _Tally:
    claimed: int = 0
    found: int = 0


@dataclass
class _Check:
    source: SourceText
    dates: SourceDates
    dropped: Counter[str] = field(default_factory=Counter[str])
    tallies: dict[str, _Tally] = field(default_factory=dict[str, _Tally])

    def section(self, name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return self._entry(name, value)
        if not isinstance(value, list):
            return value  # the summary: cut from the source, not claimed
        if name in IDENTITY:
            return self._once(name, self._entries(name, value))
        return self._once(name, self._values(name, value))

    def warnings(self) -> tuple[str, ...]:
        return tuple(f"{code}:{count}" for code, count in sorted(self.dropped.items()))

    def confidence(self) -> dict[str, float]:
        return {
            section: round(tally.found / tally.claimed, 3)
            for section, tally in self.tallies.items()
            if tally.claimed
        }

    def _entries(self, section: str, entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the entries that hold; what is left of an invented one may well be in the text."""
        kept: list[dict[str, Any]] = []
        doubtful: list[dict[str, Any]] = []  # not all of it was found
        for claimed in entries:
            entry = self._entry(section, claimed)
            if not any(entry[key] for key in IDENTITY[section]):
                continue
            if 2 * _values_in(entry) < _values_in(claimed):
                self.dropped[f"not_in_source:{section}:entry"] += 1
                continue
            kept.append(entry)
            if _values_in(entry) < _values_in(claimed):
                doubtful.append(entry)
        return [entry for entry in kept if entry not in doubtful or not _is_part(entry, kept)]

    def _entry(self, section: str, entry: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._member(f"{section}.{key}", value) for key, value in entry.items()}

    def _member(self, field_name: str, value: Any) -> Any:
        if isinstance(value, list):
            return self._once(field_name, self._values(field_name, value))
        if isinstance(value, str) and field_name.endswith("date"):
            return self._counted(field_name, "date", self.dates.keep(value))
        if value is True:  # the only flag is `is_current`
            kept = "said" if self.dates.say_that_something_goes_on else None
            return self._counted(field_name, "date", kept) is not None
        if isinstance(value, str) and field_name in RULES:
            return self._value(field_name, value)
        return value

    def _values(self, field_name: str, values: Iterable[str]) -> list[str]:
        kept = (self._value(field_name, value) for value in values)
        return [value for value in kept if value]

    def _value(self, field_name: str, value: str) -> str | None:
        kind, keep = RULES[field_name]
        return self._counted(field_name, kind, keep(self.source, value))

    def _counted(self, field_name: str, kind: str, kept: str | None) -> str | None:
        tally = self.tallies.setdefault(field_name.partition(".")[0], _Tally())
        tally.claimed += 1
        if kept is None:
            self.dropped[f"not_in_source:{field_name}:{kind}"] += 1
        else:
            tally.found += 1
        return kept

    def _once(self, field_name: str, values: list[Any]) -> list[Any]:
        """Return `values` without those that say again what one before them said."""
        kept: dict[str, Any] = {}
        for value in values:
            kept.setdefault(_identity(value), value)
        if len(kept) < len(values):
            self.dropped[f"repeated:{field_name}"] += len(values) - len(kept)
        return list(kept.values())


def _values_in(entry: Mapping[str, Any]) -> int:
    return sum(isinstance(value, str) for key, value in entry.items() if key != "description")


def _is_part(entry: Mapping[str, Any], entries: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether another entry says all that `entry` says, and more."""
    said = {key: value for key, value in entry.items() if isinstance(value, str)}
    return any(
        _values_in(other) > _values_in(entry)
        and all(other[key] == value for key, value in said.items() if key != "description")
        for other in entries
    )


def _identity(value: str | Mapping[str, Any]) -> str:
    if isinstance(value, str):
        return " ".join(fold(value).split())
    said = {key: part for key, part in value.items() if key not in ("description", "location")}
    return fold(repr(sorted((key, str(part)) for key, part in said.items())))
