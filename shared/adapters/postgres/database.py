"""One pool of connections, one transaction at a time, and one error for "does not answer"."""

from collections.abc import Iterator
from contextlib import contextmanager

from pg8000.exceptions import InterfaceError
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.errors import BadParameter, DatabaseUnavailable, PipelineError

SOCKET_TIMEOUT = 5  # seconds, of connecting and of every answer
POOL_TIMEOUT = 5  # seconds to wait for a free connection
POOL_SIZE = 4
POOL_OVERFLOW = 12

SQLSTATE_LENGTH = 5
UNFIT = ("22", "54")  # of a value: no such character or number, or too long for an index

# SQLSTATE classes of a server that is away, starting, stopping or full, of lost races, and of tables
# and columns that the migrations have still to make.
PASSING = ("08", "53", "57", "40", "25006", "3D000", "42P01", "42703")


class Database:
    """A PostgreSQL database. Connections are made when first needed and checked before use."""

    def __init__(self, url: str) -> None:
        """`url` is `postgresql+pg8000://user:password@host:port/name`."""
        self.engine: Engine = create_engine(
            url,
            hide_parameters=True,  # they hold CVs
            pool_pre_ping=True,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_TIMEOUT,
            connect_args={"timeout": SOCKET_TIMEOUT},
        )

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection in a transaction.

        Raises `DatabaseUnavailable` for what may pass, `BadParameter` for a value that PostgreSQL
        cannot keep.
        """
        try:
            with self.engine.begin() as connection, _whole(connection):
                yield connection
        except UnicodeEncodeError:
            raise BadParameter("a character that is none") from None
        except (PoolTimeout, DisconnectionError, InterfaceError, OSError) as error:
            raise DatabaseUnavailable(type(error).__name__) from None
        except DBAPIError as error:
            if error.connection_invalidated or _passes(error):
                raise DatabaseUnavailable(_sqlstate(error)) from None
            if _sqlstate(error).startswith(UNFIT):
                raise BadParameter("a value that cannot be kept") from None
            raise

    def close(self) -> None:
        """Close the pooled connections."""
        self.engine.dispose()


@contextmanager
def _whole(connection: Connection) -> Iterator[None]:
    """Let nobody use a connection again on which a statement broke off before the server had it all.

    pg8000 fails while it encodes a value, and the next statement would then get the answer to the
    one before: rows of somebody else. Only what the server itself said leaves it whole.
    """
    try:
        yield
    except PipelineError:
        raise
    except DBAPIError as error:
        if len(_sqlstate(error)) != SQLSTATE_LENGTH:
            connection.invalidate()
        raise
    except BaseException:
        connection.invalidate()
        raise


def _passes(error: DBAPIError) -> bool:
    return isinstance(error.orig, (InterfaceError, OSError)) or _sqlstate(error).startswith(PASSING)


def _sqlstate(error: DBAPIError) -> str:
    """Return the five characters of the error; pg8000 gives the server's fields as a dict."""
    fields = error.orig.args[0] if error.orig and error.orig.args else None
    return str(fields.get("C", "")) if isinstance(fields, dict) else type(error.orig).__name__
