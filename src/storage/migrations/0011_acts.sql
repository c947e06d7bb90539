-- What people did in the console: written once, never changed. The deduplication token of an insert is its subject and
-- version, so that of two people who act on the same state one is told that it has changed.
CREATE TABLE IF NOT EXISTS acts
(
    act_id String,
    subject_kind LowCardinality(String),
    subject String,
    -- Position among the acts on the subject, from 1.
    version UInt32,
    at DateTime64(3, 'UTC'),
    user_id String,
    -- The person's name at the time.
    name String,
    act LowCardinality(String),
    -- What it changed, as JSON.
    before String CODEC(ZSTD(1)),
    after String CODEC(ZSTD(1)),
    reason String CODEC(ZSTD(1)),
    -- What the person saw; empty where the act rests on no verdict.
    run_id String,
    cluster_id String,
    model_version LowCardinality(String),
    evidence_hash String,
    -- The act that this one takes back; empty otherwise.
    undoes String
)
ENGINE = MergeTree
-- Serves the acts on one subject, and on all subjects of a kind.
ORDER BY (subject_kind, subject, version)
SETTINGS non_replicated_deduplication_window = 100000;
