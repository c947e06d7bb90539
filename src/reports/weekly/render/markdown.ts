/** The report as Markdown: all but the pictures. */
import type { Block, Cell } from '../block.ts';
import type { WeekData } from '../data/read-week.ts';
import { SECTIONS } from '../sections/index.ts';
import type { Words } from '../words.ts';
import { type Heading, subtitle, title } from './title.ts';

export function reportMarkdown(data: WeekData, words: Words, heading: Heading): string {
  const parts = [`# ${safe(title(data, words, heading))}`, safe(subtitle(data, words))];
  for (const section of SECTIONS) {
    parts.push(`## ${safe(words.pick(section.title))}`);
    for (const block of section.blocks({ data, words })) parts.push(blockText(block, words));
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function blockText(block: Block, words: Words): string {
  const { say, pick, value, number } = words;
  switch (block.kind) {
    case 'text':
      return block.tone === 'warn' ? `**${safe(block.text)}**` : safe(block.text);
    case 'list':
      return block.items.map((item) => `- ${safe(item)}`).join('\n');
    case 'heading':
      return `### ${safe(block.text)}`;
    case 'figures':
      return table(
        [
          '',
          say('This week', '本周'),
          say('Week before', '上周'),
          say('Mean of weeks before', '此前各周平均'),
        ],
        block.figures.map((one) => [
          `${pick(one.name)} (${one.id})`,
          value(one.value, one.unit),
          value(one.before, one.unit),
          value(one.mean === null ? null : Math.round(one.mean * 10) / 10, one.unit),
        ]),
        number,
      );
    case 'table':
      return table(block.columns, block.rows, number);
    case 'chart':
      return `### ${safe(block.chart.title)}\n\n${safe(block.chart.description)}`;
    case 'pictures':
      return block.items.map(({ alt }) => `*${safe(alt)}*`).join('\n\n');
  }
}

function table(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  number: (value: number) => string,
): string {
  const line = (cells: readonly Cell[]) =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? number(cell) : safe(cell))).join(' | ')} |`;
  const rule = `|${columns.map((_, i) => (rows.some((row) => typeof row[i] === 'number') ? ' ---: ' : ' --- ')).join('|')}|`;
  return [line(columns), rule, ...rows.map(line)].join('\n');
}

/** Words stay words, whoever wrote them. */
const safe = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>|~#]/g, (sign) => `\\${sign}`).replaceAll('\n', ' ');
