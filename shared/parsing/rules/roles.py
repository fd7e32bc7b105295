"""Which part of a header plays which role, decided over all entries of a section at once.

Each part is judged by its words, and by the words of the parts that stand at the same place in the
other headers: where "Apprentice electrician" stands first once, the first part is a title elsewhere
too. That is what carries over to words that no table holds.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import inf
from operator import itemgetter
from typing import Final

from shared.parsing.rules.places import is_wide, likeness
from shared.parsing.rules.segments import Segment

Scores = Mapping[str, float]  # by role
Judge = Callable[[Segment], Scores]
Own = tuple[float, ...]  # scores of a part by its own words, in the order of the roles
Slot = tuple[object, ...]  # what parts at one place of the headers share
Choice = tuple[int, float]  # a part for a role, -1 for none, and its score in that role

MAX_SEGMENTS: Final = 7
_ALIKE: Final = {"company": "institution", "institution": "company"}  # of jobs, of studies
PLACE: Final = 2  # words of a place that no table holds
_LEFTOVER: Final = -0.3
_CHOICES: Final = 3  # parts that are tried for a role
_OWN, _PLACE = 0.55, 0.45  # weight of a part's own words, and of its place


def _slots(segment: Segment) -> tuple[Slot, Slot]:
    return (
        ("place", segment.row, segment.at),
        ("look", segment.look, segment.at, segment.by),
    )


class _Section:
    """The headers of a section under one way to divide commas."""

    def __init__(
        self, headers: Sequence[Sequence[Segment]], judge: Callable[[Segment], Own]
    ) -> None:
        self.headers = [list(header)[:MAX_SEGMENTS] for header in headers]
        self._judged = [
            [(segment, judge(segment), _slots(segment)) for segment in header]
            for header in self.headers
        ]
        scores: dict[Slot, list[Own]] = defaultdict(list)
        for header in self._judged:
            for _, own, slots in header:
                for slot in slots:
                    scores[slot].append(own)
        self._sums = {  # and of how many other parts, of the slots that parts share
            slot: (len(owns) - 1, list(map(sum, zip(*owns, strict=True))))
            for slot, owns in scores.items()
            if len(owns) > 1
        }

    def assign(self, missing: Scores) -> list[tuple[float, dict[str, int]]]:
        """Return for each header the best total score and the part for each role."""
        return [
            self._assigned([self._scores(*judged, missing) for judged in header], missing)
            for header in self._judged
        ]

    def _scores(
        self, segment: Segment, own: Own, slots: Sequence[Slot], missing: Scores
    ) -> Sequence[float]:
        """Return the scores of a part, its own and those of its place in the other headers."""
        if segment.label:
            named = segment.label if segment.label in missing else _ALIKE.get(segment.label)
            return [3.0 if role == named else -1.0 for role in missing]
        place, look = map(self._sums.get, slots)
        first, second = place or look, look or place
        if first is None or second is None:
            return own
        (placed, by_place), (looking, by_look) = first, second
        return [
            _OWN * score + _PLACE * ((one - score) / placed + (two - score) / looking) / 2
            for score, one, two in zip(own, by_place, by_look, strict=True)
        ]

    @staticmethod
    def _favourite(scores: Sequence[float], missing: float) -> Choice:
        """Return the first of the `_choices`."""
        best = max(scores, default=-inf)
        return (scores.index(best), best) if best > missing + _LEFTOVER else (-1, missing)

    @staticmethod
    def _total(table: Sequence[Sequence[float]], chosen: Sequence[Choice]) -> float:
        """Return the score of a header with a part for each role, and the others left over."""
        score = _LEFTOVER * (len(table) - len([at for at, _ in chosen if at >= 0]))
        for _, worth in chosen:
            score += worth
        return score

    @staticmethod
    def _choices(scores: Sequence[float], missing: float) -> list[Choice]:
        """Return the parts that are better in a role than left over, the best first, then none."""
        worth = [(at, score) for at, score in enumerate(scores) if score > missing + _LEFTOVER]
        worth.sort(key=itemgetter(1), reverse=True)
        return [*worth[:_CHOICES], (-1, missing)]

    def _assigned(
        self, table: Sequence[Sequence[float]], missing: Scores
    ) -> tuple[float, dict[str, int]]:
        """Return the best total score of a header and the part for each role."""
        by_role = list(zip(*table, strict=True)) if table else [()] * len(missing)
        favourites = list(map(self._favourite, by_role, missing.values()))
        if _are_apart(favourites):
            best_score, best = self._total(table, favourites), favourites
        else:
            choices = map(self._choices, by_role, missing.values())
            best: Sequence[Choice] = ()
            best_score = -100.0
            for chosen in filter(_are_apart, product(*choices)):
                score = self._total(table, chosen)
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
    known: dict[int, Own] = {}  # a header without commas has the same parts in every variant

    def judged(segment: Segment) -> Own:
        if id(segment) not in known:
            known[id(segment)] = tuple(map(judge(segment).__getitem__, missing))
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
            if _belongs_to(last, segment):
                texts[last] = _put_back(texts[last], segment)
            elif role_at.get(at + 1) == "location" and _lies_in(segment, header[at + 1]):
                texts["location"] = _put_back(segment.text, header[at + 1])
            continue
        last = role
    return texts


def _belongs_to(role: str, segment: Segment) -> bool:
    """Whether a part without a role goes on with the one before; what is long is no part of a place."""
    if role == "location":
        short = segment.text[:1].isupper() and len(segment.text.split()) <= PLACE
        return short or likeness(segment.text) >= 0.7
    return likeness(segment.text) < 0.7


def _lies_in(town: Segment, land: Segment) -> bool:
    """Whether a dash divided a town from the country behind it: "Fès – Maroc"."""
    return land.by == "-" and is_wide(land.text) and likeness(town.text) >= 0.7


def _put_back(text: str, segment: Segment) -> str:
    match segment.by:
        case ",":
            return f"{text}, {segment.text}"
        case "(":
            return f"{text} ({segment.text})"
        case _:
            return f"{text} – {segment.text}"
