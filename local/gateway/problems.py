"""Says as a problem document what aiohttp refuses by itself, where OpenFaaS has no words for it."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from local.gateway.refusal import of_aiohttp

OPENFAAS = ("/function/", "/async-function/", "/system/")
OPENFAAS_ALONE = ("/healthz", "/metrics")


@web.middleware
async def problems(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer an unknown address, or a method that it does not know."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        theirs = request.path.startswith(OPENFAAS) or request.path in OPENFAAS_ALONE
        if theirs or refused.status < HTTPStatus.BAD_REQUEST:
            raise
        return of_aiohttp(refused).as_problem(request)
