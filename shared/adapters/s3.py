"""Files in one bucket of any S3 server, by the minio client.

The client is imported when it is first needed: its package brings an administration client with a
parser of C, a sixth of the time that a function without files to move takes to start.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import urllib3

from shared.errors import FileGone, ObjectStoreUnavailable
from shared.ports import ObjectInfo

if TYPE_CHECKING:
    from minio import Minio
    from minio.datatypes import Object

CONNECT_TIMEOUT = 2  # seconds
ANSWER_TIMEOUT = 20  # seconds, between two pieces of an answer
CONNECTIONS = 32
META = "x-amz-meta-"
GONE = frozenset({"NoSuchKey", "NoSuchObject", "PreconditionFailed"})


class S3Objects:
    """Provides `ports.Objects`."""

    def __init__(
        self,
        endpoint: str,
        *,
        access_key: str,
        secret_key: str,
        bucket: str,
        secure: bool = False,
        region: str = "",
        session_token: str = "",
        addressing: str = "auto",
        ca_file: str = "",
    ) -> None:
        """`endpoint` is host:port.

        `addressing` says where the bucket's name stands: "path" = in the path, "virtual" = in the
        host's name, "auto" = as the provider of `endpoint` wants it (AWS: the host's name).
        `ca_file` holds, in PEM, who may have signed the server's certificate; "" = whom the system
        trusts.
        """
        self._endpoint = endpoint
        self._access_key = access_key
        self._secret_key = secret_key
        self._addressing = addressing
        self._ca_file = ca_file
        self._bucket = bucket
        self._secure = secure
        self._region = region
        self._session_token = session_token

    @cached_property
    def _client(self) -> "Minio":
        from minio import Minio

        client = Minio(
            self._endpoint,
            self._access_key,
            self._secret_key,
            session_token=self._session_token or None,
            secure=self._secure,
            region=self._region or None,
            http_client=urllib3.PoolManager(
                maxsize=CONNECTIONS,
                timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, read=ANSWER_TIMEOUT),
                retries=urllib3.Retry(1, backoff_factor=0.1, status_forcelist=[503]),
                cert_reqs="CERT_REQUIRED",
                ca_certs=self._ca_file or None,
            ),
        )
        if self._addressing == "virtual":
            client.enable_virtual_style_endpoint()
        elif self._addressing == "path":
            client.disable_virtual_style_endpoint()
        return client

    def ensure_bucket(self) -> None:
        with _translated():
            if not self._client.bucket_exists(self._bucket):
                self._client.make_bucket(self._bucket)

    def put(self, key: str, content: bytes | BinaryIO, size: int, content_type: str) -> None:
        stream = BytesIO(content) if isinstance(content, bytes) else content
        with _translated():
            self._client.put_object(self._bucket, key, stream, size, content_type)

    def get(self, key: str, etag: str | None = None) -> bytes:
        with _translated():
            answer = self._client.get_object(
                self._bucket, key, request_headers={"If-Match": f'"{etag}"'} if etag else None
            )
            try:
                return answer.read()
            finally:
                answer.close()
                answer.release_conn()

    def stat(self, key: str) -> ObjectInfo:
        with _translated():
            return _info(self._client.stat_object(self._bucket, key))

    def delete(self, key: str) -> None:
        with _translated():
            self._client.remove_object(self._bucket, key)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        with _translated():
            for found in self._client.list_objects(self._bucket, prefix=prefix, recursive=True):
                yield _info(found)


def _info(found: "Object") -> ObjectInfo:
    metadata = found.metadata or {}
    return ObjectInfo(
        key=found.object_name or "",
        size=found.size or 0,
        etag=(found.etag or "").strip('"'),
        modified_at=found.last_modified or datetime.fromtimestamp(0, UTC),
        metadata={
            name.lower().removeprefix(META): str(value)
            for name, value in metadata.items()
            if name.lower().startswith(META)
        },
    )


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the client's errors into ours, without their texts: they quote keys, which hold names."""
    from minio.error import InvalidResponseError, S3Error, ServerError

    try:
        yield
    except S3Error as error:
        if error.code in GONE:
            raise FileGone from None
        raise ObjectStoreUnavailable(error.code or "S3Error") from None
    except (ServerError, InvalidResponseError, urllib3.exceptions.HTTPError, OSError) as error:
        raise ObjectStoreUnavailable(type(error).__name__) from None
