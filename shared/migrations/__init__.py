"""Brings a database to the newest schema: numbered SQL files, forward only, each in a transaction."""

from importlib.resources import files

from sqlalchemy import Connection, Engine, text

LOCK = 0x4E6578  # any number, the same for every process that migrates


def migrate(engine: Engine) -> list[str]:
    """Apply the migrations that are missing, in order; return their names.

    Safe to call from many processes at once: an advisory lock lets one at a time through.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        connection.execute(
            text(
                "CREATE TABLE IF NOT EXISTS schema_migrations ("
                "name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
            )
        )
        applied = set(connection.execute(text("SELECT name FROM schema_migrations")).scalars())
        return [name for name in names() if name not in applied and _apply(name, connection)]


def names() -> list[str]:
    """Return the names of all migrations, in order."""
    return sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".sql"))


def _apply(name: str, connection: Connection) -> bool:
    for statement in (files(__name__) / name).read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    connection.execute(text("INSERT INTO schema_migrations (name) VALUES (:name)"), {"name": name})
    return True
