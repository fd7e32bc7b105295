"""What is worked out once for each text of a document, and forgotten with it.

Nothing of a CV stays in the process after its parse: neither for another CV to meet, nor to grow.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Final, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

_SIZE: Final = 8_192  # texts a function remembers
_caches: list[Any] = []  # made by lru_cache, whose type has no name


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Let `function` remember its answers while a document is parsed. Its arguments are hashable."""
    cached = lru_cache(maxsize=_SIZE)(function)
    _caches.append(cached)
    return cast(Callable[P, R], cached)


def forgetting(function: Callable[P, R]) -> Callable[P, R]:
    """Have every text forgotten when `function`, which is about one document, is done.

    Safe while other threads parse: they work out again what was theirs.
    """

    @wraps(function)
    def forgotten(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        finally:
            for cached in _caches:
                cached.cache_clear()

    return forgotten


def texts() -> int:
    """Return how many texts are remembered just now."""
    return sum(cached.cache_info().currsize for cached in _caches)
