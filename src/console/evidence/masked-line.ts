/** A verdict for who may not see how accounts call themselves: its sentences quote handles and bios as examples. */
import type { Evidence, VerdictLine } from '../../contract/index.ts';
import { masked } from './masking.ts';

/** The value itself, where the sentence is about one bio that accounts share. */
const BIO = { en: /(have the bio ")[\s\S]*(")/, zh: /(同一简介“)[\s\S]*(”)/ };

/**
 * The same verdict, with the examples in evidence of identity masked, wherever its explanation repeats them, too. Templates of
 * handles stay: they are what many accounts have in common, and name nobody.
 */
export function maskedLine(line: VerdictLine): VerdictLine {
  let { en, zh } = line.explanation;
  const signals = line.signals.map((signal) => {
    if (signal.kind !== 'identity') return signal;
    const evidence = signal.evidence.map((fact) => {
      const hidden = maskedFact(fact);
      // An explanation begins with a capital where the fact has none.
      en = en.replaceAll(fact.en.slice(1), () => hidden.en.slice(1));
      zh = zh.replaceAll(fact.zh.slice(1), () => hidden.zh.slice(1));
      return hidden;
    });
    return { ...signal, evidence };
  });
  return { ...line, signals, explanation: { en, zh } };
}

function maskedFact(fact: Evidence): Evidence {
  // The longest first: an example may be the beginning of another.
  const examples = fact.texts.filter((text) => text !== '').sort((a, b) => b.length - a.length);
  const hide = (sentence: string, bio: RegExp) =>
    examples
      .reduce((text, example) => text.replaceAll(example, () => masked(example) ?? ''), sentence)
      .replace(bio, '$1•••$2');
  return {
    ...fact,
    en: hide(fact.en, BIO.en),
    zh: hide(fact.zh, BIO.zh),
    texts: fact.texts.map((text) => masked(text) ?? ''),
  };
}
