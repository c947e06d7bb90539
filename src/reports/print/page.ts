/** A page that carries all that it needs: style and pictures inside, no script, nothing from elsewhere. */
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
export type Language = 'en' | 'zh';

const STYLE = `
:root { --text: #17202b; --muted: #5a6675; --line: #d5d9e0; --soft: #f3f5f8; --accent: #0b5cad; --warn: #8a5a00; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 980px; padding: 24px; color: var(--text); background: #fff;
  font: 14px/1.55 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 28px 0 8px; break-after: avoid; }
h3 { font-size: 15px; margin: 16px 0 6px; break-after: avoid; }
p, ul, ol { margin: 6px 0; } .muted { color: var(--muted); } .warn { color: var(--warn); font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; font-size: 13px; }
th { text-align: left; color: var(--muted); font-weight: 600; }
th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; }
td.num, th.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr, figure, li li, p { break-inside: avoid; } thead { display: table-header-group; }
figure { margin: 12px 0; } figure svg { max-width: 100%; height: auto; } figcaption { color: var(--muted); font-size: 12px; }
code { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
bdi { unicode-bidi: isolate; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 8px; margin: 8px 0; }
.card { border: 1px solid var(--line); border-radius: 8px; padding: 8px 10px; break-inside: avoid; }
.card b { display: block; font-size: 20px; font-variant-numeric: tabular-nums; }
.campaign { border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; margin: 10px 0; break-inside: avoid; }
.pair { display: flex; gap: 12px; break-inside: avoid; break-before: avoid; } .pair figure { margin: 4px 0; flex: 1; }
.pair figure:first-child:not(:last-child) { flex: 3; } .pair svg { width: 100%; height: auto; }
td:first-child { min-width: 7em; }
@page { size: A4; margin: 16mm 14mm; }
@media print { body { max-width: none; padding: 0; font-size: 12px; } a { color: inherit; text-decoration: none; } }
`;

/** `body` is markup; everything that people wrote in it went through `html`, which escapes it. */
export async function htmlPage(given: {
  readonly language: Language;
  readonly title: string;
  readonly body: Html | readonly Html[];
}): Promise<string> {
  const { language, title, body } = given;
  const page = await html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${Array.isArray(body) ? await Promise.all(body) : body}
</body>
</html>
`;
  return String(page);
}
