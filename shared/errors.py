"""What can go wrong, named for what happened. A docstring is the English message.

The tree is by reaction: `Refused` is the caller's to mend, `Unreadable` and `Failed` end the job,
`Unavailable` may pass by itself and costs an attempt, `Postponed` costs none.
`code` is stable: callers, the dead letters and `shared/messages.py` go by it.
"""

from typing import ClassVar


class PipelineError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "internal_error"

    def __init__(self, detail: str = "") -> None:
        """`detail` is for operators; it never holds CV content."""
        super().__init__(detail or type(self).__doc__)
        self.detail = detail


class Refused(PipelineError):
    """The request cannot be accepted."""

    code = "bad_request"


class MissingFile(Refused):
    """The form has no file in its field `file`."""

    code = "missing_file"


class EmptyFile(Refused):
    """The file is empty."""

    code = "empty"


class TooLarge(Refused):
    """The file is larger than the limit."""

    code = "too_large"


class UnsupportedType(Refused):
    """Only PDF, DOCX, DOC, ODT, RTF, TXT and image files (PNG, JPEG, TIFF, WebP) are read."""

    code = "unsupported_type"


class UnknownPriority(Refused):
    """The priority is premium, standard or batch."""

    code = "unknown_priority"


class BadWebhookUrl(Refused):
    """The webhook URL is not one that may be called."""

    code = "bad_webhook_url"


class MissingWebhookUrl(Refused):
    """A webhook_secret needs a webhook_url beside it."""

    code = "missing_webhook_url"


class BadRequestBody(Refused):
    """The body of the request cannot be read."""

    code = "bad_body"


class BadParameter(Refused):
    """A parameter of the request is not valid."""

    code = "bad_parameter"


class IdempotencyConflict(Refused):
    """This Idempotency-Key came before with another file or other options."""

    code = "idempotency_conflict"


class Unauthorized(Refused):
    """A valid API key is needed."""

    code = "unauthorized"


class MethodNotAllowed(Refused):
    """This method is not allowed here."""

    code = "method_not_allowed"


class UnknownRoute(Refused):
    """There is nothing at this address; see /docs."""

    code = "unknown_route"


class JobNotFound(Refused):
    """No job has this id."""

    code = "not_found"


class JobErased(Refused):
    """The job and its data have been erased."""

    code = "erased"


class DeadLetterNotFound(Refused):
    """No dead letter has this id."""

    code = "dead_letter_not_found"


class DeliveryNotFound(Refused):
    """No delivery has this id."""

    code = "delivery_not_found"


class SecretsNotConfigured(Refused):
    """This service keeps no webhook secrets: ENCRYPTION_KEY is not set."""

    code = "secrets_not_configured"


class IllegalTransition(PipelineError):
    """The job cannot make this move."""

    code = "illegal_transition"


class Unreadable(PipelineError):
    """The document cannot be read."""

    code = "unreadable"


class Encrypted(Unreadable):
    """The document is protected by a password."""

    code = "encrypted"


class Corrupt(Unreadable):
    """The document is damaged."""

    code = "corrupt"


class TypeMismatch(Unreadable):
    """The content of the file is not what its name says."""

    code = "type_mismatch"


class NoText(Unreadable):
    """The document holds no text."""

    code = "no_text"


class OcrMissing(Unreadable):
    """The document is a scan, and OCR is not installed."""

    code = "ocr_missing"


class TooComplex(Unreadable):
    """The document is too complex to be read safely."""

    code = "too_complex"


class Bomb(Unreadable):
    """The document unpacks to far more than a CV holds."""

    code = "bomb"


class Failed(PipelineError):
    """The job cannot succeed by being run again."""

    code = "failed"


class FileGone(Failed):
    """The file is no longer where it was left, or was replaced."""

    code = "file_gone"


class InvalidResult(Failed):
    """The engine's answer does not fit the schema."""

    code = "invalid_result"


class EngineMisconfigured(Failed):
    """The LLM endpoint refuses our configuration."""

    code = "engine_misconfigured"


class WorkerCrashed(Failed):
    """The worker died on this document too often."""

    code = "worker_crashed"


class SecretUnreadable(Failed):
    """No key opens the webhook secret; was ENCRYPTION_KEY changed?"""

    code = "secret_unreadable"


class EndpointGone(Failed):
    """The webhook endpoint answered 410 Gone."""

    code = "endpoint_gone"


class Unavailable(PipelineError):
    """A part of the service does not answer; it may by itself."""

    code = "unavailable"

    def __init__(self, detail: str = "", *, retry_after: float | None = None) -> None:
        """`retry_after` is in seconds, where the other side named it."""
        super().__init__(detail)
        self.retry_after = retry_after


class DatabaseUnavailable(Unavailable):
    """The database does not answer."""

    code = "database_unavailable"


class ObjectStoreUnavailable(Unavailable):
    """The object store does not answer."""

    code = "object_store_unavailable"


class QueueUnavailable(Unavailable):
    """Redis does not answer."""

    code = "queue_unavailable"


class EngineUnavailable(Unavailable):
    """The LLM endpoint does not answer."""

    code = "engine_unavailable"


class ReaderUnavailable(Unavailable):
    """No process could be had to read the document."""

    code = "reader_unavailable"


class EndpointUnavailable(Unavailable):
    """The webhook endpoint did not accept the delivery."""

    code = "endpoint_unavailable"


class Postponed(PipelineError):
    """Not now; the attempt is not counted."""

    code = "postponed"

    def __init__(self, detail: str = "", *, retry_after: float = 5.0) -> None:
        """`retry_after` is in seconds."""
        super().__init__(detail)
        self.retry_after = retry_after


class CircuitOpen(Postponed):
    """The LLM endpoint is failing; its circuit is open."""

    code = "circuit_open"


class Overloaded(Postponed):
    """The service is at its limit."""

    code = "overloaded"
