/** The report of a week, in all its forms. */
import type { Store } from '../../storage/index.ts';
import type { Language } from '../print/page.ts';
import { findChromium, printPdf } from '../print/pdf.ts';
import { readWeek } from './data/read-week.ts';
import { dataFiles } from './render/data-files.ts';
import { reportHtml } from './render/html.ts';
import { reportMarkdown } from './render/markdown.ts';
import type { Week } from './week.ts';
import { wordsOf } from './words.ts';

export interface ReportOptions {
  readonly week: Week;
  readonly languages: readonly Language[];
  /** Name on the title; empty for none. */
  readonly platform: string;
  /** Program that prints PDFs; null leaves them out. */
  readonly chromium?: string | null;
  readonly onProgress?: (stage: string, done: number, of: number) => void;
}

export interface Report {
  readonly week: Week;
  /** By name. The same store and week give the same bytes, but for PDFs, which carry the time at which they were printed. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

export async function makeReport(store: Store, options: ReportOptions): Promise<Report> {
  const { week, languages, platform, chromium = findChromium(), onProgress = () => {} } = options;
  const data = await readWeek(store, week, (done, of) => onProgress('figures', done, of));
  const files = new Map<string, string | Uint8Array>(dataFiles(data));
  const printed = languages.length;
  for (const [i, language] of languages.entries()) {
    const words = wordsOf(language);
    const html = await reportHtml(data, words, { platform });
    files.set(`report.${language}.html`, html);
    files.set(`report.${language}.md`, reportMarkdown(data, words, { platform }));
    if (chromium !== null) files.set(`report.${language}.pdf`, await printPdf(html, chromium));
    onProgress('pages', i + 1, printed);
  }
  return { week, files };
}
