"""The page /docs tells what the code does: no parameter more or less, and every error."""

import asyncio
import inspect
import re

from local.gateway import refusal
from local.gateway.pages import API, OPERATORS, statuses
from local.gateway.refusal import Refusal
from shared.http import status_of
from shared.messages import kinds
from shared.parameters import Place
from tests.unit.local.gateways import gateway

FOR_OPENFAAS = {  # `/api/` never answers with these
    "unknown_function",
    "bad_request",
    "on_purpose",
    "too_large_to_wait",
    "queue_full",
    "not_queued",
    "starts_nothing",
    "of_aiohttp",
}


def docs() -> str:
    async def fetch():
        async with gateway(None) as scene, scene.session.get(scene.url("/docs")) as answer:
            assert answer.status == 200
            return await answer.text()

    return asyncio.run(fetch())


def test_every_error_that_may_be_answered_is_told_with_its_status():
    page = docs()

    for kind in kinds():
        row = re.search(rf"<code id={kind.code}>{kind.code}</code><td>([^<]*)<td>([^<]*)", page)
        assert row, kind.code
        assert row[2].strip().startswith((kind.__doc__ or "").split()[0])
        if status_of(kind) != 500:
            assert str(status_of(kind).value) in row[1]


def test_the_gateways_own_refusals_are_told_too():
    told = statuses()

    for name, make in inspect.getmembers(refusal, inspect.isfunction):
        if inspect.signature(make).return_annotation is Refusal and name not in FOR_OPENFAAS:
            needed = inspect.signature(make).parameters.values()
            refused = make(*(each.annotation("1") for each in needed if each.default is each.empty))
            assert refused.status in told[refused.code], name
    assert told["upload_stalled"] == [408]
    assert told["timeout"] == [502, 504]
    assert told["engine_misconfigured"] == []


def test_every_route_is_told_with_its_parameters():
    page = docs()

    for route, _, parameters in (*API, *OPERATORS):
        section = page.partition(f"<h3><code>{route}</code></h3>")[2].partition("<h")[0]
        told = re.findall(r"<tr><td><code>([^<]+)</code><td>([^<]+)<td>[^<]+", section)
        assert [name for name, _ in told] == [each.name for each in parameters], route
        needed = [name for name, place in told if place.endswith(", needed")]
        assert needed == [each.name for each in parameters if each.needed]


def test_no_parameter_of_an_operator_stands_in_another_place():
    for route, _, parameters in OPERATORS:
        body = {each.place for each in parameters} & {Place.QUERY, Place.JSON}
        assert len(body) <= 1, route
