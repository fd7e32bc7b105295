"""Webhooks go to the address that was checked, over real sockets."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest

from shared.adapters.http_sender import HttpSender
from shared.errors import BadWebhookUrl, EndpointUnavailable
from tests.builders import Clock

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@pytest.fixture
def receiver():
    """A server that answers as its attribute `answer` says and remembers what it got."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.got.append((self.path, body, dict(self.headers)))
            status, headers = self.server.answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answer = [], (204, {})
    server.url = f"http://localhost:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sender():
    return HttpSender(Clock(), LOOPBACK)


def test_the_exact_bytes_and_headers_arrive_under_the_name_of_the_url(sender, receiver):
    answer = sender.post(receiver.url, b'{"a": 1}', {"X-Signature": "abc"})

    ((path, body, headers),) = receiver.got
    assert (answer.status, answer.accepted) == (204, True)
    assert (path, body, headers["X-Signature"]) == ("/hook", b'{"a": 1}', "abc")
    assert headers["Host"] == f"localhost:{receiver.server_port}"


def test_a_redirect_is_not_followed(sender, receiver):
    receiver.answer = (302, {"Location": receiver.url})

    assert sender.post(receiver.url, b"", {}).status == 302
    assert len(receiver.got) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0), ("soon", None)],
)
def test_retry_after_is_understood(sender, receiver, value, seconds):
    receiver.answer = (503, {"Retry-After": value})

    assert sender.post(receiver.url, b"", {}).retry_after == seconds


def test_an_endpoint_that_is_not_there_is_unavailable(sender, receiver):
    receiver.shutdown()
    receiver.server_close()

    with pytest.raises(EndpointUnavailable):
        sender.post(receiver.url, b"", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "https://127.0.0.1/hook",
        "https://localhost/hook",
        "https://2130706433/hook",
        "https://0x7f000001/hook",
        "https://[::1]/hook",
        "https://[::ffff:10.0.0.1]/hook",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_an_address_that_leads_home_is_refused_at_the_door_and_at_the_send(url):
    sender = HttpSender(Clock())

    with pytest.raises(BadWebhookUrl):
        sender.check(url)
    with pytest.raises(BadWebhookUrl):
        sender.post(url, b"", {})


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com",
        "https://",
        "nonsense",
        "https://user:password@localhost/",
        "https://localhost:99999/",
        "https://localhost:0/",
        "https://no-such-host.invalid/",
        "https://" + "a" * 3000,
        "http://[::1",
        "https://b\u00fccher.example/",
    ],
)
def test_a_malformed_url_is_refused(sender, url):
    with pytest.raises(BadWebhookUrl):
        sender.check(url)


def test_plain_http_is_refused_outside_the_allowed_networks():
    with pytest.raises(BadWebhookUrl, match="https"):
        HttpSender(Clock()).check("http://93.184.215.14/hook")


def test_an_answer_that_breaks_off_is_unavailable(sender, receiver):
    receiver.answer = (200, {"Content-Length": "1000"})

    with pytest.raises(EndpointUnavailable):
        sender.post(receiver.url, b"", {})
