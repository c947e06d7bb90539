/** The fingerprint of a text, as ingest stores it and detection compares it. */

/** 16 LSH bands and a 64-byte signature whose share of equal bytes estimates the Jaccard similarity of two texts. */
export interface TextFingerprint {
  readonly bands: Uint32Array;
  readonly signature: Uint8Array;
}
