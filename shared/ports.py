"""What the pipeline needs from outside, in its own words. Adapters provide it; `wiring` chooses."""

from typing import Protocol

from shared.domain.cv import ParsedCV
from shared.domain.document import Document


class Reader(Protocol):
    """Turns the bytes of a file into laid-out text."""

    def read(self, content: bytes, file_name: str) -> Document:
        """Return what `content` says to a human reader.

        Raises `Unreadable` (one of its kinds) for a file that cannot be read, `Unavailable` when
        the reader itself has failed.
        """
        ...


class Engine(Protocol):
    """Turns laid-out text into the data of a CV."""

    def parse(self, document: Document) -> ParsedCV:
        """Return the CV; its data fits the schema.

        Raises `Unavailable` for what may pass, `Postponed` for "not now", `Failed` for the rest.
        """
        ...
