"""The prompt: versioned text beside this module, and the CV as numbered lines."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from shared.domain.document import Line
from shared.parsing.llm.answer_schema import Schema, answer_schema

CURRENT = "cv-1"
CHARACTERS_PER_TOKEN = 3.2  # cautious: English has about 4.5, French 3.8, German 3.6


@cache
def instructions(version: str = CURRENT) -> str:
    """Return the system prompt of `version`."""
    return (
        (files("shared.parsing.llm") / "prompts" / f"{version}.md")
        .read_text(encoding="utf-8")
        .strip()
    )


@cache
def prompt_version(version: str = CURRENT) -> str:
    """Return the name of all that we ask: `cv-1-` and a digest of its words and its schema."""
    asked = messages("", "part", answer_schema(), schema_in_prompt=True, version=version)
    return f"{version}-{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:8]}"


def numbered(lines: Sequence[Line], shown: Sequence[int]) -> str:
    """Return `lines` as the model sees them: those of the indexes `shown`, numbered from 1.

    A number is a line's place in the whole document, whatever is left out.
    """
    return "\n".join(_rendered(lines, shown))


def estimated_tokens(text: str) -> int:
    """Return about how many tokens `text` is; rather too many than too few."""
    return round(len(text) / CHARACTERS_PER_TOKEN) + 1


def messages(
    cv: str, part: str | None, schema: Schema, *, schema_in_prompt: bool, version: str = CURRENT
) -> list[Any]:
    """Return the messages that ask for `schema` about the numbered lines `cv`.

    `part` names the sections asked for, None for all; the CV comes first in all parts, so that
    the endpoint's prompt cache may serve it.
    """
    system = instructions(version)
    if schema_in_prompt:
        system += "\n\nAnswer with one JSON object that fits this JSON Schema, and nothing else:\n"
        system += json.dumps(schema, separators=(",", ":"))
    user = f"<cv>\n{cv}\n</cv>"
    if part:
        user += f"\n\nExtract only: {part}."
    return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def _rendered(lines: Sequence[Line], shown: Sequence[int]) -> Iterator[str]:
    page = lines[shown[0]].page if shown else 1
    for index in shown:
        line = lines[index]
        if line.page != page:
            page = line.page
            yield f"--- page {page} ---"
        if line.text.strip():
            yield f"{index + 1}|{'• ' if line.bullet else ''}{_text(line)}"


def _text(line: Line) -> str:
    text = "  ".join(line.cells) if line.cells else line.text
    return text.replace("<cv>", "").replace("</cv>", "")
