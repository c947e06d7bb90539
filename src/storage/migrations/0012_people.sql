-- People who may use the console, their sessions, and tokens for programs. Newest row of a key counts.
CREATE TABLE IF NOT EXISTS users
(
    user_id String,
    name String,
    role LowCardinality(String),
    -- scrypt, with its parameters and salt; empty for people who come by OIDC.
    password_hash String,
    -- `issuer subject` of OIDC; empty for people with a password.
    oidc_subject String,
    disabled UInt8,
    created_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY user_id
SETTINGS non_replicated_deduplication_window = 10000;

-- Only hashes of tokens are stored: who reads the table cannot use them.
CREATE TABLE IF NOT EXISTS sessions
(
    token_hash String,
    user_id String,
    csrf_token String,
    created_at DateTime64(3, 'UTC'),
    expires_at DateTime64(3, 'UTC'),
    ended UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY token_hash
TTL toDateTime(expires_at) + INTERVAL 30 DAY
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS api_tokens
(
    token_hash String,
    token_id String,
    user_id String,
    name String,
    scopes Array(LowCardinality(String)),
    created_at DateTime64(3, 'UTC'),
    expires_at DateTime64(3, 'UTC'),
    revoked UInt8,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY token_hash
SETTINGS non_replicated_deduplication_window = 10000;
