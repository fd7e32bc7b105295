"""Signatures that receivers verify with other people's code."""

from datetime import UTC, datetime

from shared.domain.signature import plain, standard


def test_the_standard_signature_is_the_one_of_the_specification():
    """Source: Standard Webhooks 1.0.0, "Signature scheme", its worked example."""
    signature = standard(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_plain_signature_is_hex_of_hmac_sha256():
    """Source: RFC 4231, test case 2."""
    assert plain("Jefe", b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_secret_of_any_form_signs():
    at = datetime.fromtimestamp(0, UTC)

    assert standard("whsec_not base64!", "m", at, b"") != standard("s3cret", "m", at, b"")


def test_a_secret_that_is_not_even_ascii_signs():
    assert standard("whsec_clé", "m", datetime.fromtimestamp(0, UTC), b"").startswith("v1,")
