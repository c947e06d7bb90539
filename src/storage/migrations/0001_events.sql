-- Events as they were checked and pseudonymised by ingest. Replays and duplicates collapse by (key, id);
-- row_hash decides between two rows that claim the same event_id, so the order of arrival never matters.
-- ORDER BY serves FINAL; detection reads whole time windows and sorts by trace.

CREATE TABLE IF NOT EXISTS actions
(
    event_id String,
    event_key UInt64 MATERIALIZED sipHash64(event_id),
    account_id String,
    account_key UInt64 MATERIALIZED sipHash64(account_id),
    action LowCardinality(String),
    target_id String,
    target_account_id String,
    occurred_at DateTime64(3, 'UTC'),
    text String CODEC(ZSTD(1)),
    topics Array(String),
    urls Array(String),
    url_domains Array(String),
    media Array(String),
    -- keyed hashes; 0 = absent
    ip UInt64,
    network UInt64,
    device UInt64,
    user_agent LowCardinality(String),
    -- -1 = not said
    ai_explicit Int8,
    ai_implicit Int8,
    ai_generated Int8,
    -- MinHash of the folded text: 16 bands for LSH, 64 bytes to verify; empty = too short to prove anything
    text_bands Array(UInt32) CODEC(NONE),
    text_signature String CODEC(NONE),
    source LowCardinality(String),
    partition Int32,
    offset Int64,
    row_hash UInt64 MATERIALIZED sipHash64(account_id, action, target_id, target_account_id, occurred_at, text, topics, urls, media, ip, device)
)
ENGINE = ReplacingMergeTree(row_hash)
ORDER BY (event_key, event_id)
SETTINGS non_replicated_deduplication_window = 10000;

-- Every observation of an account is kept; readers take the newest known value of each field (argMax skips NULL).
CREATE TABLE IF NOT EXISTS accounts
(
    account_id String,
    account_key UInt64 MATERIALIZED sipHash64(account_id),
    observed_at DateTime64(3, 'UTC'),
    registered_at Nullable(DateTime64(3, 'UTC')),
    handle Nullable(String),
    -- the handle's template: letters kept and digits counted; and its shape: classes of characters
    handle_stem Nullable(String),
    handle_shape Nullable(String),
    display_name Nullable(String),
    bio Nullable(String),
    avatar_hash Nullable(String),
    verified Nullable(UInt8),
    followers Nullable(UInt64),
    following Nullable(UInt64),
    -- keyed hashes; NULL = absent
    reg_ip Nullable(UInt64),
    reg_network Nullable(UInt64),
    reg_device Nullable(UInt64),
    reg_email_domain Nullable(UInt64),
    reg_phone_prefix Nullable(UInt64),
    reg_user_agent Nullable(String),
    reg_channel Nullable(String),
    reg_invited_by Nullable(String),
    mcn_id Nullable(String),
    source LowCardinality(String),
    partition Int32,
    offset Int64,
    row_hash UInt64 MATERIALIZED sipHash64(account_id, observed_at, ifNull(toString(registered_at), ''), ifNull(handle, ''), ifNull(display_name, ''), ifNull(bio, ''), ifNull(avatar_hash, ''), ifNull(verified, 2), ifNull(followers, 0), ifNull(following, 0), ifNull(reg_ip, 0), ifNull(reg_device, 0), ifNull(reg_email_domain, 0), ifNull(reg_phone_prefix, 0), ifNull(mcn_id, ''))
)
ENGINE = ReplacingMergeTree
ORDER BY (account_key, account_id, observed_at, row_hash)
SETTINGS non_replicated_deduplication_window = 10000;

-- One row per account: the newest known value of each field.
CREATE VIEW IF NOT EXISTS accounts_now AS
SELECT
    account_key,
    any(account_id) AS account_id,
    argMax(registered_at, (observed_at, row_hash)) AS registered_at,
    argMax(handle, (observed_at, row_hash)) AS handle,
    argMax(handle_stem, (observed_at, row_hash)) AS handle_stem,
    argMax(handle_shape, (observed_at, row_hash)) AS handle_shape,
    argMax(bio, (observed_at, row_hash)) AS bio,
    argMax(avatar_hash, (observed_at, row_hash)) AS avatar_hash,
    argMax(verified, (observed_at, row_hash)) AS verified,
    argMax(followers, (observed_at, row_hash)) AS followers,
    argMax(reg_network, (observed_at, row_hash)) AS reg_network,
    argMax(reg_device, (observed_at, row_hash)) AS reg_device,
    argMax(mcn_id, (observed_at, row_hash)) AS mcn_id
FROM accounts
GROUP BY account_key;

CREATE TABLE IF NOT EXISTS reports
(
    report_id String,
    report_key UInt64 MATERIALIZED sipHash64(report_id),
    reporter_id String,
    account_id String,
    target_id String,
    reason String,
    reported_at DateTime64(3, 'UTC'),
    source LowCardinality(String),
    partition Int32,
    offset Int64,
    row_hash UInt64 MATERIALIZED sipHash64(reporter_id, account_id, target_id, reason, reported_at)
)
ENGINE = ReplacingMergeTree(row_hash)
ORDER BY (report_key, report_id)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS dead_letters
(
    source String,
    partition Int32,
    offset Int64,
    reason String,
    raw String CODEC(ZSTD(1)),
    received_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplacingMergeTree(received_at)
ORDER BY (source, partition, offset)
SETTINGS non_replicated_deduplication_window = 10000;
