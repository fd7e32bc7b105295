"""Which part of a header plays which role, decided over all entries of a section at once.

Each part is judged by its words, and by the words of the parts that stand at the same place in the
other headers: where "Apprentice electrician" stands first once, the first part is a title elsewhere
too. That is what carries over to words that no table holds.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from itertools import product
from typing import Final

from shared.parsing.rules.places import likeness
from shared.parsing.rules.segments import Segment

Scores = Mapping[str, float]  # by role
Judge = Callable[[Segment], Scores]
Slots = tuple[tuple[object, ...], ...]  # what parts at one place of the headers share

MAX_SEGMENTS: Final = 7
_LEFTOVER: Final = -0.3
_CHOICES: Final = 3  # parts that are tried for a role
_OWN, _PLACE = 0.55, 0.45  # weight of a part's own words, and of its place


def _slots(segment: Segment) -> Slots:
    return (
        ("place", segment.row, segment.index),
        ("look", segment.look, segment.index, segment.by),
    )


class _Section:
    """The headers of a section under one way to divide commas."""

    def __init__(self, headers: Sequence[Sequence[Segment]], judge: Judge) -> None:
        self.headers = [list(header)[:MAX_SEGMENTS] for header in headers]
        self._judged = [
            [(segment, judge(segment), _slots(segment)) for segment in header]
            for header in self.headers
        ]
        self._sums: dict[tuple[object, ...], dict[str, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        self._counts: dict[tuple[object, ...], int] = defaultdict(int)
        for header in self._judged:
            for _, own, slots in header:
                for slot in slots:
                    self._counts[slot] += 1
                    sums = self._sums[slot]
                    for role, score in own.items():
                        sums[role] += score

    def assign(self, missing: Scores) -> list[tuple[float, dict[str, int]]]:
        """Return for each header the best total score and the part for each role."""
        return [
            self._assigned([self._scores(*judged) for judged in header], missing)
            for header in self._judged
        ]

    def _scores(self, segment: Segment, own: Scores, slots: Slots) -> dict[str, float]:
        """Return the scores of a part, its own and those of its place in the other headers."""
        if segment.label:
            return {role: 3.0 if role == segment.label else -1.0 for role in own}
        shared = [(self._sums[s], self._counts[s] - 1) for s in slots if self._counts[s] > 1]
        found: dict[str, float] = {}
        for role, score in own.items():
            others = [(sums[role] - score) / count for sums, count in shared]
            found[role] = _OWN * score + _PLACE * sum(others) / len(others) if others else score
        return found

    @staticmethod
    def _worth(table: Sequence[Scores], role: str, least: float) -> list[int]:
        """Return the parts that are better in this role than left over, and -1 for none."""
        worth = [at for at in range(len(table)) if table[at][role] > least]
        return [*nlargest(_CHOICES, worth, key=lambda at: table[at][role]), -1]

    def _assigned(self, table: Sequence[Scores], missing: Scores) -> tuple[float, dict[str, int]]:
        """Return the best total score of a header and the part for each role."""
        choices = [
            [
                (at, missing[role] if at < 0 else table[at][role])
                for at in self._worth(table, role, missing[role] + _LEFTOVER)
            ]
            for role in missing
        ]
        best: Sequence[tuple[int, float]] = [(-1, 0.0)] * len(choices)
        best_score = -100.0
        for chosen in product(*choices):
            taken = [at for at, _ in chosen if at >= 0]
            if len(taken) > 1 and len(set(taken)) < len(taken):
                continue
            score = _LEFTOVER * (len(table) - len(taken))
            for _, worth in chosen:
                score += worth
            if score > best_score + 1e-9:
                best_score, best = score, chosen
        return best_score, {
            role: at for role, (at, _) in zip(missing, best, strict=True) if at >= 0
        }


def assign(
    divided: Mapping[str, Sequence[Sequence[Segment]]], judge: Judge, missing: Scores
) -> list[dict[str, str]]:
    """Return the text of each role for every header.

    `divided` has the headers once for each way to divide commas; `missing` is the score of a role that is
    left empty, for each role.
    """
    known: dict[int, Scores] = {}  # a header without commas has the same parts in every variant

    def judged(segment: Segment) -> Scores:
        if id(segment) not in known:
            known[id(segment)] = judge(segment)
        return known[id(segment)]

    sections = {variant: _Section(headers, judged) for variant, headers in divided.items()}
    results = {variant: section.assign(missing) for variant, section in sections.items()}
    totals = {variant: sum(score for score, _ in results[variant]) for variant in divided}
    usual = max(divided, key=lambda variant: totals[variant])
    found: list[dict[str, str]] = []
    for at in range(len(divided["none"])):
        best = max(
            divided, key=lambda variant: results[variant][at][0] + (0.3 if variant == usual else 0)
        )
        found.append(_texts(sections[best].headers[at], results[best][at][1]))
    return found


def _texts(header: Sequence[Segment], chosen: Mapping[str, int]) -> dict[str, str]:
    """Return the text by role, with the parts that a comma or dash divided for nothing put back."""
    role_at = {at: role for role, at in chosen.items()}
    texts = {role: header[at].text for role, at in chosen.items()}
    last: str | None = None
    for at, segment in enumerate(header):
        role = role_at.get(at)
        if role is None and last is not None and segment.by in (",", "-", "(") and segment.index:
            if last == "location" or likeness(segment.text) < 0.7:
                texts[last] = _put_back(texts[last], segment)
            continue
        last = role
    return texts


def _put_back(text: str, segment: Segment) -> str:
    match segment.by:
        case ",":
            return f"{text}, {segment.text}"
        case "(":
            return f"{text} ({segment.text})"
        case _:
            return f"{text} – {segment.text}"
