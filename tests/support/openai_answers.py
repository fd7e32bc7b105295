"""What the double of the LLM answers: from the corpus truth, or what the local engine reads."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.engine import LocalEngine

Json = dict[str, Any]
Author = Callable[[Json], Json]  # request of a chat completion -> the answer's JSON object

NUMBERED = re.compile(r"^(\d+)\|(?:• )?(.*)$", re.MULTILINE)
INVENTED = {
    "skills": ("Chronokinesis", "Basket Weaving for Robots", "Zorblatt Framework", "QuuxScript"),
    "languages": ("Klingon", "Quenya", "Dothraki", "Esperantido"),
    "organisations": ("Googolplex Industries", "Miskatonic Corp", "Zyzzyva Labs", "Frobozz Magic"),
    "titles": ("Grand Vizier of Synergy", "Chief Unicorn Wrangler", "Warp Core Engineer"),
    "degrees": ("PhD in Xenolinguistics", "Master of Alchemy", "Diploma in Necromancy"),
}


def fold(text: object) -> str:
    decomposed = unicodedata.normalize("NFKD", str(text).casefold())
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", kept))


def numbered_lines(request: Json) -> dict[int, str]:
    """Return the CV's lines of `request` by their number."""
    user = next(m["content"] for m in request["messages"] if m["role"] == "user")
    return {int(number): text for number, text in NUMBERED.findall(user)}


def asked_properties(request: Json) -> Json:
    """Return the top-level properties of the schema that `request` asks for."""
    form = request.get("response_format") or {}
    if form.get("type") == "json_schema":
        return form["json_schema"]["schema"]["properties"]
    system = request["messages"][0]["content"]
    return json.loads(system[system.index("{") :])["properties"]


def fitted(answer: Json, properties: Json) -> Json:
    """Return `answer` with exactly the keys of `properties`, what is missing null or empty."""
    return {name: _fitted(answer.get(name), schema) for name, schema in properties.items()}


def _fitted(value: Any, schema: Json) -> Any:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "object" in kinds:
        return fitted(value or {}, schema["properties"])
    if "array" in kinds:
        return [_fitted(item, schema["items"]) for item in value or []]
    if "boolean" in kinds:
        return bool(value)
    return value if value is not None or "null" in kinds else ""


def truthful(truth: Path) -> Author:
    """Return an author who knows the truth files of the folder `truth`."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(truth.glob("*.json"))]

    def write(request: Json) -> Json:
        lines = numbered_lines(request)
        known = _best_match(truths, fold(" ".join(lines.values())))
        answer = _answer_of(known, lines) if known else read(lines)
        return fitted(answer, asked_properties(request))

    return write


def knowing(truth: Json) -> Author:
    """Return an author who takes every CV for the one of `truth`, one truth file."""

    def write(request: Json) -> Json:
        return fitted(_answer_of(truth, numbered_lines(request)), asked_properties(request))

    return write


def plausible(request: Json) -> Json:
    """Answer by rules, for CVs that no truth is known of."""
    return fitted(read(numbered_lines(request)), asked_properties(request))


def _best_match(truths: list[Json], text: str) -> Json | None:
    scored = [(_likeness(truth["_visible"], text), number) for number, truth in enumerate(truths)]
    score, number = max(scored, default=(0.0, -1))
    return truths[number] if score > 0.4 else None


def _likeness(visible: Json, text: str) -> float:
    """Return which share of the values of `visible` stands in `text`, less for a wrong name."""
    values = [fold(value) for value in _leaves(visible)]
    found = sum(value in text for value in values) / max(1, len(values))
    return found + len(values) / 10_000  # of two that fit as well, the fuller one


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, member in value.items():
            if not key.endswith("date"):
                yield from _leaves(member)
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(member)
    elif isinstance(value, str):
        yield value


def _answer_of(truth: Json, lines: dict[int, str]) -> Json:
    visible = truth["_visible"]
    personal = {key: visible.get(key) for key in ("name", "headline", "email", "phone", "location")}
    jobs = []
    for place, job in enumerate(visible.get("experience", [])):
        written = truth["work"][place] if place < len(truth.get("work", [])) else {}
        texts = [written.get("summary") or "", *written.get("highlights", [])]
        jobs.append({**job, "description_lines": _lines_of(texts, lines)})
    return {
        **visible,
        "personal_info": {**personal, "links": visible.get("links", [])},
        "summary_lines": _lines_of([visible.get("summary") or ""], lines),
        "experience": jobs,
    }


def _lines_of(texts: list[str], lines: dict[int, str]) -> list[int]:
    """Return the first and last number of each run of `lines` that hold `texts`."""
    wanted = [fold(text) for text in texts if text]
    held = [
        number
        for number, line in lines.items()
        if len(line) > 12 and any(fold(line) in text or text in fold(line) for text in wanted)
    ]
    ranges: list[int] = []
    for number in held:
        if ranges and number <= ranges[-1] + 1:
            ranges[-1] = number
        else:
            ranges += [number, number]
    return ranges


def read(lines: dict[int, str]) -> Json:
    """Return what the local engine makes of numbered lines, as an answer."""
    texts = (lines.get(number, "") for number in range(1, max(lines, default=0) + 1))
    shown = tuple(Line(text=text) for text in texts)
    data = LocalEngine().parse(Document(lines=shown, file_type=FileType.TXT)).data
    entries = {
        section: [
            {**entry, "description_lines": _lines_of([entry["description"] or ""], lines)}
            for entry in data[section]
        ]
        for section in ("experience", "projects")
    }
    return {**data, **entries, "summary_lines": _lines_of([data["summary"] or ""], lines)}


def hallucinated(answer: Json) -> Json:
    """Return `answer` with invented values, 30 % or more of each list, and an invented entry."""
    worse = json.loads(json.dumps(answer))
    for name in ("skills", "interests"):
        if name in worse:
            worse[name] += INVENTED["skills"][: len(worse[name]) // 3 + 1]
    for place, language in enumerate(INVENTED["languages"][: len(worse.get("languages", [])) + 1]):
        if "languages" in worse and place % 3 == 0:
            worse["languages"].append({"language": language, "level": "fluent"})
    _add_entry(worse, "experience", {"title": "titles", "company": "organisations"})
    _add_entry(worse, "education", {"degree": "degrees", "institution": "organisations"})
    return worse


def _add_entry(answer: Json, section: str, invented: dict[str, str]) -> None:
    """Add an invented entry for every three; the first borrows a true title, as models do."""
    borrowed = {key: value for key, value in (answer.get(section) or [{}])[0].items() if value}
    for place in range(len(answer.get(section, [])) // 3 + 1 if section in answer else 0):
        entry = {key: INVENTED[pool][place % 3] for key, pool in invented.items()}
        entry |= {"start_date": "1903-02", "end_date": "1904-05", "is_current": False}
        if section == "experience":
            entry |= {"location": "Innsmouth", "description_lines": []}
        else:
            entry |= {"field": "Transmutation"}
        if place == 0 and "title" in borrowed:
            entry["title"] = borrowed["title"]
        answer[section].append(entry)


def duplicated(answer: Json) -> Json:
    """Return `answer` with every list member twice."""
    return {key: value * 2 if isinstance(value, list) else value for key, value in answer.items()}
