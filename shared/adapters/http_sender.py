"""Webhooks by requests: to the address that was checked, and nowhere else."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from socket import SOCK_STREAM, gaierror, getaddrinfo
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from shared.domain.addresses import Network, may_be_called
from shared.domain.delivery import Answer
from shared.errors import BadWebhookUrl, EndpointUnavailable

CONNECT_TIMEOUT = 5  # seconds
ANSWER_TIMEOUT = 15
LONGEST_URL = 2048
READ_AT_MOST = 64 * 1024  # bytes of the answer, so that the connection can be used again
PORTS = {"http": 80, "https": 443}


class HttpSender:
    """Provides `ports.Sender`.

    The name is resolved once; the connection goes to that very address, with the name in SNI and
    Host, so that a second answer of the DNS cannot lead it elsewhere. Redirects are not followed,
    proxies of the environment not used.
    """

    def __init__(self, now: Callable[[], datetime], allowed: Sequence[Network] = ()) -> None:
        """`allowed` are private networks that may be reached, also without TLS."""
        self._now = now
        self._allowed = allowed

    def check(self, url: str) -> None:
        self._resolve(_split(url))

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        parts = _split(url)
        address = self._resolve(parts)
        with requests.Session() as session:
            session.trust_env = False
            session.mount(f"{parts.scheme}://", _PinnedAdapter(parts.hostname or "", address))
            try:
                with session.post(
                    url,
                    data=body,
                    headers={**headers, "Host": parts.netloc},
                    timeout=(CONNECT_TIMEOUT, ANSWER_TIMEOUT),
                    allow_redirects=False,
                    stream=True,
                ) as answer:
                    answer.raw.read(READ_AT_MOST)
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                raise EndpointUnavailable(type(error).__name__) from None
        return Answer(
            status=answer.status_code,
            retry_after=_retry_after(answer.headers.get("Retry-After"), self._now()),
        )

    def _resolve(self, parts: SplitResult) -> str:
        """Return the address to connect to; every address of the name must be allowed."""
        try:
            found = getaddrinfo(parts.hostname, parts.port or PORTS[parts.scheme], type=SOCK_STREAM)
        except (gaierror, UnicodeError, ValueError):
            raise BadWebhookUrl("the host name is not known") from None
        addresses = [str(info[4][0]) for info in found]
        parsed = [ip_address(address.partition("%")[0]) for address in addresses]
        if not all(may_be_called(address, self._allowed) for address in parsed):
            raise BadWebhookUrl("the address is private")
        if parts.scheme == "http" and not all(
            _within(address, self._allowed) for address in parsed
        ):
            raise BadWebhookUrl("https is needed")
        return addresses[0]


class _PinnedAdapter(HTTPAdapter):
    """Connects to one address, whatever the URL says; TLS still checks the name."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(max_retries=0)
        self._host = host
        self._address = address

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        host["host"] = self._address
        if host["scheme"] == "https":
            pool |= {"server_hostname": self._host, "assert_hostname": self._host}
        return host, pool


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise BadWebhookUrl("it cannot be understood") from None
    if len(url) > LONGEST_URL or parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise BadWebhookUrl("it is not an http or https URL")
    if not parts.netloc.isascii():
        raise BadWebhookUrl("its host name is not in ASCII: write it as xn--…")
    if parts.username or parts.password:
        raise BadWebhookUrl("it holds a user name")
    return parts


def _within(address: Any, networks: Sequence[Network]) -> bool:
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header: a number, or a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None
