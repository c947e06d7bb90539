/** The document of the API as a page: made on the server, so that it needs no script at all. */

import type { OpenAPIHono } from '@hono/zod-openapi';
import { html, raw } from 'hono/html';
import type { ConsoleEnv } from './access.ts';

type ConsoleApp = OpenAPIHono<ConsoleEnv>;

interface Operation {
  readonly summary?: string;
  readonly 'x-access'?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

export function registerApiDocs(
  app: ConsoleApp,
  documentOf: () => ReturnType<ConsoleApp['getOpenAPI31Document']>,
): void {
  app.get('/api/docs/style.css', (context) =>
    context.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/api/docs', (context) => {
    const document = documentOf();
    const routes = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
        path,
        method,
        operation,
      })),
    );
    return context.html(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${document.info.title}: API</title>
            <link rel="stylesheet" href="/api/docs/style.css" />
          </head>
          <body>
            <main>
              <h1>${document.info.title}: API</h1>
              <p>${document.info.description ?? ''}</p>
              <p>
                <a href="/api/openapi.json">OpenAPI ${document.openapi} as JSON</a>. Programs send
                <code>Authorization: Bearer bw_…</code>; people make tokens on their own page.
              </p>
              ${routes.map(route)}
              <h2 id="schemas">Schemas</h2>
              ${Object.entries(document.components?.schemas ?? {}).map(
                ([name, schema]) =>
                  html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`,
              )}
            </main>
          </body>
        </html>`,
    );
  });
}

function route({ path, method, operation }: { path: string; method: string; operation: Operation }) {
  const ok = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  return html`<section>
    <h2><span class="method">${method.toUpperCase()}</span> <code>${path}</code></h2>
    <p>${operation.summary ?? ''} <span class="access">${accessOf(operation['x-access'])}</span></p>
    ${
      (operation.parameters ?? []).length === 0
        ? ''
        : html`<table>
            <thead><tr><th>parameter</th><th>in</th><th>what</th></tr></thead>
            <tbody>
              ${(operation.parameters ?? []).map(
                ({ name, in: where, required, schema }) =>
                  html`<tr><td><code>${name}</code>${required ? raw('<sup>required</sup>') : ''}</td><td>${where}</td><td><code>${JSON.stringify(schema ?? {})}</code></td></tr>`,
              )}
            </tbody>
          </table>`
    }
    ${body('Takes', operation.requestBody?.content)} ${body('Gives', ok?.[1].content)}
  </section>`;
}

function accessOf(access: string | undefined): string {
  if (access === undefined || access === 'anybody') return 'for anybody';
  const [role, scope] = access.split(':');
  return `role ${role} or above; token scope ${scope}`;
}

function body(word: string, content: Readonly<Record<string, { readonly schema: object }>> | undefined) {
  const [first] = Object.entries(content ?? {});
  if (first === undefined) return '';
  const [type, { schema }] = first;
  const name = (schema as { $ref?: string }).$ref?.split('/').at(-1);
  if (name !== undefined)
    return html`<p>${word} <code>${type}</code>: <a href="#schema-${name}"><code>${name}</code></a></p>`;
  return html`<details><summary>${word} <code>${type}</code></summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .25rem 0 .75rem; }
h2 { font-size: 1.05rem; margin: .75rem 0 .25rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .88em; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .75rem; background: color-mix(in srgb, currentColor 6%, transparent); border-radius: 6px; }
.method { font: 600 .8rem ui-monospace, monospace; padding: .1rem .4rem; border-radius: 4px; background: #0b5cad; color: #fff; }
.access { opacity: .8; } .access::before { content: "· "; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .2rem .6rem .2rem 0; vertical-align: top; }
sup { opacity: .75; margin-left: .3em; }
`;
