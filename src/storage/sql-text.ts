/** SQL as text: quoting, and cutting a file into statements. */
import type { QueryParams } from './store.ts';

/** A name in backticks. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A string literal. Values belong into parameters; this is for places that take none (settings, file names). */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/**
 * A query with its parameters written into it, for people who run it elsewhere. Characters that could harm a terminal stand as
 * the escapes of their bytes, which the engine reads back. A parameter that is not given stays as it is.
 */
export function inlineParams(sql: string, params: QueryParams): string {
  return sql.replace(/\{(\w+):[^{}]+\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : literal(value);
  });
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? quoteText(value).replace(UNSAFE, escapedBytes) : String(value);

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapedBytes = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** `a = 'b', c = 'd'` for a `SETTINGS` clause. */
export function settingsClause(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : quoteText(value)}`)
    .join(', ');
}

// What must not be cut: quoted text and names (with doubled or escaped quotes), comments. Then the cut itself.
const TOKENS =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;

/** A statement of an SQL file. */
export interface Statement {
  readonly text: string;
  /** A query from a comment `-- while: SELECT …` above it: the statement is meant only for a store that gives a row for it. */
  readonly condition: string | null;
}

const CONDITION = /^-- while: (.*)$/;

/** The statements of an SQL file, without comments and empty ones. O(n). */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = [];
  let text = '';
  let condition: string | null = null;
  let from = 0;
  const end = () => {
    if (text.trim() !== '') statements.push({ text: text.trim(), condition });
    text = '';
    condition = null;
  };
  for (const match of sql.matchAll(TOKENS)) {
    const [token] = match;
    text += sql.slice(from, match.index);
    from = match.index + token.length;
    if (token === ';') end();
    else if (token.startsWith('--') || token.startsWith('/*')) {
      condition = CONDITION.exec(token)?.[1] ?? condition;
      // A comment parts two words as a space does.
      text += ' ';
    } else text += token;
  }
  text += sql.slice(from);
  end();
  return statements;
}
