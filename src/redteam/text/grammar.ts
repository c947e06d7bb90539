/** Small text grammars: inline choices `[a|b]`, rules `{name}`, digits `#`. Compiled once, expanded with a seeded rng. */
import { AppError } from '../../contract/index.ts';
import { pick, type Rng } from '../rng.ts';

/** Rule names and their alternatives. */
export type Rules = Readonly<Record<string, readonly string[]>>;

/** Writes one text of a rule. */
export type Grammar = (rule: string, rng: Rng) => string;

type Part = (rng: Rng) => string;

const PART = /\[([^\]]*)\]|\{(\w+)\}|(#+)/g;

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
  const rules: Rules = Object.assign({}, ...sets);
  const compiled = new Map<string, readonly Part[]>();

  function rule(name: string): readonly Part[] {
    const known = compiled.get(name);
    if (known) return known;
    const alternatives = rules[name];
    if (!alternatives) throw new AppError('internal', `redteam/text/grammar: no rule named "${name}"`);
    const parts = alternatives.map(compile);
    compiled.set(name, parts);
    return parts;
  }

  function compile(template: string): Part {
    const parts: Part[] = [];
    let end = 0;
    for (const match of template.matchAll(PART)) {
      const literal = template.slice(end, match.index);
      if (literal) parts.push(() => literal);
      end = match.index + match[0].length;
      const [, choices, name, count] = match;
      if (choices !== undefined) {
        const options = choices.split('|').map(compile);
        parts.push((rng) => pick(rng, options)(rng));
      } else if (name !== undefined) {
        parts.push((rng) => pick(rng, rule(name))(rng));
      } else parts.push((rng) => digits(rng, count?.length ?? 1));
    }
    const rest = template.slice(end);
    if (rest || parts.length === 0) parts.push(() => rest);
    const only = parts[0] as Part;
    if (parts.length === 1) return only;
    return (rng) => {
      let text = '';
      for (const part of parts) text += part(rng);
      return text;
    };
  }

  return (name, rng) => pick(rng, rule(name))(rng);
}
