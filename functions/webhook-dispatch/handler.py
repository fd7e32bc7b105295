"""A CloudEvent `cv.deliver` makes one attempt at a webhook; a POST by hand sends it again."""

from http import HTTPStatus

from flask import Request, Response

from shared import administration, http
from shared.domain import events
from shared.pipeline.deliver import deliver
from shared.pipeline.replay import resend
from shared.wiring import services, settings


@http.endpoint("POST")
def handle(request: Request) -> Response:
    event = events.cloud_event(http.headers_of(request), request.get_data())
    if event and event.type == events.DELIVER:
        deliver(event.subject, services())
        return http.reply(HTTPStatus.NO_CONTENT)
    http.require_token(request, settings().admin_token)
    delivery_id = administration.delivery_id_of(request)
    resend(delivery_id, services(), actor=administration.ACTOR)
    return http.reply(HTTPStatus.ACCEPTED, {"delivery_id": delivery_id})
