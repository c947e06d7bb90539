/**
 * Claims: what manuscripts say, each with the ways in which it can be said. The first way is the manuscript's own;
 * washing at depth puts others in its place. In the others, `%n` is the sentence's number and `%brand` the product.
 */

/** The ways to say one thing, as templates of grammar.ts; the first is the source. */
export type Claim = readonly string[];

/** What a language has to say about any product. */
export interface ClaimStore {
  readonly brands: readonly string[];
  readonly intro: readonly Claim[];
  readonly body: readonly Claim[];
  readonly close: readonly Claim[];
}

/** Reads claims out of text: a way per line, an empty line between claims. */
export function readClaims(text: string): Claim[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((claim) => claim.split('\n').map((way) => way.trim()));
}
