ALTER TABLE deliveries ADD COLUMN endpoint text NOT NULL DEFAULT '';
CREATE INDEX deliveries_endpoint ON deliveries (endpoint) WHERE status = 'pending';

CREATE TABLE endpoints (
    endpoint text PRIMARY KEY,
    failures integer NOT NULL,
    failed_at timestamptz NOT NULL,
    paused_until timestamptz
);
