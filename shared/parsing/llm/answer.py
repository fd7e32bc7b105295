"""From the text of a reply to an answer that fits its schema, or the reasons why it does not."""

import json
import re
from typing import Any

from jsonschema import Draft202012Validator

from shared.parsing.llm.answer_schema import Schema
from shared.parsing.llm.client import Reply

FENCED = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
UNFINISHED = frozenset({"length", "content_filter", "no_choices"})
THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)  # reasoning models say it aloud
MOST_FAULTS = 10  # told to the model


class Unfit(Exception):  # not one of ours: it never leaves the engine
    """The reply does not hold the answer that was asked for."""

    def __init__(self, reason: str, faults: tuple[str, ...] = ()) -> None:
        """`faults` say where and how it does not fit; places and rules, no values."""
        super().__init__(reason)
        self.reason = reason
        self.faults = faults


def answer_in(reply: Reply, schema: Schema) -> dict[str, Any]:
    """Return the answer that `reply` holds; it fits `schema`.

    Raises `Unfit` for a refusal, a cut-off or filtered reply, and for what is not JSON or does not
    fit.
    """
    if reply.refused:
        raise Unfit("refusal")
    if reply.finish_reason in UNFINISHED:
        raise Unfit(reply.finish_reason)
    answer = _json_object(reply.text)
    faults = tuple(_fault(error) for error in Draft202012Validator(schema).iter_errors(answer))
    if faults:
        raise Unfit("wrong_schema", faults[:MOST_FAULTS])
    return answer


def _json_object(text: str) -> Any:
    """Return the JSON in `text`; models without a JSON mode wrap it in a fence or in prose."""
    text = THOUGHT.sub("", text).strip()
    if fenced := FENCED.match(text):
        text = fenced[1]
    start, end = text.find("{"), text.rfind("}")
    try:
        return json.loads(text[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise Unfit("invalid_json", (type(error).__name__,)) from None


def _fault(error: Any) -> str:
    place = "/".join(map(str, error.absolute_path)) or "the object"
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return f"{place}: missing {', '.join(missing)}"
        case "additionalProperties":
            return f"{place}: has properties that are not in the schema"
        case "type":
            return f"{place}: must be {error.validator_value}"
        case rule:
            return f"{place}: breaks {rule}"
