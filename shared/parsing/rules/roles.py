"""Which part of a header plays which role, decided over all entries of a section at once.

Each part is judged by its words, and by the words of the parts that stand at the same place in the
other headers: where "Apprentice electrician" stands first once, the first part is a title elsewhere
too. That is what carries over to words that no table holds.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from shared.parsing.rules.places import likeness
from shared.parsing.rules.segments import Segment

Scores = Mapping[str, float]  # by role
Judge = Callable[[Segment], Scores]
Choice = tuple[int, float]  # a part for a role, -1 for none, and its score in that role

MAX_SEGMENTS: Final = 7
_LEFTOVER: Final = -0.3
_CHOICES: Final = 3  # parts that are tried for a role
_OWN, _PLACE = 0.55, 0.45  # weight of a part's own words, and of its place


@dataclass(slots=True)
class _Slot:
    """What the parts at one place of the headers score, together."""

    parts: int = 0
    sums: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, scores: Scores) -> None:
        self.parts += 1
        for role, score in scores.items():
            self.sums[role] = self.sums.get(role, 0.0) + score


class _Section:
    """The headers of a section under one way to divide commas."""

    def __init__(self, headers: Sequence[Sequence[Segment]], judge: Judge) -> None:
        self.headers = [list(header)[:MAX_SEGMENTS] for header in headers]
        places: dict[tuple[object, ...], _Slot] = defaultdict(_Slot)
        looks: dict[tuple[object, ...], _Slot] = defaultdict(_Slot)
        self._judged: list[list[tuple[Segment, Scores, tuple[_Slot, _Slot]]]] = []
        for header in self.headers:
            judged: list[tuple[Segment, Scores, tuple[_Slot, _Slot]]] = []
            for segment in header:
                place = places[segment.row, segment.at]
                look = looks[segment.look, segment.at, segment.by]
                own = judge(segment)
                place.add(own)
                look.add(own)
                judged.append((segment, own, (place, look)))
            self._judged.append(judged)

    def assign(self, missing: Scores) -> list[tuple[float, dict[str, int]]]:
        """Return for each header the best total score and the part for each role."""
        return [
            self._assigned([self._scores(*judged) for judged in header], missing)
            for header in self._judged
        ]

    @staticmethod
    def _scores(segment: Segment, own: Scores, slots: Sequence[_Slot]) -> Scores:
        """Return the scores of a part, its own and those of its place in the other headers."""
        if segment.label:
            return {role: 3.0 if role == segment.label else -1.0 for role in own}
        shared = [slot for slot in slots if slot.parts > 1]
        if not shared:
            return own
        found: dict[str, float] = {}
        for role, score in own.items():
            others = sum([(slot.sums[role] - score) / (slot.parts - 1) for slot in shared])
            found[role] = _OWN * score + _PLACE * others / len(shared)
        return found

    @staticmethod
    def _choices(table: Sequence[Scores], role: str, missing: float) -> list[Choice]:
        """Return the parts that are better in this role than left over, the best first, then none."""
        scores = [(at, scores[role]) for at, scores in enumerate(table)]
        worth = [each for each in scores if each[1] > missing + _LEFTOVER]
        worth.sort(key=lambda each: each[1], reverse=True)
        return [*worth[:_CHOICES], (-1, missing)]

    def _assigned(self, table: Sequence[Scores], missing: Scores) -> tuple[float, dict[str, int]]:
        """Return the best total score of a header and the part for each role."""
        choices = [self._choices(table, role, least) for role, least in missing.items()]
        favourites = tuple([each[0] for each in choices])
        best: Sequence[Choice] = ()
        best_score = -100.0
        for chosen in (favourites,) if _are_apart(favourites) else product(*choices):
            if not _are_apart(chosen):
                continue
            score = _LEFTOVER * (len(table) - len([at for at, _ in chosen if at >= 0]))
            for _, worth in chosen:
                score += worth
            if score > best_score + 1e-9:
                best_score, best = score, chosen
        return best_score, {
            role: at for role, (at, _) in zip(missing, best, strict=True) if at >= 0
        }


def _are_apart(chosen: Sequence[Choice]) -> bool:
    """Whether no part has two roles."""
    taken = [at for at, _ in chosen if at >= 0]
    return len(set(taken)) == len(taken)


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

    apart: dict[str, Sequence[Sequence[Segment]]] = {}  # ways that do not divide as one before
    for variant, headers in divided.items():
        if headers not in apart.values():
            apart[variant] = headers
    sections = {variant: _Section(headers, judged) for variant, headers in apart.items()}
    results = {variant: section.assign(missing) for variant, section in sections.items()}
    totals = {variant: sum(score for score, _ in results[variant]) for variant in apart}
    usual = max(apart, key=lambda variant: totals[variant])
    found: list[dict[str, str]] = []
    for at in range(len(divided["none"])):
        best = max(
            apart, key=lambda variant: results[variant][at][0] + (0.3 if variant == usual else 0)
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
        if role is None and last is not None and segment.by in (",", "-", "(") and segment.at:
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
