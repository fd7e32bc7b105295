"""Every setting of the service, read once from the environment and from secret files.

A secret may be a file: `/var/openfaas/secrets/<name>` (the variable's name in lower case with
hyphens), either the file itself or a directory that holds one file. The variable wins.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar

from shared.domain.money import Price, price_of

SECRETS = Path("/var/openfaas/secrets")
ENGINES = ("auto", "openai", "local")
ADDRESSING = ("auto", "path", "virtual")
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")

Network = IPv4Network | IPv6Network
Number = TypeVar("Number", int, float)


class BadSetting(ValueError):
    """A setting is missing or cannot be understood; the message names it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The service's settings; units stand beside the fields."""

    # where things are
    database_url: str
    redis_host: str = "redis"
    redis_port: int = 6379
    redis_password: str = field(default="", repr=False)
    minio_endpoint: str = "storage:9000"  # host:port
    minio_access_key: str = field(default="minioadmin", repr=False)
    minio_secret_key: str = field(default="minioadmin", repr=False)
    minio_session_token: str = field(default="", repr=False)
    minio_bucket_name: str = "cv-files"
    minio_region: str = ""  # "" = let the client ask
    minio_secure: bool = False  # HTTPS
    minio_ca_file: str = ""  # PEM; "" = whom the system trusts
    minio_addressing: str = "auto"  # one of ADDRESSING: where the bucket's name stands
    function_url: str = "http://gateway:8080/function/{function}"  # what the bridge calls

    # secrets
    encryption_key: str = field(default="", repr=False)  # Fernet keys, newest first, by commas
    admin_token: str = field(default="", repr=False)  # bearer of the administration routes
    notification_token: str = field(default="", repr=False)  # bearer of bucket notifications
    api_keys: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)  # key -> owner

    # the door
    max_content_length: int = 10 * 1024 * 1024  # bytes of one file
    webhook_allowed_cidrs: tuple[Network, ...] = ()  # private ranges that webhooks may reach

    # parsing
    engine: str = "auto"  # one of ENGINES
    openai_api_key: str = field(default="", repr=False)
    openai_base_url: str = ""  # "" = api.openai.com
    openai_model: str = "gpt-4o-mini"
    openai_timeout: float = 60.0  # seconds for one call, all in
    openai_rpm: int = 0  # requests a minute, of all workers together; 0 = no limit
    openai_tpm: int = 0  # tokens a minute
    openai_price: tuple[
        float, ...
    ] = ()  # USD a million tokens: in, out, cached in; () = the list's
    openai_daily_budget_usd: float = 0.0  # then the local engine, or tomorrow; 0 = no limit
    parse_once: bool = True  # the same file of the same caller is paid for once
    circuit_breaker_enabled: bool = True
    reparse_degraded: bool = False  # have the LLM read again what the local engine stood in for
    read_timeout: float = 90.0  # seconds for reading one document; OCR is slow

    # the pipeline
    max_retries: int = 3  # attempts at a job before it is a dead letter
    lease: float = 15.0  # seconds without a heartbeat until a job is taken back
    max_crashes: int = 3  # workers that may die on a job before it is quarantined
    inline_result_limit: int = 256 * 1024  # bytes; larger results go to the object store
    result_cache_ttl: int = 24 * 3600  # seconds that Redis keeps a finished result
    retention_days: int = 0  # days until a finished job is erased; 0 = never
    replay_rate: int = 50  # dead letters replayed in one scheduled run
    replay_delay: float = 600.0  # seconds before the first scheduled replay; doubled for each
    max_replays: int = 3  # by the schedule, then a dead letter is quarantined
    orphan_age: float = 24 * 3600.0  # seconds that an upload without a job is kept
    webhook_delays: tuple[float, ...] = ()  # seconds before each attempt; () = Standard Webhooks'

    # the bridge
    bridge_threads: int = 16
    bridge_premium_threads: int = 4  # of these, how many take premium jobs only
    bridge_webhook_threads: int = 4  # of these, how many only deliver webhooks
    bridge_timeout: float = 150.0  # seconds for one call of a function
    metrics_port: int = 0  # where the bridge answers Prometheus; 0 = nowhere

    log_level: str = "INFO"
    log_format: str = "json"  # "json" or "text"

    @classmethod
    def from_environ(
        cls, environ: Mapping[str, str] = os.environ, secrets: Path = SECRETS
    ) -> "Settings":
        """Read the settings; raise `BadSetting` naming the first that is wrong."""
        source = _Source(environ, secrets)
        found = cls(
            database_url=source.required("DATABASE_URL"),
            redis_host=source.text("REDIS_HOST", "redis"),
            redis_port=source.integer("REDIS_PORT", 6379),
            redis_password=source.text("REDIS_PASSWORD", ""),
            minio_endpoint=source.text("MINIO_ENDPOINT", "storage:9000"),
            minio_access_key=source.text("MINIO_ACCESS_KEY", "minioadmin"),
            minio_secret_key=source.text("MINIO_SECRET_KEY", "minioadmin"),
            minio_session_token=source.text("MINIO_SESSION_TOKEN", ""),
            minio_bucket_name=source.text("MINIO_BUCKET_NAME", "cv-files"),
            minio_region=source.text("MINIO_REGION", ""),
            minio_secure=source.boolean("MINIO_SECURE", False),
            minio_ca_file=source.file("MINIO_CA_FILE"),
            minio_addressing=source.choice("MINIO_ADDRESSING", ADDRESSING),
            function_url=source.text("FUNCTION_URL", cls.function_url),
            encryption_key=source.text("ENCRYPTION_KEY", ""),
            admin_token=source.text("ADMIN_TOKEN", ""),
            notification_token=source.text("NOTIFICATION_TOKEN", ""),
            api_keys=source.api_keys("API_KEYS"),
            max_content_length=source.integer("MAX_CONTENT_LENGTH", cls.max_content_length),
            webhook_allowed_cidrs=source.networks("WEBHOOK_ALLOWED_CIDRS"),
            engine=source.choice("ENGINE", ENGINES),
            openai_api_key=source.text("OPENAI_API_KEY", ""),
            openai_base_url=source.text("OPENAI_BASE_URL", ""),
            openai_model=source.text("OPENAI_MODEL", "gpt-4o-mini"),
            openai_timeout=source.number("OPENAI_TIMEOUT", 60.0),
            openai_rpm=source.integer("OPENAI_RPM", 0),
            openai_tpm=source.integer("OPENAI_TPM", 0),
            openai_price=source.numbers("OPENAI_PRICE"),
            openai_daily_budget_usd=source.number("OPENAI_DAILY_BUDGET_USD", 0.0),
            parse_once=source.boolean("PARSE_ONCE", True),
            circuit_breaker_enabled=source.boolean("CIRCUIT_BREAKER_ENABLED", True),
            reparse_degraded=source.boolean("REPARSE_DEGRADED", False),
            read_timeout=source.number("READ_TIMEOUT", 90.0),
            max_retries=source.integer("MAX_RETRIES", 3),
            lease=source.number("LEASE", 15.0),
            max_crashes=source.integer("MAX_CRASHES", 3),
            inline_result_limit=source.integer("INLINE_RESULT_LIMIT", cls.inline_result_limit),
            result_cache_ttl=source.integer("RESULT_CACHE_TTL", cls.result_cache_ttl),
            retention_days=source.integer("RETENTION_DAYS", 0),
            replay_rate=source.integer("REPLAY_RATE", 50),
            replay_delay=source.number("REPLAY_DELAY", 600.0),
            max_replays=source.integer("MAX_REPLAYS", 3),
            orphan_age=source.number("ORPHAN_AGE", cls.orphan_age),
            webhook_delays=source.numbers("WEBHOOK_DELAYS"),
            bridge_threads=source.integer("BRIDGE_THREADS", 16),
            bridge_premium_threads=source.integer("BRIDGE_PREMIUM_THREADS", 4),
            bridge_webhook_threads=source.integer("BRIDGE_WEBHOOK_THREADS", 4),
            bridge_timeout=source.number("BRIDGE_TIMEOUT", 150.0),
            metrics_port=source.integer("METRICS_PORT", 0),
            log_level=source.text("LOG_LEVEL", "INFO").upper(),
            log_format=source.choice("LOG_FORMAT", ("json", "text")),
        )
        found._check_prices()
        return found

    @property
    def prices(self) -> Mapping[str, Price]:
        """The price of the model, where it was given: it goes before the list's."""
        if not self.openai_price:
            return {}
        price, output, *cached = self.openai_price
        return {
            self.openai_model: Price(
                input=price, output=output, cached_input=cached[0] if cached else None
            )
        }

    def _check_prices(self) -> None:
        """Raise `BadSetting` for a budget that nothing would be counted against."""
        if len(self.openai_price) not in (0, 2, 3):
            raise BadSetting("OPENAI_PRICE is not two or three numbers such as 0.15,0.60,0.075")
        known = self.prices or price_of(self.openai_model)
        if self.openai_daily_budget_usd and self.engine != "local" and not known:
            raise BadSetting("OPENAI_DAILY_BUDGET_USD needs OPENAI_PRICE: the model is in no list")


class _Source:
    """One setting at a time, with its name in every complaint."""

    def __init__(self, environ: Mapping[str, str], secrets: Path) -> None:
        self._environ = environ
        self._secrets = secrets

    def text(self, name: str, default: str) -> str:
        value = self._environ.get(name)
        if value is None:
            value = self._secret(name)
        return default if value is None or value == "" else value

    def required(self, name: str) -> str:
        value = self.text(name, "")
        if not value:
            raise BadSetting(f"{name} is not set")
        return value

    def integer(self, name: str, default: int) -> int:
        return self._convert(name, int, default, "a whole number")

    def number(self, name: str, default: float) -> float:
        return self._convert(name, float, default, "a number")

    def boolean(self, name: str, default: bool) -> bool:
        value = self.text(name, str(default)).strip().lower()
        if value not in TRUE + FALSE:
            raise BadSetting(f"{name} is not true or false")
        return value in TRUE

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, allowed[0]).strip().lower()
        if value not in allowed:
            raise BadSetting(f"{name} is not one of {', '.join(allowed)}")
        return value

    def file(self, name: str) -> str:
        value = self.text(name, "")
        if value and not Path(value).is_file():
            raise BadSetting(f"{name} is not a file that can be read: {value}")
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        try:
            return tuple(float(part) for part in self._parts(name))
        except ValueError as error:
            raise BadSetting(f"{name} is not a list of numbers such as 0,5,300") from error

    def networks(self, name: str) -> tuple[Network, ...]:
        try:
            return tuple(ip_network(part) for part in self._parts(name))
        except ValueError as error:
            raise BadSetting(f"{name} is not a list of networks such as 10.0.0.0/8") from error

    def api_keys(self, name: str) -> dict[str, str]:
        """Read `owner:key` pairs; a key alone is its own owner, named by its place."""
        keys: dict[str, str] = {}
        for place, part in enumerate(self._parts(name), start=1):
            owner, _, key = part.rpartition(":")
            keys[key] = owner or f"key-{place}"
        return keys

    def _parts(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name, "").split(",") if part.strip()]

    def _convert(self, name: str, kind: type[Number], default: Number, what: str) -> Number:
        value = self.text(name, "")
        try:
            return kind(value) if value else default
        except ValueError as error:
            raise BadSetting(f"{name} is not {what}") from error

    def _secret(self, name: str) -> str | None:
        path = self._secrets / name.lower().replace("_", "-")
        if path.is_dir():
            files = [child for child in path.iterdir() if child.is_file()]
            path = files[0] if len(files) == 1 else path
        return path.read_text(encoding="utf-8").strip() if path.is_file() else None
