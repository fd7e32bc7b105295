"""Signing a webhook, in the plain way and by Standard Webhooks."""

import base64
import hashlib
import hmac
from datetime import datetime

PREFIX = "whsec_"


def plain(secret: str, body: bytes) -> str:
    """Return the `X-Signature` header: hex(HMAC-SHA256(secret, raw body))."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def standard(secret: str, message_id: str, sent_at: datetime, body: bytes) -> str:
    """Return the `webhook-signature` header: `v1,` and the HMAC-SHA256 in base64.

    `sent_at` is aware; it is signed in whole seconds.

    Source: Standard Webhooks 1.0.0, "Signature scheme".
    """
    signed = b"%s.%d.%s" % (message_id.encode(), int(sent_at.timestamp()), body)
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def key_of(secret: str) -> bytes:
    """Return the bytes to sign with: `whsec_` secrets are base64, any other its UTF-8 bytes."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except ValueError:  # not base64, or not even ASCII
            return secret.encode()
    return secret.encode()
