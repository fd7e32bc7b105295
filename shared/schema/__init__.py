"""The JSON Schema of a CV: one file, the single source for every engine, check and document."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def cv_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `data` of every result fits."""
    return json.loads((files(__name__) / "cv.schema.json").read_text(encoding="utf-8"))
