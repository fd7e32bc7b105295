"""The edge: what every function answers, and what an error looks like from outside."""

import functools
import hmac
import json
import math
from collections.abc import Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any

import structlog
from flask import Request, Response, current_app, has_app_context, request
from structlog.contextvars import bound_contextvars
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_accept_header

from shared import errors
from shared.domain.job import Priority
from shared.domain.upload import Upload
from shared.messages import LOCALES, text
from shared.parameters import (
    API_KEY,
    BEARER,
    CALL_ID,
    FILE,
    IDEMPOTENCY_KEY,
    LANGUAGE,
    LONGEST_KEY,
    LONGEST_WAIT,
    PRIORITY,
    WAIT,
    WEBHOOK_SECRET,
    WEBHOOK_URL,
)
from shared.settings import Settings

log = structlog.get_logger(__name__)

Handler = Callable[[Request], Response]

# What a caller sees of an error. The most specific class counts; the rest is a bare 500.
STATUS: dict[type[errors.PipelineError], HTTPStatus] = {
    errors.Refused: HTTPStatus.BAD_REQUEST,
    errors.EmptyFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnsupportedType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.UnknownPriority: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadWebhookUrl: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MissingWebhookUrl: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadParameter: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IdempotencyConflict: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Unauthorized: HTTPStatus.UNAUTHORIZED,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.SecretsNotConfigured: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownRoute: HTTPStatus.NOT_FOUND,
    errors.JobNotFound: HTTPStatus.NOT_FOUND,
    errors.JobErased: HTTPStatus.GONE,
    errors.DeadLetterNotFound: HTTPStatus.NOT_FOUND,
    errors.DeliveryNotFound: HTTPStatus.NOT_FOUND,
    errors.IllegalTransition: HTTPStatus.CONFLICT,
    errors.Unreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TypeMismatch: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Postponed: HTTPStatus.SERVICE_UNAVAILABLE,
}

FORM_OVERHEAD = 64 * 1024  # bytes of a form beside its file
RETRY_AFTER = 5  # seconds, where nobody named a better time


def endpoint(
    *methods: str, prepare: Callable[[], object] = lambda: None
) -> Callable[[Handler], Handler]:
    """Make a handler answer health checks, wrong methods, and errors as problem documents.

    `prepare` is called with every readiness check: a platform asks before it sends work.
    """
    if has_app_context():  # functions-framework imports a handler within its application
        for kind in (HTTPException, HTTPStatus.INTERNAL_SERVER_ERROR):
            current_app.register_error_handler(kind, _beside_the_handler)

    def wrap(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def answer(request: Request) -> Response:
            if request.path == "/_/ready":
                prepare()
            if request.path in ("/_/health", "/_/ready"):
                return Response("OK", mimetype="text/plain")
            with bound_contextvars(call_id=CALL_ID.of(request)):
                return _answer(handler, request, methods)

        return answer

    return wrap


def _answer(handler: Handler, request: Request, methods: tuple[str, ...]) -> Response:
    try:
        if request.method not in methods:
            raise errors.MethodNotAllowed
        return handler(request)
    except errors.PipelineError as error:
        answer = problem(error, locale_of(request))
    except RequestEntityTooLarge:
        _leave_unread(request)
        answer = problem(errors.TooLarge(), locale_of(request))
    except HTTPException as error:  # Flask's own: a form that cannot be decoded
        answer = problem(errors.BadRequestBody(error.name), locale_of(request))
    except Exception:
        log.exception("handler_failed")
        answer = problem(errors.PipelineError(), locale_of(request))
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(methods)
    return answer


def _beside_the_handler(error: Exception) -> Response:
    """Answer what the framework refuses by itself, /favicon.ico say, in our shape."""
    locale = locale_of(request)
    match getattr(error, "code", None):
        case HTTPStatus.NOT_FOUND:
            return problem(errors.UnknownRoute(), locale)
        case int(code) if code < HTTPStatus.INTERNAL_SERVER_ERROR:
            return problem(errors.Refused(), locale)
    return problem(errors.PipelineError(), locale)


def _leave_unread(request: Request) -> None:
    """Keep functions-framework from reading the rest of the body into memory after the answer."""
    request.max_content_length = None
    request.__dict__["stream"] = BytesIO()


def problem(error: errors.PipelineError, locale: str = "en") -> Response:
    """Return the problem document (RFC 9457) of an error; what is not the caller's is a bare 500."""
    status = status_of(type(error))
    code = error.code if status != HTTPStatus.INTERNAL_SERVER_ERROR else errors.PipelineError.code
    message = text(code, locale)
    detail = error.detail if isinstance(error, errors.Refused) and error.detail else message
    body = {
        "type": f"/docs#{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "code": code,
        "error": message,
    }
    answer = reply(status, body)
    answer.mimetype = "application/problem+json"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        after = getattr(error, "retry_after", None) or RETRY_AFTER
        answer.headers["Retry-After"] = str(max(1, round(after)))
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def status_of(kind: type[errors.PipelineError]) -> HTTPStatus:
    """Return what a caller sees of an error of this kind."""
    found = (STATUS[each] for each in kind.__mro__ if each in STATUS)
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def reply(
    status: HTTPStatus, body: Any = None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a JSON answer; None is an empty body, which event brokers ask for."""
    if body is None:
        return Response(status=status, headers=dict(headers or {}))
    return Response(
        json.dumps(body, ensure_ascii=False) + "\n",
        status=status,
        mimetype="application/json",
        headers=dict(headers or {}),
    )


def read_upload(request: Request, settings: Settings) -> Upload:
    """Return what the form asks for; nothing over the limit is read into memory."""
    owner = owner_of(request, settings)
    request.max_content_length = settings.max_content_length + FORM_OVERHEAD
    request.form_data_parser_class = functools.partial(  # pyright: ignore[reportAttributeAccessIssue]
        FormDataParser, silent=False
    )  # else a form that cannot be decoded is taken for an empty one
    try:
        file = FILE.file_of(request)
    except ValueError as error:
        raise errors.BadRequestBody(
            "the form cannot be decoded; file names have to be in UTF-8"
        ) from error
    if file is None or not file.filename:
        raise errors.MissingFile
    return Upload(
        file_name=file.filename,
        content=file.stream.read(settings.max_content_length + 1),
        priority=Priority.of(PRIORITY.of(request)),
        webhook_url=WEBHOOK_URL.of(request).strip() or None,
        webhook_secret=WEBHOOK_SECRET.of(request) or None,
        idempotency_key=idempotency_key_of(request),
        owner=owner,
        locale=locale_of(request),
    )


def idempotency_key_of(request: Request) -> str | None:
    """Return the Idempotency-Key, if there is one; raise `BadParameter` for one that is too long."""
    key = IDEMPOTENCY_KEY.of(request)
    if len(key) > LONGEST_KEY:
        raise errors.BadParameter(f"{IDEMPOTENCY_KEY.name}: at most {LONGEST_KEY} characters")
    return key or None


def owner_of(request: Request, settings: Settings) -> str:
    """Return the name of the API key; "" where none are configured. Raises `Unauthorized`."""
    if not settings.api_keys:
        return ""
    given = API_KEY.of(request) or bearer_of(request)
    for key, owner in settings.api_keys.items():
        if hmac.compare_digest(key.encode(), given.encode()):
            return owner
    raise errors.Unauthorized


def require_token(request: Request, token: str) -> None:
    """Raise `Unauthorized` unless the request bears `token`; with no token set, nobody may."""
    if not token or not hmac.compare_digest(token.encode(), bearer_of(request).encode()):
        raise errors.Unauthorized


def bearer_of(request: Request) -> str:
    """Return the bearer token of the request, or ""."""
    scheme, _, token = BEARER.of(request).partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def locale_of(request: Request) -> str:
    """Return the language of texts for this caller: "fr" or "en"."""
    languages = parse_accept_header(LANGUAGE.of(request), LanguageAccept)
    return languages.best_match(LOCALES, default="en") or "en"


def seconds_to_wait(request: Request) -> float:
    """Return the `wait` parameter, in seconds; raise `BadParameter`."""
    try:
        wait = float(WAIT.of(request) or 0)
    except ValueError:
        wait = math.nan
    if not 0 <= wait <= LONGEST_WAIT:
        raise errors.BadParameter(f"{WAIT.name}: {WAIT.meaning}")
    return wait


def headers_of(request: Request) -> dict[str, str]:
    """Return the headers, their names in lower case."""
    return {name.lower(): value for name, value in request.headers.items()}
