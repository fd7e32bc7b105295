"""Whatever a model answers within its schema: the data fits, and nothing in it is invented."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.parsing.grounding import ground
from shared.parsing.llm.answer_schema import Schema, answer_schema
from shared.parsing.llm.assembly import assemble
from shared.parsing.llm.engine import check_fits
from shared.parsing.source_dates import SourceDates, goes_on, read_date
from shared.parsing.source_text import SourceText, words
from tests.unit.llm.conftest import CV, a_document

DOCUMENT = a_document()
SAID = frozenset(words(CV))
TRUE = [part.strip() for line in CV.splitlines() for part in line.split(",")]
TEXTS = st.one_of(
    st.sampled_from(TRUE),
    st.sampled_from(["", "n/a", "mars 2021", "09/2016", "2014", "present", "31/02/2019", "C"]),
    st.text(max_size=12),
)


def answers(schema: Schema) -> st.SearchStrategy[Any]:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_of_kind(kind, schema) for kind in kinds])


def _of_kind(kind: str, schema: Schema) -> st.SearchStrategy[Any]:
    match kind:
        case "object":
            parts = {name: answers(part) for name, part in schema["properties"].items()}
            return st.fixed_dictionaries(parts)
        case "array":
            return st.lists(answers(schema["items"]), max_size=3)
        case "integer":
            return st.integers(-3, 40)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _:
            return TEXTS


@settings(max_examples=150, deadline=None)
@given(answer=answers(answer_schema()))
def test_any_answer_becomes_data_that_fits_and_is_said_in_the_cv(answer):
    claimed = assemble(answer, DOCUMENT.lines, frozenset(), read_date, goes_on)
    source = SourceText(DOCUMENT)

    data = ground(claimed, source, SourceDates(source)).data

    check_fits(data)
    said = [data["personal_info"]["name"], *data["skills"], *data["interests"]]
    said += [job[key] for job in data["experience"] for key in ("title", "company")]
    said += [study[key] for study in data["education"] for key in ("institution", "degree")]
    assert all(value is None or _is_said(value) for value in said)


def _is_said(value: str) -> bool:
    """Hold a value to the text by another way than the code does: word by word."""
    joined = "".join(words(CV))
    return all(word in SAID or word in joined for word in words(value))
