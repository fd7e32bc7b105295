"""`python -m shared.migrations`: bring the database and the bucket to what this version needs."""

import structlog

from shared.adapters.postgres.database import Database
from shared.migrations import migrate
from shared.wiring import services, settings


def main() -> None:
    """Migrate; a second run changes nothing."""
    database = Database(settings().database_url)
    applied = migrate(database.engine)
    database.close()
    services().objects.ensure_bucket()
    structlog.get_logger(__name__).info("migrated", applied=applied)


if __name__ == "__main__":
    main()
