ALTER TABLE jobs ADD COLUMN fingerprint text;
CREATE INDEX jobs_fingerprint ON jobs (fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE llm_calls (
    day date NOT NULL,
    model text NOT NULL,
    outcome text NOT NULL,
    calls bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    usd double precision NOT NULL,
    last_at timestamptz NOT NULL,
    last_detail text NOT NULL,
    PRIMARY KEY (day, model, outcome)
);
