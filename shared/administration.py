"""The dead letters and deliveries over HTTP, for operators. No answer holds CV content."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Request, Response

from shared.domain.dead_letter import DeadLetter, Function, LetterFilter, LetterStatus
from shared.domain.delivery import Delivery
from shared.domain.job import Priority
from shared.errors import BadParameter, BadRequestBody, MethodNotAllowed, UnknownRoute
from shared.http import reply
from shared.parameters import OPERATOR, Parameter, Place
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
    does: str  # for the page /docs
    parameters: tuple[Parameter, ...]
    answer: Callable[[Json, Services], Json | None]  # of all that was given; None = done

    @property
    def takes_json(self) -> bool:
        """Whether the body is a JSON object."""
        return any(each.place is Place.JSON for each in self.parameters)

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
    """Return what the request gives of what the route knows."""
    given = _body(request) if route.takes_json else request.args.to_dict()
    return {each.name: given[each.name] for each in route.parameters if each.name in given}


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
    named = {each: given.get(each.name) for each in CRITERIA}
    try:
        wanted = {
            each.field: each.read(value)
            for each, value in named.items()
            if value is not None and value != ""
        }
    except (ValueError, TypeError, OverflowError) as error:
        raise BadParameter(str(error)) from None
    return LetterFilter(**wanted)


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError("a text is needed")
    return given


def _status(given: Any) -> LetterStatus | None:
    return None if given == "any" else LetterStatus(given)


def _moment(given: str) -> datetime:
    """Return the moment that is meant; without a zone it is UTC."""
    moment = datetime.fromisoformat(given)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _flag(given: Any) -> bool:
    return str(given).lower() == "true"


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


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing to choose dead letters by."""

    name: str
    field: str  # of LetterFilter
    read: Callable[[Any], Any]  # raises ValueError or TypeError
    meaning: str  # for the page /docs


MOMENT = "ISO 8601; without a zone UTC"
CRITERIA = (
    Criterion(name="function", field="function", read=Function, meaning=f"{' or '.join(Function)}"),
    Criterion(
        name="error_code", field="error_code", read=_text, meaning="one of the codes of errors"
    ),
    Criterion(name="priority", field="priority", read=_text, meaning=" or ".join(Priority)),
    Criterion(
        name="status",
        field="status",
        read=_status,
        meaning=f"{', '.join(LetterStatus)}, or any; without it {LetterFilter().status}",
    ),
    Criterion(
        name="transient",
        field="transient",
        read=_flag,
        meaning="true or false: whether it may pass by itself",
    ),
    Criterion(name="since", field="created_after", read=_moment, meaning=MOMENT),
    Criterion(name="until", field="created_before", read=_moment, meaning=MOMENT),
)


def _criteria(place: Place) -> tuple[Parameter, ...]:
    return tuple(Parameter(name=each.name, place=place, meaning=each.meaning) for each in CRITERIA)


AT_MOST = f"how many at most; without it {DEFAULT_LIMIT}, never more than {HIGHEST_LIMIT}"
LETTER_ID = Parameter(name="id", place=Place.PATH, needed=True, meaning="of a dead letter")
DELIVERY_ID = Parameter(
    name="delivery_id", place=Place.JSON, needed=True, meaning="of the webhook to send once more"
)

ROUTES = (  # under /function/dlq-replay
    Route(
        method="GET",
        path="/dead-letters",
        does="list dead letters",
        parameters=(
            *_criteria(Place.QUERY),
            Parameter(name="limit", place=Place.QUERY, meaning=AT_MOST),
            *OPERATOR,
        ),
        answer=_list,
    ),
    Route(
        method="GET",
        path="/dead-letters/{id}",
        does="show one, with its attempts and what was done to it",
        parameters=(LETTER_ID, *OPERATOR),
        answer=_letter,
    ),
    Route(
        method="POST",
        path="/dead-letters/{id}/replay",
        does="try it again, also out of quarantine",
        parameters=(LETTER_ID, *OPERATOR),
        answer=_replay_one,
    ),
    Route(
        method="POST",
        path="/dead-letters/{id}/purge",
        does="put it away; the job stays failed",
        parameters=(
            LETTER_ID,
            Parameter(name="reason", place=Place.JSON, needed=True, meaning="why, for the audit"),
            *OPERATOR,
        ),
        answer=_purge,
    ),
    Route(
        method="POST",
        path="/replay",
        does="try many again, or only say which",
        parameters=(
            *_criteria(Place.JSON),
            Parameter(name="max", place=Place.JSON, meaning=AT_MOST),
            Parameter(name="dry_run", place=Place.JSON, meaning="true: only say which"),
            Parameter(name="force", place=Place.JSON, meaning="true: those in quarantine too"),
            *OPERATOR,
        ),
        answer=_replay_many,
    ),
    Route(
        method="GET",
        path="/deliveries",
        does="show the webhooks of a job, with every attempt",
        parameters=(
            Parameter(name="job_id", place=Place.QUERY, needed=True, meaning="of the job"),
            *OPERATOR,
        ),
        answer=_deliveries,
    ),
)


def delivery_id_of(request: Request) -> str:
    """Return the webhook that is to be sent once more; raise `BadRequestBody`."""
    delivery_id = _body(request).get(DELIVERY_ID.name)
    if not isinstance(delivery_id, str):
        raise BadRequestBody(f"a {DELIVERY_ID.name} is needed")
    return delivery_id
