"""By the schedule: replay what may pass now, find what was forgotten. By HTTP: the dead letters.

Knative's broker brings what it could not deliver to any other function.
"""

from http import HTTPStatus

from flask import Request, Response

from shared import http
from shared.administration import answer
from shared.domain import events
from shared.pipeline.notify import undelivered
from shared.pipeline.replay import run_schedule
from shared.wiring import services, settings


@http.endpoint("GET", "POST")
def handle(request: Request) -> Response:
    if request.method != "POST" or request.path != "/":
        http.require_token(request, settings().admin_token)
        return answer(request, services())
    headers, body = http.headers_of(request), request.get_data()
    event = events.cloud_event(headers, body)
    if event is None or event.type == events.PING:  # cron sends no body, PingSource a CloudEvent
        run_schedule(services())
    else:
        undelivered(headers, body, services(), bucket=settings().minio_bucket_name)
    return http.reply(HTTPStatus.NO_CONTENT)
