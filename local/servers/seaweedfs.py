"""SeaweedFS: the files, behind S3; it tells the gateway of new objects in `inbox/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from local.environment import BUCKET
from local.home import Home
from local.ports import GRPC, PortBook
from local.processes.command import Command
from local.processes.waiting import http_status, until
from local.servers import programs
from local.servers.server import Server, nothing

LISTENERS = ("s3", "master", "volume", "filer", "admin")  # each has a port for HTTP, one for gRPC


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who may use the store, and whom it tells of new objects."""

    access_key: str
    secret_key: str = field(repr=False)
    notify: str  # URL
    notification_token: str = field(repr=False)

    def environment(self) -> dict[str, str]:
        """Return the variables that `weed` reads."""
        return {
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "WEED_NOTIFICATION_WEBHOOK_ENABLED": "true",
            "WEED_NOTIFICATION_WEBHOOK_ENDPOINT": self.notify,
            "WEED_NOTIFICATION_WEBHOOK_BEARER_TOKEN": self.notification_token,
            # Separated by blanks. A file that is written over is updated.
            "WEED_NOTIFICATION_WEBHOOK_EVENT_TYPES": "create update rename",
            "WEED_NOTIFICATION_WEBHOOK_PATH_PREFIXES": f"/buckets/{BUCKET}/inbox/",
        }


def server(home: Home, ports: PortBook, access: Access, environment: Mapping[str, str]) -> Server:
    """Return SeaweedFS with all its parts in one process, on the ports of `ports`."""
    http = {name: ports.port(name, beside=GRPC) for name in LISTENERS}
    grpc = {name: port + GRPC for name, port in http.items()}
    return Server(
        command=Command(
            name="seaweedfs",
            argv=(
                *(str(programs.weed()), "mini", "-dir=.", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
                *(f"-{name}.port={port}" for name, port in http.items()),
                *(f"-{name}.port.grpc={port}" for name, port in grpc.items()),
                f"-metricsPort={ports.port('weed-metrics')}",
                *("-s3.port.iceberg=0", "-s3.port.lance=0", "-admin.ui=false", "-webdav=false"),
                *("-master.telemetry=false", "-volume.preStopSeconds=0"),
                *("-filer.localSocket=filer.sock", "-s3.localSocket=s3.sock", f"-bucket={BUCKET}"),
            ),
            environment=_without_weed(environment) | access.environment(),
            folder=home.seaweedfs,
            grace=3.0,
        ),
        prepare=nothing,
        ready=partial(until, partial(_has_bucket, http["s3"])),
        clean_up=partial(_remove_sockets, grpc),
    )


def _without_weed(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would configure another SeaweedFS or log in elsewhere."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(("WEED_", "AWS_", "S3_"))
    }


async def _has_bucket(port: int) -> bool:
    """Ask for the bucket without a signature: 403 when it is there, 404 before."""
    return await http_status(port, f"/{BUCKET}") in (200, 403)


def _remove_sockets(grpc: Mapping[str, int]) -> None:
    """Remove the sockets that `weed` leaves in /tmp; their place cannot be set."""
    for name, port in grpc.items():
        Path(f"/tmp/seaweedfs-{name}-grpc-{port}.sock").unlink(missing_ok=True)  # noqa: S108
