"""How long an endpoint asks us to wait."""

import email.utils
import time

import pytest

from shared.parsing.llm.failures import retry_after


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "20"}, 0.25),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "-5"}, None),
        ({"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6m0s"}, 360.0),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "12ms"}, 0.012),
        ({"x-ratelimit-remaining-tokens": "9", "x-ratelimit-reset-tokens": "12s"}, None),
        ({"x-ratelimit-remaining-requests": "-1", "x-ratelimit-reset-requests": "1s"}, None),
    ],
)
def test_the_wait_is_read_from_the_headers(headers, seconds):
    assert retry_after(headers) == (seconds if seconds is None else pytest.approx(seconds))


def test_the_wait_may_be_a_date():
    in_a_minute = email.utils.formatdate(time.time() + 60, usegmt=True)

    assert retry_after({"retry-after": in_a_minute}) == pytest.approx(60, abs=2)
