"""Which function answers which address of the API: for the gateway, and for a cluster's ingress."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One address of the API."""

    path: str
    function: str
    goes_on: bool = False  # what stands behind the path is the path that the function sees


ROUTES = (
    Route(path="/api/queue", function="queue-cv"),
    Route(path="/api/result", function="get-result", goes_on=True),
)
