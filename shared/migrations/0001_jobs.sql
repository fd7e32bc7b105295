CREATE TABLE jobs (
    id text PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'erased')),
    priority text NOT NULL,
    rank smallint NOT NULL,
    owner text NOT NULL,
    locale text NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    object_key text NOT NULL,
    source_etag text,
    webhook_url text,
    webhook_secret text,
    idempotency_key text,
    request_hash text,
    attempts integer NOT NULL DEFAULT 0,
    crashes integer NOT NULL DEFAULT 0,
    generation integer NOT NULL DEFAULT 0,
    available_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    run_token text,
    lease_until timestamptz,
    error_code text,
    error_detail text,
    checkpoint bytea
);
CREATE UNIQUE INDEX jobs_idempotency ON jobs (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE UNIQUE INDEX jobs_source ON jobs (object_key, source_etag) WHERE source_etag IS NOT NULL;
CREATE INDEX jobs_due ON jobs (rank, available_at) WHERE status = 'queued';
CREATE INDEX jobs_leases ON jobs (lease_until) WHERE status = 'running';
CREATE INDEX jobs_tokens ON jobs (run_token) WHERE status = 'running';
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE status IN ('done', 'failed');

CREATE TABLE results (
    job_id text PRIMARY KEY REFERENCES jobs (id),
    body bytea,
    object_key text,
    created_at timestamptz NOT NULL,
    CHECK ((body IS NULL) <> (object_key IS NULL))
);

CREATE TABLE deliveries (
    id text PRIMARY KEY,
    job_id text NOT NULL REFERENCES jobs (id),
    event text NOT NULL,
    generation integer NOT NULL,
    url text NOT NULL,
    secret text,
    body bytea NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    available_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    run_token text,
    lease_until timestamptz,
    last_status integer,
    last_error text,
    UNIQUE (job_id, event, generation)
);
CREATE INDEX deliveries_due ON deliveries (available_at) WHERE status = 'pending';

CREATE TABLE attempts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id text NOT NULL REFERENCES jobs (id),
    delivery_id text REFERENCES deliveries (id),
    at timestamptz NOT NULL,
    seconds double precision NOT NULL,
    error_code text NOT NULL,
    detail text NOT NULL
);
CREATE INDEX attempts_job ON attempts (job_id);

CREATE TABLE dead_letters (
    id text PRIMARY KEY,
    function text NOT NULL,
    job_id text NOT NULL REFERENCES jobs (id),
    delivery_id text REFERENCES deliveries (id),
    priority text NOT NULL,
    error_code text NOT NULL,
    transient boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('dead', 'replayed', 'quarantined', 'purged')),
    replays integer NOT NULL,
    created_at timestamptz NOT NULL,
    replay_after timestamptz,
    reason text NOT NULL DEFAULT ''
);
CREATE INDEX dead_letters_open ON dead_letters (status, created_at);

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    reason text NOT NULL
);
