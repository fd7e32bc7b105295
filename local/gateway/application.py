"""Puts the gateway together."""

from aiohttp import web

from local.gateway.api import Api
from local.gateway.board import Board
from local.gateway.invoke import Invoker
from local.gateway.metrics import Metrics
from local.gateway.openfaas import OpenFaas
from local.gateway.pages import Pages


def application(board: Board, max_content_length: int) -> web.Application:
    """Return the gateway for the functions of `board`; `max_content_length` is of one file, bytes."""
    metrics = Metrics()
    invoker = Invoker(board, metrics)
    made = web.Application(client_max_size=0)
    made.cleanup_ctx.append(invoker.lifetime)
    Api(board, invoker, max_content_length).add_to(made)
    OpenFaas(board, invoker, metrics).add_to(made)
    Pages(board).add_to(made)
    return made
