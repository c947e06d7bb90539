/**
 * The text room: turns what people write into what can be compared. Folds posts to bare words, fingerprints them,
 * groups near copies, and names what copies and handles have in common. Pure functions, no I/O.
 */

export { createFingerprint, fingerprint } from './fingerprint.ts';
export type { TextFingerprint } from './fingerprint-shape.ts';
export { foldText } from './fold.ts';
export { handleShape, handleStem, handleTemplate } from './handle.ts';
export { type Hiding, type HidingKind, hiddenCharacters } from './hidden-characters.ts';
export { groupNearCopies, type NearCopyInput } from './near-copies.ts';
export { countPieces, jaccard, shingles } from './shingles.ts';
export { signatureSimilarity } from './signature-similarity.ts';
export { createStockPhrases, type StockPhraseTest } from './stock-phrase.ts';
export { STOCK_PHRASES, type StockPhraseList } from './stock-phrases.ts';
export { extractTemplate, type TextTemplate } from './template.ts';
