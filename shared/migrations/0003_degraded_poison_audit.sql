ALTER TABLE jobs ADD COLUMN degraded boolean NOT NULL DEFAULT false;
CREATE INDEX jobs_degraded ON jobs (finished_at) WHERE status = 'done' AND degraded;

CREATE INDEX jobs_poison ON jobs (sha256) WHERE error_code = 'worker_crashed';

CREATE INDEX audit_subject ON audit (subject);
