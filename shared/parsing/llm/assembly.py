"""From the model's answer to the data of the schema: texts cut from the source, dates read."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from shared.domain.cv import CVData, empty
from shared.domain.document import Line
from shared.parsing.llm.answer_schema import LONG_TEXTS, lines_key

NOTHING = frozenset({"", "-", "–", "n/a", "na", "none", "null", "unknown", "not specified"})

ReadDate = Callable[[str], str | None]  # None: not a date


def assemble(
    answer: Mapping[str, Any],
    lines: Sequence[Line],
    left_out: Collection[int],
    read_date: ReadDate,
    goes_on: Callable[[str], bool],
) -> CVData:
    """Return the data that `answer` gives about `lines`.

    `read_date` reads a date as the CV writes it; `goes_on` tells words such as "à ce jour".
    """
    cut = _Cutter(lines, left_out)
    data = empty()
    for section, value in _cleaned(dict(answer)).items():
        if section == lines_key("summary"):
            data["summary"] = cut.text(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            data[section] = [_entry(entry, cut, read_date, goes_on) for entry in value]
        else:
            data[section] = value
    return data


def _entry(
    answer: Mapping[str, Any],
    cut: "_Cutter",
    read_date: ReadDate,
    goes_on: Callable[[str], bool],
) -> dict[str, Any]:
    entry = dict(answer)
    for name in LONG_TEXTS:
        if lines_key(name) in entry:
            entry[name] = cut.text(entry.pop(lines_key(name)))
    if "is_current" in entry:
        entry.update(_end(answer, read_date, goes_on))
    for key, value in answer.items():
        if key.endswith("date") and value is not None:
            entry[key] = read_date(value)
    return entry


def _end(
    answer: Mapping[str, Any], read_date: ReadDate, goes_on: Callable[[str], bool]
) -> dict[str, Any]:
    """Tell whether a job goes on: an end in words says so, an end with a date says no."""
    end = answer["end_date"]
    ended = end is not None and not goes_on(end) and read_date(end) is not None
    ongoing = end is not None and goes_on(end)
    return {"is_current": ongoing or (answer["is_current"] and not ended)}


class _Cutter:
    """Cuts texts from the lines of a document."""

    def __init__(self, lines: Sequence[Line], left_out: Collection[int]) -> None:
        self._lines = lines
        self._left_out = left_out

    def text(self, ranges: Sequence[int]) -> str | None:
        """Return the lines of `ranges` (first, last, first, last, …; from 1), or None."""
        indexes = dict.fromkeys(self._indexes(ranges))  # each once, however often it is named
        texts = (self._lines[index].text.strip() for index in indexes)
        return "\n".join(text for text in texts if text) or None

    def _indexes(self, ranges: Sequence[int]) -> Iterator[int]:
        firsts, lasts = ranges[0::2], ranges[1::2]
        if len(ranges) % 2:  # a line alone
            lasts = [*lasts, firsts[-1]]
        for first, last in zip(firsts, lasts, strict=True):
            for index in range(max(first, 1) - 1, min(last, len(self._lines))):
                if index not in self._left_out:
                    yield index


def _cleaned(value: Any) -> Any:
    """Return `value` with trimmed strings; what says nothing is None, or not in its list.

    Characters that do not print (NUL, lone surrogates, zero-width marks) are no part of a value,
    and the first two cannot be stored.
    """
    if isinstance(value, str):
        trimmed = "".join(filter(str.isprintable, " ".join(value.split())))
        return None if trimmed.casefold() in NOTHING else trimmed
    if isinstance(value, dict):
        return {key: _cleaned(member) for key, member in value.items()}
    if isinstance(value, list):
        return [member for member in map(_cleaned, value) if member is not None]
    return value
