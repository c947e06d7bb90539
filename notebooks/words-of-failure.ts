/** What the first failing cell of an executed notebook said. */

interface ExecutedCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly {
    readonly output_type: string;
    readonly name?: string;
    readonly text?: string | readonly string[];
  }[];
}

const joined = (text: string | readonly string[] | undefined): string =>
  text === undefined ? '' : typeof text === 'string' ? text : text.join('');

/** The kernel writes type errors and exceptions to the cell's stderr. Null where no cell did. */
export function wordsOfFailure({ cells }: { readonly cells: readonly ExecutedCell[] }): string | null {
  for (const { outputs = [], source } of cells) {
    const words = outputs.filter(({ name }) => name === 'stderr').map(({ text }) => joined(text));
    if (words.length > 0) return `${words.join('')}in the cell\n${joined(source).replace(/^/gm, '  | ')}`;
  }
  return null;
}
