"""The tables as `shared/migrations/` makes them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()
MOMENT = DateTime(timezone=True)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("status", Text),
    Column("priority", Text),
    Column("rank", SmallInteger),
    Column("owner", Text),
    Column("locale", Text),
    Column("file_name", Text),
    Column("size", BigInteger),
    Column("sha256", Text),
    Column("object_key", Text),
    Column("source_etag", Text),
    Column("webhook_url", Text),
    Column("webhook_secret", Text),
    Column("idempotency_key", Text),
    Column("request_hash", Text),
    Column("attempts", Integer),
    Column("crashes", Integer),
    Column("generation", Integer),
    Column("available_at", MOMENT),
    Column("created_at", MOMENT),
    Column("started_at", MOMENT),
    Column("finished_at", MOMENT),
    Column("run_token", Text),
    Column("lease_until", MOMENT),
    Column("error_code", Text),
    Column("error_detail", Text),
    Column("checkpoint", LargeBinary),
    Column("degraded", Boolean),
    Column("fingerprint", Text),
)

results = Table(
    "results",
    metadata,
    Column("job_id", Text, primary_key=True),
    Column("body", LargeBinary),
    Column("object_key", Text),
    Column("created_at", MOMENT),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("job_id", Text),
    Column("event", Text),
    Column("generation", Integer),
    Column("url", Text),
    Column("secret", Text),
    Column("body", LargeBinary),
    Column("status", Text),
    Column("attempts", Integer),
    Column("available_at", MOMENT),
    Column("created_at", MOMENT),
    Column("finished_at", MOMENT),
    Column("run_token", Text),
    Column("lease_until", MOMENT),
    Column("last_status", Integer),
    Column("last_error", Text),
    Column("endpoint", Text),
)

endpoints = Table(
    "endpoints",
    metadata,
    Column("endpoint", Text, primary_key=True),
    Column("failures", Integer),
    Column("failed_at", MOMENT),
    Column("paused_until", MOMENT),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("job_id", Text),
    Column("delivery_id", Text),
    Column("at", MOMENT),
    Column("seconds", Float),
    Column("status", Integer),
    Column("error_code", Text),
    Column("detail", Text),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("function", Text),
    Column("job_id", Text),
    Column("delivery_id", Text),
    Column("priority", Text),
    Column("error_code", Text),
    Column("transient", Boolean),
    Column("status", Text),
    Column("replays", Integer),
    Column("created_at", MOMENT),
    Column("replay_after", MOMENT),
    Column("reason", Text),
)

llm_calls = Table(
    "llm_calls",
    metadata,
    Column("day", Date, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("outcome", Text, primary_key=True),
    Column("calls", BigInteger),
    Column("input_tokens", BigInteger),
    Column("cached_input_tokens", BigInteger),
    Column("output_tokens", BigInteger),
    Column("usd", Float),
    Column("last_at", MOMENT),
    Column("last_detail", Text),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("at", MOMENT),
    Column("actor", Text),
    Column("action", Text),
    Column("subject", Text),
    Column("reason", Text),
)
