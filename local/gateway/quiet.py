"""What the gateway logs of an error: where it happened, never what it says.

The texts of aiohttp's errors quote what came in: CVs and keys.
"""

import logging
import traceback


class PlacesOnly(logging.Filter):
    """Leaves of an exception its class and the line that raised it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            place = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
            record.msg = f"{record.getMessage()}: {type(error).__qualname__}{place}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def configure() -> None:
    """Log warnings of every library to the standard error, through the filter."""
    handler = logging.StreamHandler()
    handler.addFilter(PlacesOnly())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, format="%(name)s: %(message)s")
