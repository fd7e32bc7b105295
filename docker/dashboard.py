"""RQ Dashboard for queues whose jobs are JSON.

rq-dashboard 0.9.0 takes `--json` for queues and jobs, but lists the workers with RQ's default
serializer: while a job runs, its page of workers fails on the first JSON job that it unpickles.
"""

import rq
import rq_dashboard.web  # pyright: ignore[reportMissingImports]  # only its own image has it
from redis import Redis
from rq.serializers import JSONSerializer
from rq_dashboard.cli import run  # pyright: ignore[reportMissingImports]


class JsonWorkers:
    """All that the dashboard asks of `rq.Worker`."""

    @staticmethod
    def all(connection: Redis) -> list[rq.worker.BaseWorker]:
        """List the workers; their jobs are read as JSON."""
        return rq.Worker.all(connection=connection, serializer=JSONSerializer)


def main() -> None:
    """Serve until stopped; the options come from RQ_DASHBOARD_* variables."""
    rq_dashboard.web.Worker = JsonWorkers
    run(args=["--json", "--disable-delete"], auto_envvar_prefix="RQ_DASHBOARD")


if __name__ == "__main__":
    main()
