"""Where asynchronous calls wait: in this process, or in Redis, where they outlive it."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from redis.exceptions import ConnectionError as RedisConnectionError
from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from local.gateway.later.call import Calls, CannotQueue, LaterCall, QueueFull
from local.gateway.later.memory import MemoryCalls
from local.gateway.later.place import calls_of, redis_calls
from local.gateway.later.redis import RedisCalls
from local.gateway.settings import Settings
from shared.settings import Settings as ServiceSettings

LIMIT = 3
KEY = Fernet.generate_key().decode()
DATABASE = "postgresql+pg8000://postgres@127.0.0.1/nexten"


def a_call(body: bytes = b"\x00body") -> LaterCall:
    return LaterCall(
        id=str(uuid4()),
        call_id="the caller's own id",
        function="echo.openfaas-fn",
        path="/a%2Fb?x=1",
        headers=(("A", "1"), ("A", "2")),
        body=body,
        callback="http://127.0.0.1:1/hook",
    )


@pytest.fixture
def service(server_addresses, redis_connection):
    """The settings of a service with an empty Redis."""
    host, _, port = server_addresses["redis"].rpartition(":")
    environ = {"REDIS_HOST": host, "REDIS_PORT": port, "ENCRYPTION_KEY": KEY}
    return ServiceSettings.from_environ(environ | {"DATABASE_URL": DATABASE})


@pytest.fixture(params=["memory", "redis"])
def make(request):
    """What makes a place for calls, inside a loop."""
    if request.param == "memory":
        return lambda: MemoryCalls(LIMIT)
    service = request.getfixturevalue("service")
    return lambda: redis_calls(service, LIMIT)


def run(test: Callable[..., Awaitable[None]], *makers: Callable[[], Calls]) -> None:
    async def limited() -> None:
        places = [make() for make in makers]
        try:
            async with asyncio.timeout(20):
                await test(*places)
        finally:
            for place in places:
                await place.close()

    asyncio.run(limited())


def test_a_call_comes_out_as_it_went_in(make):
    async def test(calls) -> None:
        call = a_call()
        await calls.put(call)
        assert await calls.count() == 1
        assert await calls.take() == call
        assert await calls.count() == 0
        await calls.done(call)

    run(test, make)


def test_calls_come_out_in_the_order_in_which_they_came(make):
    async def test(calls) -> None:
        first, second = a_call(), a_call()
        await calls.put(first)
        await calls.put(second)
        assert [await calls.take(), await calls.take()] == [first, second]

    run(test, make)


def test_who_waits_for_a_call_gets_it_as_soon_as_it_comes(make):
    async def test(calls) -> None:
        taking = asyncio.create_task(calls.take())
        await asyncio.sleep(0)
        call = a_call()
        await calls.put(call)
        assert await taking == call

    run(test, make)


def test_no_more_wait_than_may(make):
    async def test(calls) -> None:
        for _ in range(LIMIT):
            await calls.put(a_call())
        with pytest.raises(QueueFull, match="3 calls wait already"):
            await calls.put(a_call())

    run(test, make)


def test_what_a_dead_gateway_had_taken_waits_again_and_first(service):
    async def test(dead: RedisCalls, alive: RedisCalls) -> None:
        taken, waiting = a_call(), a_call()
        await dead.put(taken)
        await dead.put(waiting)
        assert await dead.take() == taken

        assert await alive.bring_back() == 1

        assert [await alive.take(), await alive.take()] == [taken, waiting]

    run(test, *[lambda: redis_calls(service, LIMIT)] * 2)


def test_what_a_living_gateway_has_taken_is_left_to_it(service):
    async def test(one: RedisCalls, other: RedisCalls) -> None:
        watching = asyncio.create_task(one.watch())
        await one.put(call := a_call())
        await one.take()
        while not await one._redis.exists(f"nexten:gateway:{one._taker}"):
            await asyncio.sleep(0.01)
        assert await other.bring_back() == 0
        await one.done(call)
        watching.cancel()
        await asyncio.wait([watching])
        assert await other.bring_back() == 0

    run(test, *[lambda: redis_calls(service, LIMIT)] * 2)


def test_a_call_whose_taker_is_not_noted_waits_again_at_the_second_look(service):
    async def test(dead: RedisCalls, alive: RedisCalls) -> None:
        await dead.put(call := a_call())
        await dead._redis.lmove("rq:queue:async", "rq:queue:async:intermediate")
        assert await alive.bring_back() == 0
        assert await alive.bring_back() == 1
        assert await alive.take() == call

    run(test, *[lambda: redis_calls(service, LIMIT)] * 2)


def test_redis_holds_the_id_for_all_to_see_and_the_rest_sealed(service, redis_connection):
    async def test(calls: RedisCalls) -> None:
        call = a_call(b"Nadia Martin, nadia@example.com")
        await calls.put(call)

        queue = Queue("async", connection=redis_connection, serializer=JSONSerializer)
        job = Job.fetch(call.id, redis_connection, serializer=JSONSerializer)
        held = b"".join(
            redis_connection.dump(key)
            for key in redis_connection.keys("*")  # all of Redis
        )

        assert queue.job_ids == [call.id]
        assert list(job.args) == [call.id]
        assert b"nadia" not in held
        assert b"/hook" not in held

    run(test, lambda: redis_calls(service, LIMIT))


def test_nothing_is_left_of_a_call_that_was_made(service, redis_connection):
    async def test(calls: RedisCalls) -> None:
        await calls.put(call := a_call())
        await calls.take()
        await calls.done(call)

    run(test, lambda: redis_calls(service, LIMIT))

    assert [key for key in redis_connection.keys("*") if b"rq:queues" not in key] == []


def test_a_call_that_cannot_be_read_any_more_does_not_hold_up_the_next(service, redis_connection):
    async def test(calls: RedisCalls) -> None:
        lost, unreadable, call = a_call(), a_call(), a_call()
        for each in (lost, unreadable, call):
            await calls.put(each)
        redis_connection.delete(f"nexten:async:{lost.id}")
        redis_connection.set(f"nexten:async:{unreadable.id}", b"sealed by another key")
        assert await calls.take() == call

    run(test, lambda: redis_calls(service, LIMIT))


def test_a_call_is_refused_while_redis_is_down(service):
    async def test(calls: RedisCalls) -> None:
        calls._connection.connection_pool.connection_kwargs["port"] = 1
        with pytest.raises(CannotQueue, match=RedisConnectionError.__name__):
            await calls.put(a_call())

    run(test, lambda: redis_calls(service, LIMIT))


@pytest.mark.parametrize("environ", [{}, {"DATABASE_URL": DATABASE}])
def test_calls_wait_in_the_process_where_no_service_or_no_key_is_configured(environ):
    assert isinstance(calls_of(environ, Settings()), MemoryCalls)
