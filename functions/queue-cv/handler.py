"""POST a CV; get back the job that will parse it."""

from http import HTTPStatus

from flask import Request, Response

from shared import http
from shared.domain import outcome
from shared.pipeline.estimate import estimated_wait
from shared.pipeline.submit import submit
from shared.wiring import services, settings


@http.endpoint("POST")
def handle(request: Request) -> Response:
    upload = http.read_upload(request, settings())
    job = submit(upload, services())
    return http.reply(
        HTTPStatus.ACCEPTED,
        outcome.accepted(job, estimated_wait(job, services())),
        {"Location": f"/api/result/{job.id}"},
    )
