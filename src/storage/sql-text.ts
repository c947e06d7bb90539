/** SQL as text: quoting, and cutting a file into statements. */

/** A name in backticks. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A string literal. Values belong into parameters; this is for places that take none (settings, file names). */
export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `a = 'b', c = 'd'` for a `SETTINGS` clause. */
export function settingsClause(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : quoteText(value)}`)
    .join(', ');
}

// What must not be cut: quoted text and names (with doubled or escaped quotes), comments. Then the cut itself.
const TOKENS =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|--[^\n]*|\/\*[\s\S]*?\*\/|;/g;

/** The statements of an SQL file, without comments and empty ones. O(n). */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let statement = '';
  let from = 0;
  for (const token of sql.matchAll(TOKENS)) {
    const [text] = token;
    statement += sql.slice(from, token.index);
    from = token.index + text.length;
    if (text === ';') {
      statements.push(statement);
      statement = '';
    } else {
      // A comment parts two words as a space does.
      statement += text.startsWith('--') || text.startsWith('/*') ? ' ' : text;
    }
  }
  statements.push(statement + sql.slice(from));
  return statements.map((each) => each.trim()).filter((each) => each !== '');
}
