/** The table of all settings, for docs/operations.md. */
import { SETTINGS, type Setting } from './setting-list.ts';

const shown = (value: unknown): string =>
  value === undefined
    ? ''
    : `\`${Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value)}\``;

const WAYS: Readonly<Record<string, string>> = {
  file: ': a file that holds it',
  env: ': the name of the variable that holds it',
};

function about({ description, choices, secret, kind, path }: Setting): string {
  const way = secret === null ? '' : (WAYS[path.at(-1) ?? ''] ?? '');
  const one = choices.length === 0 ? '' : `: ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
  return `${description}${way}${one}${kind === 'group' ? '; `true` switches it on with its defaults' : ''}`;
}

/** Markdown, a row for each setting, in the order of the schema. */
export function settingsTable(): string {
  const rows = SETTINGS.map(
    (setting) =>
      `| \`${setting.name}\` | \`${setting.variable}\` | ${shown(setting.fallback)} | ${about(setting)} |`,
  );
  return ['| setting | variable | default | what it is |', '|---|---|---|---|', ...rows, ''].join('\n');
}
