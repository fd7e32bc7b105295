"""Whether data is a CV as the schema has it. Only who parses needs this, and jsonschema for it."""

from functools import cache
from typing import TYPE_CHECKING

from shared.domain.cv import CVData
from shared.errors import InvalidResult
from shared.schema import cv_schema

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def check_fits(data: CVData) -> None:
    """Raise `InvalidResult` unless `data` fits the schema; its text names places, no values."""
    error = next(_validator().iter_errors(data), None)
    if error is not None:
        raise InvalidResult(f"{error.json_path} breaks {error.validator}")


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator  # with the first CV, not at the start

    return Draft202012Validator(cv_schema())
