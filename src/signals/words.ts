/** Numbers and times in sentences. */

/** 0.4215 → "42 %", 0.00012 → "0.012 %". */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 ? value.toFixed(0) : Number(value.toPrecision(2)).toString()} %`;
}

/** Epoch ms → "2026-05-02T10:00:00.120Z". */
export const iso = (at: number): string => new Date(at).toISOString();

/** Epoch ms → "2026-05-02 10:00:00 UTC". */
export const clock = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const YEAR_MS = 365 * 86_400_000;

/** A stretch of time in the unit a person would choose. */
export function duration(ms: number): { readonly en: string; readonly zh: string } {
  const round = (value: number) => Number(value.toPrecision(2)).toString();
  if (ms < 1_000) return { en: `${Math.round(ms)} ms`, zh: `${Math.round(ms)} 毫秒` };
  if (ms < 120_000) return { en: `${round(ms / 1_000)} s`, zh: `${round(ms / 1_000)} 秒` };
  if (ms < 7_200_000) return { en: `${round(ms / 60_000)} min`, zh: `${round(ms / 60_000)} 分钟` };
  if (ms < 172_800_000) return { en: `${round(ms / 3_600_000)} h`, zh: `${round(ms / 3_600_000)} 小时` };
  if (ms > 2 * YEAR_MS) return { en: `${round(ms / YEAR_MS)} years`, zh: `${round(ms / YEAR_MS)} 年` };
  return { en: `${round(ms / 86_400_000)} days`, zh: `${round(ms / 86_400_000)} 天` };
}

/** At most `length` characters of a text that may be hostile: control and bidi characters and line breaks are taken out. */
export function quote(text: string, length = 80): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const cut = [...clean].slice(0, length).join('');
  return cut.length < clean.length ? `${cut}…` : cut;
}

/**
 * At most `length` characters of a name that may be hostile, with control, bidi and invisible characters as `\u{202e}`: names
 * that differ look different, and a terminal does nothing but show them.
 */
export function visible(name: string, length = 40): string {
  const characters = [...name];
  const shown = characters
    .slice(0, length)
    .map((one) => one.replace(HIDDEN, (hidden) => `\\u{${(hidden.codePointAt(0) ?? 0).toString(16)}}`));
  return `${shown.join('')}${characters.length > length ? '…' : ''}`;
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
