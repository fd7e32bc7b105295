"""By the schedule: replay what may pass now, find what was forgotten. By HTTP: the dead letters."""

from http import HTTPStatus

from flask import Request, Response

from shared import http
from shared.administration import answer
from shared.pipeline.replay import run_schedule
from shared.wiring import services, settings


@http.endpoint("GET", "POST")
def handle(request: Request) -> Response:
    if request.method == "POST" and request.path == "/":
        run_schedule(services())  # cron sends no body, Knative's PingSource a CloudEvent
        return http.reply(HTTPStatus.NO_CONTENT)
    http.require_token(request, settings().admin_token)
    return answer(request, services())
