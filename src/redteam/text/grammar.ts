/** Small text grammars: inline choices `[a|b]`, rules `{name}`, digits `#`, the sign itself `\#`. Compiled once, expanded with a seeded rng. */
import { AppError } from '../../contract/index.ts';
import { pick, type Rng } from '../rng.ts';

/** Rule names and their alternatives. */
export type Rules = Readonly<Record<string, readonly string[]>>;

/** Writes one text of a rule. */
export type Grammar = (rule: string, rng: Rng) => string;

/** Writes one text of one alternative. */
export type Writer = (rng: Rng) => string;

const PART = /\[([^\]]*)\]|\{(\w+)\}|\\#|(#+)/g;

function digits(rng: Rng, count: number): string {
  let text = String(1 + rng.int(9));
  while (text.length < count) text += rng.int(10);
  return text;
}

/**
 * Compiles rules; later rule sets replace rules of the same name. Brackets do not nest, but may hold rules.
 * Throws `internal` when a rule is used that does not exist.
 */
export function compileGrammar(...sets: readonly Rules[]): Grammar {
  const rule = createCompiler(sets);
  return (name, rng) => pick(rng, rule(name))(rng);
}

/** The alternatives of one rule each by itself, for callers that must know which of them they draw. */
export function compileAlternatives(name: string, ...sets: readonly Rules[]): readonly Writer[] {
  return createCompiler(sets)(name);
}

function createCompiler(sets: readonly Rules[]): (name: string) => readonly Writer[] {
  const rules: Rules = Object.assign({}, ...sets);
  const compiled = new Map<string, readonly Writer[]>();

  function rule(name: string): readonly Writer[] {
    const known = compiled.get(name);
    if (known) return known;
    const alternatives = rules[name];
    if (!alternatives) throw new AppError('internal', `redteam/text/grammar: no rule named "${name}"`);
    const parts = alternatives.map(compile);
    compiled.set(name, parts);
    return parts;
  }

  /** Most choices are between words, which need no compiling. */
  function choice(options: readonly string[]): Writer {
    if (!options.some((option) => /[{#]/.test(option))) return (rng) => pick(rng, options);
    const writers = options.map(compile);
    return (rng) => pick(rng, writers)(rng);
  }

  function compile(template: string): Writer {
    const parts: Writer[] = [];
    let end = 0;
    for (const match of template.matchAll(PART)) {
      const literal = template.slice(end, match.index);
      if (literal) parts.push(() => literal);
      end = match.index + match[0].length;
      const [, choices, name, count] = match;
      if (choices !== undefined) {
        parts.push(choice(choices.split('|')));
      } else if (name !== undefined) {
        let alternatives: readonly Writer[] | undefined;
        parts.push((rng) => {
          alternatives ??= rule(name);
          return pick(rng, alternatives)(rng);
        });
      } else if (count !== undefined) parts.push((rng) => digits(rng, count.length));
      else parts.push(() => '#');
    }
    const rest = template.slice(end);
    if (rest || parts.length === 0) parts.push(() => rest);
    const only = parts[0] as Writer;
    if (parts.length === 1) return only;
    return (rng) => {
      let text = '';
      for (const part of parts) text += part(rng);
      return text;
    };
  }

  return rule;
}
