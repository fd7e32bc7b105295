"""How a CV is asked for: all at once, or, when it is long, in parts that run side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.document import Line
from shared.parsing.llm.answer_schema import answer_schema
from shared.parsing.llm.asking import Question
from shared.parsing.llm.prompt import estimated_tokens, numbered
from shared.parsing.llm.settings import LLMSettings

OVERHEAD = 3  # tokens of a line's number and its end


@dataclass(frozen=True, kw_only=True)
class Part:
    """Sections that are asked for together."""

    wanted: str  # for the model
    sections: tuple[str, ...]
    only_at_the_start: bool = False  # found in the first window of a CV of several


PARTS = (
    Part(
        wanted="personal information and the introductory paragraph",
        sections=("personal_info", "summary"),
        only_at_the_start=True,
    ),
    Part(wanted="jobs", sections=("experience",)),
    Part(
        wanted="education, skills, languages, certifications, projects, publications, interests",
        sections=(
            "education",
            "skills",
            "languages",
            "certifications",
            "projects",
            "publications",
            "interests",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The questions about one CV."""

    questions: tuple[Question, ...]
    lines_left_out: int = 0  # beyond the token budget

    @property
    def largest_question(self) -> int:
        """The tokens of CV text in the longest call."""
        return max(estimated_tokens(question.cv) for question in self.questions)


def plan(lines: Sequence[Line], shown: Sequence[int], settings: LLMSettings) -> Plan:
    """Return what to ask about the lines of the indexes `shown`."""
    affordable = list(_within(lines, shown, settings.cv_input_tokens))
    left_out = len(shown) - len(affordable)
    if _tokens(lines, affordable) <= settings.split_over_tokens:
        whole = Question(cv=numbered(lines, affordable), schema=answer_schema())
        return Plan(questions=(whole,), lines_left_out=left_out)
    windows = [numbered(lines, window) for window in _windows(lines, affordable, settings)]
    return Plan(questions=tuple(_questions(windows)), lines_left_out=left_out)


def merge(answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return one answer of all sections; of single values the first that says something counts."""
    merged: dict[str, Any] = {}
    for answer in answers:
        for key, value in answer.items():
            merged[key] = _joined(merged[key], value) if key in merged else value
    return merged


def _questions(windows: Sequence[str]) -> Iterator[Question]:
    for part in PARTS:
        for window in windows[:1] if part.only_at_the_start else windows:
            schema = answer_schema(part.sections)
            yield Question(cv=window, schema=schema, part=part.wanted)


def _within(lines: Sequence[Line], shown: Sequence[int], budget: int) -> Iterator[int]:
    for index in shown:
        budget -= _cost(lines[index])
        if budget < 0:
            return
        yield index


def _windows(
    lines: Sequence[Line], shown: Sequence[int], settings: LLMSettings
) -> Iterator[list[int]]:
    """Cut `shown` into runs that fit one call, between blocks where that is possible."""
    window: list[int] = []
    tokens = 0
    for index in shown:
        tokens += _cost(lines[index])
        if window and tokens > settings.call_input_tokens:
            cut = _block_start(lines, window)
            yield window[:cut]
            window = window[cut:]
            tokens = _tokens(lines, [*window, index])
        window.append(index)
    yield window


def _block_start(lines: Sequence[Line], window: Sequence[int]) -> int:
    """Return where the last block of `window` begins; its end, if that is in the first half."""
    for place in range(len(window) - 1, len(window) // 2, -1):
        line, before = lines[window[place]], lines[window[place - 1]]
        if line.block != before.block or line.heading or not before.text.strip():
            return place
    return len(window)


def _tokens(lines: Sequence[Line], shown: Iterable[int]) -> int:
    return sum(_cost(lines[index]) for index in shown)


def _cost(line: Line) -> int:
    return estimated_tokens(line.text) + OVERHEAD if line.text.strip() else 0


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, list):
        return first + second
    if isinstance(first, dict):
        return {key: _joined(value, second.get(key)) for key, value in first.items()}
    return second if first is None else first
