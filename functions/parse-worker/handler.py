"""A CloudEvent `cv.parse` runs a job; news of an object in `inbox/` makes one."""

from http import HTTPStatus

from flask import Request, Response

from shared import http
from shared.domain import events
from shared.pipeline.notify import notify
from shared.pipeline.parse import parse
from shared.wiring import services, settings
from shared.wiring.parsing import parser, warm_up


@http.endpoint("POST", prepare=warm_up)
def handle(request: Request) -> Response:
    headers, body = http.headers_of(request), request.get_data()
    event = events.cloud_event(headers, body)
    if event and event.type == events.PARSE:
        parse(event.subject, services(), parser())
        return http.reply(HTTPStatus.NO_CONTENT)
    if event is None:
        http.require_token(request, settings().notification_token)
    notify(headers, body, services(), bucket=settings().minio_bucket_name)
    return http.reply(HTTPStatus.NO_CONTENT)
