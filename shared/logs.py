"""Logs are events with values, one JSON object a line; never a CV, nor local variables."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

NOISY = ("urllib3", "rq", "openai", "httpx", "pdfminer", "werkzeug", "httpcore")


def configure(level: str = "INFO", layout: str = "json") -> None:
    """Send our events and the libraries' warnings to stdout; `layout` is "json" or "text"."""
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        bare_traceback,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if layout == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=chain,
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def bare_traceback(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Turn `exc_info` into the places and classes of the error.

    Messages and local variables are left out: a library quotes in them what it could not digest,
    and that is a CV.
    """
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_places(error))
    return event


def _places(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.extract_tb(error.__traceback__)
    return [
        *(_places(cause) if cause else ()),
        *(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames),
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
