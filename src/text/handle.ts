/** What handles made by one generator have in common. */
import { DENSE, DIGIT, KIND_MASK, LETTER, TRAITS } from './code-points.ts';

const RUN = /\p{Lu}+|\p{Ll}+|\p{N}+|[\p{L}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu;

/**
 * The handle with its letters kept and each run of digits replaced by "#" and the run's length: "user8347221" →
 * "user#7", "用户6839201" → "用户#7", "Alice" → "alice". For numbered batches: handles that differ in their numbers only
 * are one; all others stay apart. Small letters, NFKC; invisible characters are dropped. O(length).
 */
export function handleStem(handle: string): string {
  return visible(handle)
    .toLowerCase()
    .replace(/\p{N}+/gu, (digits) => `#${digits.length}`);
}

/**
 * The handle with each run of characters replaced by its class and the run's length in buckets: A capital, a small
 * letter, 字 Chinese, Japanese or Korean, # digit, signs as they are; a run of one has no number, others 2, 3 (3–4),
 * 5 (5–8) or 9 (9 and more). "FaurnFlamebreaker" → "Aa3Aa9", "kx8f2j" → "a2#a#a", "Riley_Gerrard" → "Aa3_Aa5". For handles put
 * together from word lists or random letters. Many honest handles share a shape: judge one by how common it is. O(length).
 */
export function handleShape(handle: string): string {
  return visible(handle).replace(RUN, (run) => {
    const name = className(run);
    return name === null ? run : name + bucket([...run].length);
  });
}

/**
 * The bucket that a handle is put in with others of its batch: its stem when it is numbered (three digits in a row or
 * more: the letters name the batch), else its letters by class without lengths ("FaurnFlamebreaker" → "AaAa").
 */
export function handleTemplate(handle: string): string {
  if (/\p{N}{3}/u.test(handle)) return handleStem(handle);
  return visible(handle).replace(RUN, (run) => className(run) ?? run);
}

function visible(handle: string): string {
  return handle
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
    .trim();
}

function className(run: string): string | null {
  if (/^\p{Lu}/u.test(run)) return 'A';
  const kind = (TRAITS[run.charCodeAt(0)] as number) & KIND_MASK;
  if (kind === DIGIT || /^\p{N}/u.test(run)) return '#';
  if (kind === DENSE && /^\p{L}/u.test(run)) return '字';
  return kind === LETTER || /^\p{L}/u.test(run) ? 'a' : null;
}

function bucket(length: number): string {
  if (length === 1) return '';
  if (length === 2) return '2';
  if (length <= 4) return '3';
  return length <= 8 ? '5' : '9';
}
