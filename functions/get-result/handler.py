"""GET what became of a job; DELETE to erase it."""

from http import HTTPStatus

from flask import Request, Response

from shared import http, parameters
from shared.domain.json_resume import as_format
from shared.pipeline.erase import erase
from shared.pipeline.lookup import lookup
from shared.wiring import services, settings


@http.endpoint("GET", "DELETE")
def handle(request: Request) -> Response:
    job_id, owner = parameters.JOB_ID.of(request), http.owner_of(request, settings())
    if request.method == "DELETE":
        erase(job_id, services(), owner=owner)
        return http.reply(HTTPStatus.NO_CONTENT)
    wait, locale = http.seconds_to_wait(request), http.locale_of(request)
    answer = lookup(job_id, services(), owner=owner, locale=locale, wait=wait)
    return http.reply(HTTPStatus.OK, as_format(parameters.FORMAT.of(request), answer))
