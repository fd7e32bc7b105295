"""What the demo shows: a table of what was parsed, and one result."""

import json
from collections import Counter
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
    console.print(f"Read by {who_read(arrivals)}.", highlight=False)
    richest = max(arrivals, key=lambda arrival: len(json.dumps(arrival.answer)))
    console.print("\nOne result, as GET /api/result/<job id> gives it:\n", style="bold")
    console.print_json(json.dumps(_shortened(richest.answer), ensure_ascii=False))


def who_read(arrivals: Sequence[Arrival]) -> str:
    """Return which engines read how many CVs, and what the LLM took for its share."""
    metas = [each.answer["result"]["meta"] for each in arrivals if "result" in each.answer]
    readers = Counter(_reader(meta) for meta in metas)
    said = ", ".join(f"{reader}: {number}" for reader, number in readers.most_common())
    tokens = sum(sum(meta["tokens"].values()) for meta in metas if meta["tokens"])
    usd = sum(meta["cost_usd"] or 0.0 for meta in metas)
    return f"{said} ({tokens:,} tokens, {usd:.4f} USD by the price list)" if tokens else said


def _shortened(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer without the places of its values: they would push the table off the screen."""
    if "result" not in answer:
        return answer
    result = answer["result"]
    places = f"(left out here: page and lines of {len(result['meta']['places'])} values)"
    return answer | {"result": result | {"meta": result["meta"] | {"places": places}}}


def _reader(meta: dict[str, Any]) -> str:
    if meta["engine"] == "openai":
        return meta["model"]
    return "the local engine in its stead" if meta["degraded"] else "the local engine"


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
