"""What is worked out once for each text of a document, and forgotten with it.

Nothing of a CV stays in the process after its parse: neither for another CV to meet, nor to grow.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_SIZE: Final = 8_192  # texts a function remembers
_clear: list[Callable[[], None]] = []


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Let `function` remember its answers until `forget` is called. Its arguments are hashable."""
    cached = lru_cache(maxsize=_SIZE)(function)
    _clear.append(cached.cache_clear)
    return cast(Callable[P, R], cached)


def forget() -> None:
    """Forget every text. Safe while other threads parse: they work it out again."""
    for clear in _clear:
        clear()
