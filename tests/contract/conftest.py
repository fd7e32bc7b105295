"""Each port twice: its twin in memory, and the real thing."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from localstack_client.config import get_service_endpoint
from moto.server import ThreadedMotoServer

from shared.adapters.memory.dead_letters import MemoryDeadLetters
from shared.adapters.memory.deliveries import MemoryDeliveries
from shared.adapters.memory.jobs import MemoryJobs
from shared.adapters.memory.objects import MemoryObjects
from shared.adapters.memory.queue import MemoryCache, MemoryQueue
from shared.adapters.memory.rows import Rows
from shared.adapters.postgres.dead_letters import PostgresDeadLetters
from shared.adapters.postgres.deliveries import PostgresDeliveries
from shared.adapters.postgres.jobs import PostgresJobs
from shared.adapters.redis.cache import RedisCache
from shared.adapters.redis.queue import RedisQueue
from shared.adapters.s3 import S3Objects
from shared.ports import Cache, DeadLetters, Deliveries, Jobs, Objects, Queue
from shared.wiring import now
from tests.minio_server import PASSWORD, USER, running


@dataclass
class Stores:
    jobs: Jobs
    deliveries: Deliveries
    letters: DeadLetters


@pytest.fixture
def memory_stores():
    rows = Rows()
    return Stores(MemoryJobs(rows), MemoryDeliveries(rows), MemoryDeadLetters(rows))


@pytest.fixture
def postgres_stores(database):
    return Stores(
        PostgresJobs(database), PostgresDeliveries(database), PostgresDeadLetters(database)
    )


@pytest.fixture(params=["memory", "postgres"])
def stores(request) -> Stores:
    return request.getfixturevalue(f"{request.param}_stores")


@pytest.fixture
def memory_objects():
    return MemoryObjects(now)


@pytest.fixture
def s3_objects(server_addresses):
    found = S3Objects(
        server_addresses["s3"],
        access_key="minioadmin",
        secret_key="minioadmin",
        bucket=f"test-{uuid4().hex}",
    )
    found.ensure_bucket()
    return found


@pytest.fixture(scope="session")
def aws_endpoint():
    """The S3 of an AWS emulator: LocalStack where its variables name one, else moto's server."""
    if not {"LOCALSTACK_HOST", "AWS_ENDPOINT_URL"} & os.environ.keys():
        server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        os.environ["AWS_ENDPOINT_URL"] = f"http://{host}:{port}"
        yield urlsplit(get_service_endpoint("s3")).netloc
        del os.environ["AWS_ENDPOINT_URL"]
        server.stop()
    else:
        yield urlsplit(get_service_endpoint("s3")).netloc


@pytest.fixture
def aws_objects(aws_endpoint):
    found = S3Objects(
        aws_endpoint,
        access_key="test",
        secret_key="test",
        session_token="token of a role",
        bucket=f"test-{uuid4().hex}",
        region="eu-west-3",
    )
    found.ensure_bucket()
    return found


@pytest.fixture(scope="session")
def minio_server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("minio")) as server:
        yield server


@pytest.fixture
def minio_objects(minio_server):
    found = S3Objects(
        minio_server.address, access_key=USER, secret_key=PASSWORD, bucket=f"test-{uuid4().hex}"
    )
    found.ensure_bucket()
    return found


@pytest.fixture(params=["memory", "s3", "minio", "aws"])
def objects(request) -> Objects:
    return request.getfixturevalue(f"{request.param}_objects")


@pytest.fixture(params=["memory", "redis"])
def queue(request) -> Queue:
    if request.param == "memory":
        return MemoryQueue()
    return RedisQueue(request.getfixturevalue("redis_connection"))


@pytest.fixture(params=["memory", "redis"])
def cache(request) -> Cache:
    if request.param == "memory":
        return MemoryCache()
    return RedisCache(request.getfixturevalue("redis_connection"), ttl=60)
