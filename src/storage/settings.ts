/** Settings that both engines run under, so that a result never depends on which one gave it. */

/** Pinned when a session is opened (embedded) or sent with each request (server); never by `SET`, which would leak. */
export const PINNED_SETTINGS = {
  // As numbers, ids and hashes would lose digits beyond 2^53 in JSON.parse.
  output_format_json_quote_64bit_integers: 1,
  // A batch is durable when its insert returns.
  async_insert: 0,
  // apache-arrow for JavaScript reads neither LZ4 buffers nor, cheaply, dictionaries that are sent again with each batch.
  output_format_arrow_compression_method: 'none',
  output_format_arrow_string_as_string: 1,
  output_format_arrow_low_cardinality_as_dictionary: 0,
  // ISO 8601 with a Z on the way out, ISO or epoch milliseconds on the way in, whatever the machine's time zone.
  date_time_output_format: 'iso',
  date_time_input_format: 'best_effort',
  session_timezone: 'UTC',
  // The newest facts of each account are read in the order they lie in: a million accounts need a third of the memory.
  optimize_aggregation_in_order: 1,
} as const;

/** Rows of one part: inserts up to this size are all or nothing (the engine's own block limit). */
const ATOMIC_ROWS = '1048449';

/**
 * Settings of one insert. The token makes a repeat a no-op for as long as the table remembers it
 * (`non_replicated_deduplication_window`); every insert needs one, or equal content would count as a repeat.
 */
export function insertSettings(token: string) {
  return {
    insert_deduplicate: 1,
    insert_deduplication_token: token,
    deduplicate_blocks_in_dependent_materialized_views: 1,
    // One block, one part: by rows only, since a limit in bytes would cut wide rows into several parts.
    max_insert_block_size: ATOMIC_ROWS,
    min_insert_block_size_rows: ATOMIC_ROWS,
    min_insert_block_size_bytes: '0',
    max_insert_threads: '1',
    // Replaced rows are left to merges and FINAL: folding them while inserting costs more than all the rest together.
    optimize_on_insert: 0,
    // A misspelt column is an error, not a default.
    input_format_skip_unknown_fields: 0,
  } as const;
}
