"""What the demo shows: a table of what was parsed, and one result in full."""

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from local.demo.journey import Arrival

COLUMNS = (
    "file", "name", "e-mail", "phone", "jobs", "degrees", "skills", "languages", "time"
)  # fmt: skip


def show(arrivals: Sequence[Arrival], console: Console) -> None:
    """Print the table, and the result with most in it."""
    table = Table(title="What was parsed", header_style="bold")
    for column in COLUMNS:
        table.add_column(column, overflow="fold")
    for arrival in arrivals:
        table.add_row(*_row(arrival.answer))
    console.print(table)
    richest = max(arrivals, key=lambda arrival: len(json.dumps(arrival.answer)))
    console.print("\nOne result in full, as GET /api/result/<job id> gives it:\n", style="bold")
    console.print_json(json.dumps(richest.answer, ensure_ascii=False))


def _row(answer: dict[str, Any]) -> list[str]:
    result = answer.get("result")
    if result is None:
        return ["", answer["status"], answer.get("error", ""), *[""] * (len(COLUMNS) - 3)]
    data = result["data"]
    person = data["personal_info"]
    counted = ("experience", "education", "skills")
    return [
        result["file_name"],
        *(person.get(field) or "-" for field in ("name", "email", "phone")),
        *(str(len(data[field])) for field in counted),
        ", ".join(each["language"] for each in data["languages"]) or "-",
        f"{result['processing_time']:.2f} s",
    ]
