"""Says as a problem document what aiohttp refuses by itself, where OpenFaaS has no words for it."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from local.gateway.refusal import of_aiohttp

OPENFAAS = ("/function/", "/async-function/", "/system/", "/healthz", "/metrics")


@web.middleware
async def problems(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer an unknown address, or a method that it does not know."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        if request.path.startswith(OPENFAAS) or refused.status < HTTPStatus.BAD_REQUEST:
            raise
        return of_aiohttp(refused).as_problem(request)
