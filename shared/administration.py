"""The dead letters and deliveries over HTTP, for operators. No answer holds CV content.

GET  /dead-letters?<filter>&limit=                     list
GET  /dead-letters/<id>                                show, with the history of every attempt
POST /dead-letters/<id>/replay                         replay one
POST /dead-letters/<id>/purge  {"reason"}              put away
POST /replay  {<filter>, "max", "dry_run", "force"}    replay many
GET  /deliveries?job_id=                               the webhooks of a job, with their attempts

A filter has any of function, error_code, priority, status ("any" for all), transient, since and
until (ISO 8601). All failed webhooks since a time: {"function": "webhook-dispatch", "since": …}.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Request, Response

from shared.domain.dead_letter import DeadLetter, Function, LetterFilter, LetterStatus
from shared.domain.delivery import Delivery
from shared.errors import BadParameter, BadRequestBody, MethodNotAllowed, UnknownRoute
from shared.http import reply
from shared.pipeline.replay import Replayed, purge, replay_all, replay_one
from shared.services import Services

Json = dict[str, Any]

DEFAULT_LIMIT, HIGHEST_LIMIT = 100, 1000
ACTOR = "http"  # in the audit; the one who holds the token


@dataclass(frozen=True, kw_only=True)
class Route:
    """What may be asked of the dead letters and deliveries."""

    method: str
    path: str  # `{id}` stands for a part
    answer: Callable[[Json, Services], Json | None]  # of all that was given; None = done
    takes_json: bool = False  # an object as the body

    def match(self, path: str) -> Json | None:
        """Return the parts of `path` by name, None where it is another's."""
        pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


def answer(request: Request, services: Services) -> Response:
    """Answer an operator's request; raise `Refused` for what cannot be done."""
    path = request.path.rstrip("/")
    routes = [(route, parts) for route in ROUTES if (parts := route.match(path)) is not None]
    if not routes:
        raise UnknownRoute
    for route, parts in routes:
        if route.method == request.method:
            told = route.answer(_given(route, request) | parts, services)
            status = HTTPStatus.NO_CONTENT if told is None else HTTPStatus.OK
            return reply(status, told)
    raise MethodNotAllowed


def _given(route: Route, request: Request) -> Json:
    if route.takes_json:
        return _body(request)
    return request.args.to_dict() if route.method == "GET" else {}


def _replay_one(given: Json, services: Services) -> Json:
    return _replayed(replay_one(given["id"], services, actor=ACTOR))


def _purge(given: Json, services: Services) -> None:
    purge(given["id"], services, actor=ACTOR, reason=str(given.get("reason", "")))


def _letter(given: Json, services: Services) -> Json:
    """Return a letter with every attempt, and with what was done to it."""
    letter = services.letters.get(given["id"])
    return _letter_json(letter) | {"audit": _audit(letter.id, services)}


def _audit(subject: str, services: Services) -> list[Json]:
    return [_plain(asdict(action)) for action in services.letters.audit(subject)]


def _list(given: Json, services: Services) -> Json:
    found = services.letters.find(_filter(given), _limit(given.get("limit")))
    return {"dead_letters": [_letter_json(letter) for letter in found]}


def _replay_many(given: Json, services: Services) -> Json:
    done = replay_all(
        _filter(given),
        services,
        actor=ACTOR,
        most=_limit(given.get("max")),
        dry_run=given.get("dry_run") is True,
        force=given.get("force") is True,
    )
    return _replayed(done)


def _deliveries(given: Json, services: Services) -> Json:
    job_id = given.get("job_id", "")
    services.jobs.get(job_id)
    owed = services.deliveries.of_job(job_id)
    return {"deliveries": [_delivery_json(delivery, services) for delivery in owed]}


def _filter(given: Json) -> LetterFilter:
    try:
        return LetterFilter(
            function=Function(given["function"]) if given.get("function") else None,
            error_code=_text(given, "error_code"),
            priority=_text(given, "priority"),
            status=_status(given.get("status", LetterStatus.DEAD)),
            transient=_flag(given.get("transient")),
            created_after=_moment(given.get("since")),
            created_before=_moment(given.get("until")),
        )
    except (ValueError, TypeError, OverflowError) as error:
        raise BadParameter(str(error)) from None


def _text(given: Json, name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{name}: a text is needed")
    return value


def _status(given: str) -> LetterStatus | None:
    return None if given == "any" else LetterStatus(given)


def _moment(given: str | None) -> datetime | None:
    """Return the moment that is meant; without a zone it is UTC."""
    if not given:
        return None
    moment = datetime.fromisoformat(given)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _flag(given: Any) -> bool | None:
    return None if given is None else str(given).lower() == "true"


def _limit(given: Any) -> int:
    try:
        return min(max(1, int(given or DEFAULT_LIMIT)), HIGHEST_LIMIT)
    except (ValueError, TypeError, OverflowError):
        raise BadParameter("limit") from None


def _body(request: Request) -> Json:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadRequestBody("a JSON object is needed")
    return body


def _replayed(done: Replayed) -> Json:
    return {"count": len(done.letters), "dead_letters": list(done.letters), "dry_run": done.dry_run}


def _letter_json(letter: DeadLetter) -> Json:
    return _plain(asdict(letter))


def _delivery_json(delivery: Delivery, services: Services) -> Json:
    kept = {
        name: value for name, value in asdict(delivery).items() if name not in ("secret", "body")
    }
    history = [asdict(attempt) for attempt in services.deliveries.history(delivery.id)]
    audit = _audit(delivery.id, services)
    return _plain(kept | {"bytes": len(delivery.body), "history": history, "audit": audit})


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value


ROUTES = (
    Route(method="GET", path="/dead-letters", answer=_list),
    Route(method="GET", path="/dead-letters/{id}", answer=_letter),
    Route(method="POST", path="/dead-letters/{id}/replay", answer=_replay_one),
    Route(method="POST", path="/dead-letters/{id}/purge", answer=_purge, takes_json=True),
    Route(method="POST", path="/replay", answer=_replay_many, takes_json=True),
    Route(method="GET", path="/deliveries", answer=_deliveries),
)
