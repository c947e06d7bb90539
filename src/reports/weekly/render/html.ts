/** The report as one page of HTML that needs nothing else. */
import { html, raw } from 'hono/html';
import { type Html, htmlPage } from '../../print/page.ts';
import type { Block } from '../block.ts';
import type { WeekData } from '../data/read-week.ts';
import { SECTIONS } from '../sections/index.ts';
import type { Words } from '../words.ts';
import { chartSvg } from './chart-svg.ts';
import { type Heading, subtitle, title } from './title.ts';

export async function reportHtml(data: WeekData, words: Words, heading: Heading): Promise<string> {
  const parts: Html[] = [
    html`<h1>${title(data, words, heading)}</h1><p class="muted">${subtitle(data, words)}</p>`,
  ];
  for (const section of SECTIONS) {
    const blocks: Html[] = [];
    for (const block of section.blocks({ data, words })) blocks.push(await blockHtml(block, words));
    parts.push(html`<section id="${section.id}"><h2>${words.pick(section.title)}</h2>${blocks}</section>`);
  }
  return htmlPage({ language: words.language, title: title(data, words, heading), body: parts });
}

async function blockHtml(block: Block, words: Words): Promise<Html> {
  switch (block.kind) {
    case 'text':
      return html`<p class="${block.tone ?? ''}"><bdi>${block.text}</bdi></p>`;
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li><bdi>${item}</bdi></li>`)}</ul>`;
    case 'heading':
      return html`<h3><bdi>${block.text}</bdi></h3>`;
    case 'figures':
      return figuresTable(block.figures, words);
    case 'table':
      return html`<table><thead><tr>${block.columns.map((column, i) => html`<th class="${isNumeric(block.rows, i) ? 'num' : ''}">${column}</th>`)}</tr></thead>
<tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td class="${typeof cell === 'number' ? 'num' : ''}"><bdi>${typeof cell === 'number' ? words.number(cell) : cell}</bdi></td>`)}</tr>`)}</tbody></table>`;
    case 'chart':
      // Vega escapes what it writes; the chart's own table stands in the JSON and CSV.
      return html`<figure role="img" aria-label="${block.chart.description}"><h3>${block.chart.title}</h3>${raw(await chartSvg(block.chart))}<figcaption>${block.chart.description}</figcaption></figure>`;
    case 'pictures':
      return html`<div class="pair">${block.items.map(({ svg, alt }) => html`<figure role="img" aria-label="${alt}">${raw(svg)}<figcaption>${alt}</figcaption></figure>`)}</div>`;
  }
}

const isNumeric = (rows: Extract<Block, { kind: 'table' }>['rows'], column: number): boolean =>
  rows.some((row) => typeof row[column] === 'number');

function figuresTable(
  figures: Extract<Block, { kind: 'figures' }>['figures'],
  { say, pick, value, change }: Words,
): Html {
  return html`<table><thead><tr><th></th><th class="num">${say('This week', '本周')}</th><th class="num">${say('Week before', '上周')}</th><th class="num"></th><th class="num">${say('Mean of weeks before', '此前各周平均')}</th></tr></thead>
<tbody>${figures.map(
    (figure) =>
      html`<tr><td>${pick(figure.name)} <code class="muted">${figure.id}</code></td><td class="num"><strong>${value(figure.value, figure.unit)}</strong></td><td class="num">${value(figure.before, figure.unit)}</td><td class="num muted">${change(figure.value, figure.before)}</td><td class="num">${value(figure.mean === null ? null : Math.round(figure.mean * 10) / 10, figure.unit)}</td></tr>`,
  )}</tbody></table>`;
}
