"""Strikes calls with the faults that are set."""

import asyncio
import random
from http import HTTPStatus
from pathlib import Path

from local.faults import FaultFile
from local.gateway.refusal import on_purpose


class Faults:
    """Faults on purpose; without a file there are none."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = FaultFile(path) if path else None

    async def strike(self, function: str) -> None:
        """Let the call of `function` be late, or raise `Refusal`, where that is set."""
        if self._file is None:
            return
        fault = self._file.read().get(function)
        if fault is None or random.random() >= fault.rate:  # noqa: S311  (no secret)
            return
        await asyncio.sleep(fault.latency)
        if fault.fail:
            raise on_purpose(HTTPStatus(fault.fail))
