-- Accounts that people called honest: for as long as the mark holds, no sanction may touch them.
CREATE TABLE IF NOT EXISTS honest_marks
(
    account_id String,
    case_id String,
    act_id String,
    reason String,
    -- What the cluster rested on: for the same evidence the account does not come back.
    evidence_hash String,
    marked_at DateTime64(3, 'UTC'),
    expires_at DateTime64(3, 'UTC'),
    revoked UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
-- Serves the marks of given accounts.
ORDER BY (account_id, act_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- Where the nodes of a cluster's graph lie: computed once, in [-1, 1].
CREATE TABLE IF NOT EXISTS layouts
(
    run_id String,
    cluster_id String,
    account_ids Array(String) CODEC(ZSTD(1)),
    x Array(Float32),
    y Array(Float32),
    community Array(UInt16),
    made_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(made_at)
ORDER BY (run_id, cluster_id)
SETTINGS non_replicated_deduplication_window = 10000;
