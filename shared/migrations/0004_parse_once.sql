ALTER TABLE jobs ADD COLUMN fingerprint text;
CREATE INDEX jobs_fingerprint ON jobs (fingerprint) WHERE fingerprint IS NOT NULL;
