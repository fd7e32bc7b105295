"""Forms of jobs or studies that name their values: "Period | Position | Employer" above or beside."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules.cards import with_cards_apart
from shared.parsing.rules.entries import Entry, split
from shared.parsing.rules.hyphened_towns import with_towns_parted
from shared.parsing.rules.labelled_towns import with_towns_labelled
from shared.parsing.rules.marked_entries import without_marks
from shared.parsing.rules.named_values import with_values_named
from shared.parsing.rules.numbering import without_numbers
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.sentences import with_sentences_parted

LEAST_FORMS: Final = 2  # entries with the same labels
MOST_REMARKED: Final = 4  # words behind a period
LABELS: Final = 0.3  # of the rows have one, in a form; items need none where titles and dates have


def as_usual(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a section as most people write them: no numbers, no sentences, towns apart."""
    unmarked = with_towns_labelled(without_numbers(without_marks(with_cards_apart(rows))))
    return with_sentences_parted(with_towns_parted(unmarked))


def entries_of(
    rows: Sequence[Row], part_of: Callable[[Row], str], *, described: bool = True
) -> list[Entry]:
    """Return the entries of a section, told by their labels where it is a form, as `split` does else."""
    named = with_values_named(rows)
    roles = [_role_of(row) for row in named]
    first = next(filter(None, roles), "")
    starts = [at for at, role in enumerate(roles) if role and role == first]
    labels = sum(role not in ("", "dates") for role in roles)
    if _is_single(named, roles):
        return [_form(named, roles)]
    dated = first == "title" and roles.count("dates") >= len(starts)  # by labels too
    told = [row for row in rows if not (dated and row.bullet)]
    least = max(len(starts), LABELS * len(told))
    if len(starts) < LEAST_FORMS or starts[0] > 1 or labels < least:
        return split(named, part_of, described=described)
    headed = bool(starts[0]) and not any(roles[at - 1] for at in starts)
    if headed:  # the employer stands above each
        starts = [at - 1 for at in starts]
        if first == "title":  # whom a label tells below is a customer
            roles = ["description" if role == "company" else role for role in roles]
    elif starts[0] and named[0].periods:  # an entry without labels stands above the form
        starts.insert(0, 0)
    if len(_parts_named(named)) < 2 and all(named[at].periods for at in starts):
        return split(named, part_of, described=described)
    ends = [*starts[1:], len(named)]
    found = [_form(named[at:end], roles[at:end]) for at, end in zip(starts, ends, strict=True)]
    return [replace(each, in_form=True) for each in found] if headed else found


def _is_single(rows: Sequence[Row], roles: Sequence[str]) -> bool:
    """Whether the rows are the form of one entry: labels give two of its parts, and each but once."""
    given = list(filter(None, roles))
    dated = sum(bool(row.periods) for row in rows)
    told = len(given) == len(set(given)) > 1 and given[0] == roles[0] and dated == 1
    return told and len(given) >= LABELS * len(rows) and len(_parts_named(rows)) > 1


def _form(rows: Sequence[Row], roles: Sequence[str]) -> Entry:
    """Return an entry with the rows that name it first, wherever they stand."""
    above = next((at for at, role in enumerate(roles) if role), len(rows))
    named = [
        row
        for at, (row, role) in enumerate(zip(rows, roles, strict=True))
        if at < above or role not in ("", "description")
    ]
    rest = [row for row in rows if row not in named]
    dated = [row for row, role in zip(rows, roles, strict=True) if role == "dates"]
    period = next((period for row in (*dated, *named) for period in row.periods), None)
    in_form = len(_parts_named(rows)) > 1
    return Entry(rows=(*named, *rest), dated=len(named) - 1, period=period, in_form=in_form)


def _parts_named(rows: Sequence[Row]) -> set[str]:
    """Return the roles that labels give, of those that name an entry."""
    return {labelled(cell)[0] for row in rows for cell in row.cells} - {"", "dates", "description"}


def _role_of(row: Row) -> str:
    """Return the role that the label of a row's first value gives it; dates have no label left.

    A remark may stand behind a period: "2010 – 2011 (two modules outstanding)".
    """
    if row.periods and not any(map(str.isalpha, row.undated)):
        return "dates"
    if row.periods and row.periods[0].is_range and not row.periods[0].at and not row.bullet:
        return "dates" if len(row.undated.split()) <= MOST_REMARKED else ""
    return labelled(row.cells[0])[0]
