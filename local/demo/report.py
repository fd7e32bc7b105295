"""What the demo shows: a table of what was parsed, and one result."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from local.demo.journey import Arrival

COLUMNS = {  # and their largest width in characters; None = what is left
    "file": None, "name": 15, "e-mail and phone": None, "found": 9, "languages": 11, "time": 6,
}  # fmt: skip

COUNTED = {"experience": "jobs", "education": "degrees", "skills": "skills"}


def show(arrivals: Sequence[Arrival], console: Console) -> None:
    """Print the table, and the result with most in it."""
    table = Table(
        title="What was parsed", header_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for column, width in COLUMNS.items():
        # A cell goes on below after a word; a word that is too long ends in an ellipsis.
        table.add_column(column, overflow="ellipsis", max_width=width)
    for arrival in arrivals:
        table.add_row(*_row(arrival))
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


def _row(arrival: Arrival) -> list[str]:
    answer = arrival.answer
    result = answer.get("result")
    if result is None:
        return [arrival.file, answer["status"], answer.get("error", ""), *[""] * (len(COLUMNS) - 3)]
    data = result["data"]
    person = data["personal_info"]
    contact = [person[field] for field in ("email", "phone") if person.get(field)]
    return [
        arrival.file,
        person.get("name") or "-",
        "\n".join(contact) or "-",
        "\n".join(f"{len(data[field])} {word}" for field, word in COUNTED.items()),
        ", ".join(each["language"] for each in data["languages"]) or "-",
        f"{result['processing_time']:.2f} s",
    ]
