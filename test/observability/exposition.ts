/** Reads the text format of Prometheus (version 0.0.4), strictly: what does not follow the format is an error. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(?:,|$)/;
// The client library writes Nan, which scrapers take: Go's ParseFloat does not mind the case.
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (NaN|Nan|[+-]Inf|[-+0-9.eE]+)$/;
const SUFFIXES = ['_bucket', '_sum', '_count'];

export function parseExposition(text: string): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  let help = '';
  if (!text.endsWith('\n')) throw new Error('the last line must end with a line break');
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    if (comment !== null) {
      const [, keyword, name = '', rest = ''] = comment;
      if (keyword === 'HELP') help = rest;
      else if (families.has(name)) throw new Error(`two families ${name}`);
      else families.set(name, { type: rest, help, samples: [] });
      continue;
    }
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (name === '') throw new Error(`no sample: ${line}`);
    familyOf(families, name).samples.push({ name, labels: parseLabels(labels), value: toNumber(value) });
  }
  return families;
}

function familyOf(families: ReadonlyMap<string, Family>, name: string): Family {
  const base = SUFFIXES.find(
    (suffix) => name.endsWith(suffix) && families.has(name.slice(0, -suffix.length)),
  );
  const family = families.get(base === undefined ? name : name.slice(0, -base.length));
  if (family === undefined) throw new Error(`${name} without TYPE`);
  return family;
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== ''; ) {
    const match = LABEL.exec(rest);
    if (match === null) throw new Error(`no labels: ${text}`);
    labels[match[1] as string] = (match[2] as string).replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
    rest = rest.slice(match[0].length);
  }
  return labels;
}

function toNumber(text: string): number {
  const value = text.endsWith('Inf') ? Number(`${text.replace('Inf', '')}Infinity`) : Number(text);
  if (Number.isNaN(value) && text.toLowerCase() !== 'nan') throw new Error(`no number: ${text}`);
  return value;
}
